import type { Command } from '../../app/command-line/command-line.ts';
import { onPlatform } from '../../app/command-line/on-platform.ts';
import { required, readText } from '../../app/command-line/option.ts';
import { refuseCommand, runCommand, withConfig } from '../../app/command-line/run-command.ts';
import type { Platform } from '../../app/platform.ts';
import { administratorOfCode } from '../../access/staff.read.ts';
import type { Config } from '../../config.ts';
import { changeKeys } from '../../secrets/keys/change-keys.ts';
import { makeMissingKeys } from '../../registry/search/search-job.ts';
import { todayInChina } from '../../usecase/today.ts';

const COMMAND = {
  call: 'npm run keys:rotate --',
  about:
    '在平台使用中更换主密钥，并以新密钥重新加密 / ' +
    'creates new master keys and re-encrypts everything under them while the platform is in use',
  options: { as: required('STAFF', '管理员编号 / the staff code of an administrator', readText) },
} satisfies Command;

process.exitCode = await runCommand(COMMAND, ({ options }) =>
  withConfig((config) => onPlatform(config, (platform) => rotate(config, platform, options.as))),
);

async function rotate(config: Config, { database, secrets, ownerUrl }: Platform, code: string): Promise<number> {
  const today = todayInChina();
  const actorId = await database.session((sql) => administratorOfCode(sql, code, today));
  if (actorId === undefined) return refuseCommand('只有管理员可更换密钥 / only an administrator may rotate the keys');
  const keys = { keyFile: config.keyFile, ownerUrl, secrets };
  const tell = (rows: number) => process.stderr.write(`${rows} 行 / rows\n`);
  const { version, rows, unopened } = await changeKeys(keys, actorId, tell);
  const control = { signal: new AbortController().signal, progress: tell };
  await makeMissingKeys((work) => database.transaction(work), secrets, control);
  process.stdout.write(`第 ${version} 版 / version ${version}: ${rows} 行 / rows\n`);
  return unopened.length === 0 ? 0 : refuseCommand(sentenceOfUnopened(unopened));
}

function sentenceOfUnopened(artefacts: readonly string[]): string {
  return (
    '以下存档件已损坏，仍用旧密钥：请从备份恢复，在此之前密钥文件须保留旧密钥 / ' +
    'these artefacts are damaged and keep their old keys: restore them from a backup, and leave the older keys in the key ' +
    `file until then: ${artefacts.join(', ')}`
  );
}
