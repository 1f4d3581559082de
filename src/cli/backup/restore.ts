import { join } from 'node:path';
import type { Command } from '../../app/command-line/command-line.ts';
import { type OptionValues, optionalOption, required, readText } from '../../app/command-line/option.ts';
import { refuseCommand, runCommand, withConfig } from '../../app/command-line/run-command.ts';
import { openServer } from '../../app/platform.ts';
import type { Config } from '../../config.ts';
import { type BackupSet, openBackup } from '../../operations/backup-set.ts';
import { faultOfPlaces } from '../../operations/place-files.ts';
import { restore } from '../../operations/restore.ts';
import { todayInChina } from '../../usecase/today.ts';

/** `restore DIR --as STAFF`: a backup into an empty database, as a platform that can be started. */
const COMMAND = {
  call: 'npm run restore --',
  about:
    '将备份恢复到空的数据库和数据文件夹，并升级到本程序的版本 / ' +
    'restores a backup into an empty database and data folder, and brings it to the version of this program',
  operands: { form: 'DIR', least: 1, most: 1 },
  options: {
    as: required('STAFF', '备份中的管理员编号 / the code of an administrator in the backup', readText),
    keys: optionalOption(
      'FILE',
      '另行保管的密钥文件，缺省为 DIR/keys.json / the key file that is kept apart (DIR/keys.json)',
      readText,
    ),
  },
} satisfies Command;

process.exitCode = await runCommand(COMMAND, ({ operands: [folder = ''], options }) =>
  withConfig(async (config) => {
    const set = await openBackup(folder, options.keys);
    return set.ok ? run(config, set.value, options) : refuseCommand(set.error);
  }),
);

async function run(
  config: Config,
  set: BackupSet,
  { as: actorCode }: OptionValues<typeof COMMAND.options>,
): Promise<number> {
  const tell = (line: string) => process.stderr.write(`${line}\n`);
  const { keyFile, gatewayFile, dataFolder } = config;
  const places = { keyFile, gatewayFile, uploadFolder: join(dataFolder, 'uploads') };
  const fault = await faultOfPlaces(set, places);
  if (fault !== undefined) return refuseCommand(fault);
  const server = await openServer(config, tell);
  if (!server.ok) return refuseCommand(server.error);
  try {
    const { ownerUrl, prepareJobs } = server.value;
    const target = { ...places, ownerUrl, prepareJobs };
    const done = await restore(set, target, { actorCode, today: todayInChina(), tell });
    if (!done.ok) return refuseCommand(done.error);
    const { takenAt, revision } = set.manifest;
    process.stdout.write(
      `已恢复 ${takenAt} 的备份，截至第 ${revision} 号变更 / restored the backup of ${takenAt}, up to change ${revision}; ` +
        `升级 / migrations since: ${done.value.migrations.length}\n`,
    );
    return 0;
  } finally {
    await server.value.stop();
  }
}
