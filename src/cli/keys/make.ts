import type { Command } from '../../app/command-line/command-line.ts';
import { runCommand, withConfig } from '../../app/command-line/run-command.ts';
import { makeKeys } from '../../secrets/keys/key-file.ts';

const COMMAND = {
  call: 'npm run keys',
  about:
    '建立 BANGFU_KEYS 所指的主密钥文件，已有则不动，并打印其路径 / ' +
    'creates the master key file that BANGFU_KEYS names, unless it exists, and prints its path',
  options: {},
} satisfies Command;

process.exitCode = await runCommand(COMMAND, () =>
  withConfig(async ({ keyFile }) => {
    await makeKeys(keyFile);
    process.stdout.write(`${keyFile}\n`);
    return 0;
  }),
);
