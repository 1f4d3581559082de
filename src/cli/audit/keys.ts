import type { Command } from '../../app/command-line/command-line.ts';
import { flag } from '../../app/command-line/option.ts';
import { refuseCommand, runCommand, withConfig } from '../../app/command-line/run-command.ts';
import {
  addSigningKey,
  fingerprintOf,
  makeSigningKeys,
  printPublicKeys,
  readPublicKeys,
} from '../../audit-chain/signing-keys.ts';

/** `audit:keys`: the keys that sign the checkpoints of the audit chain. */
const COMMAND = {
  call: 'npm run audit:keys --',
  about:
    '建立审计链签名密钥（已有则不动），打印可公布的公钥及其指纹 / ' +
    'creates the keys that sign the checkpoints of the audit chain, unless there are any, and prints the public ones with their fingerprints',
  options: {
    rotate: flag('增加一版密钥，由前一版签署 / adds a key, which the one before endorses'),
  },
} satisfies Command;

process.exitCode = await runCommand(COMMAND, ({ options: { rotate } }) =>
  withConfig(async ({ checkpoints: { keyFile } }) => {
    await makeSigningKeys(keyFile);
    const added = rotate ? await addSigningKey(keyFile) : undefined;
    if (added?.ok === false) return refuseCommand(added.error);
    const keys = await readPublicKeys(keyFile);
    if (!keys.ok) return refuseCommand(keys.error);
    process.stdout.write(printPublicKeys(keys.value));
    for (const key of keys.value) {
      process.stderr.write(`第 ${key.version} 版指纹 / fingerprint of version ${key.version}: ${fingerprintOf(key)}\n`);
    }
    return 0;
  }),
);
