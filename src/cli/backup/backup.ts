import type { Command } from '../../app/command-line/command-line.ts';
import { required, readText } from '../../app/command-line/option.ts';
import { refuseCommand, runCommand, withConfig } from '../../app/command-line/run-command.ts';
import { openServer } from '../../app/platform.ts';
import type { Config } from '../../config.ts';
import { backUp } from '../../operations/backup.ts';
import { partsOf } from '../../operations/manifest.ts';
import { todayInChina } from '../../usecase/today.ts';

/** `backup DIR --as STAFF`: database, keys and stored files as one set, while the platform is used. */
const COMMAND = {
  call: 'npm run backup --',
  about:
    '在平台使用中将数据库、密钥文件和待导入的工作簿备份到新文件夹 / ' +
    'backs up database, key file and waiting workbooks into a new folder, while the platform is used',
  operands: { form: 'DIR', least: 1, most: 1 },
  options: { as: required('STAFF', '管理员编号 / the code of an administrator', readText) },
  notes: [
    'DIR 内的 keys.json 可打开全部加密数据，应移至别处保管 / keys.json in DIR opens all encrypted data: keep it elsewhere',
  ],
} satisfies Command;

process.exitCode = await runCommand(COMMAND, ({ operands: [folder = ''], options }) =>
  withConfig((config) => run(config, folder, options.as)),
);

async function run(config: Config, folder: string, actorCode: string): Promise<number> {
  const tell = (line: string) => process.stderr.write(`${line}\n`);
  const server = await openServer(config, tell);
  if (!server.ok) return refuseCommand(server.error);
  try {
    const { keyFile, gatewayFile } = config;
    const today = todayInChina();
    const source = { ownerUrl: server.value.ownerUrl, keyFile, gatewayFile };
    const made = await backUp(source, { folder, actorCode, today, tell });
    if (!made.ok) return refuseCommand(made.error);
    const { tables, revision } = made.value;
    const rows = tables.reduce((sum, table) => sum + table.rows, 0);
    process.stdout.write(
      `已备份 / backed up: ${folder}, ${partsOf(made.value).length} 个文件 / files, ${rows} 行 / rows, ` +
        `截至第 ${revision} 号变更 / up to change ${revision}\n`,
    );
    return 0;
  } finally {
    await server.value.stop();
  }
}
