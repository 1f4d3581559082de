import { open } from 'node:fs/promises';
import { MaskedCounter } from '../../access/audit/masked-counter.ts';
import { PURPOSE_WORDS, readPurpose } from '../../access/purpose/purpose.ts';
import { reloadViewer } from '../../access/viewer.read.ts';
import type { Command } from '../../app/command-line/command-line.ts';
import { onPlatform } from '../../app/command-line/on-platform.ts';
import { flag, type OptionValues, preset, required, readText } from '../../app/command-line/option.ts';
import { refuseCommand, runCommand, withConfig } from '../../app/command-line/run-command.ts';
import type { Platform } from '../../app/platform.ts';
import { newId } from '../../database/ids.ts';
import type { GraphContext } from '../../graph/context.ts';
import { sheetsIn } from '../../intake/filled/national-order.ts';
import { findImporter } from '../../intake/importer.ts';
import type { Sheet } from '../../intake/workbook/sheets.ts';
import { recordReads } from '../../server/audit.ts';
import { PROBLEMS } from '../../usecase/problem.ts';
import { todayInChina } from '../../usecase/today.ts';

const COMMAND = {
  call: 'npm run export --',
  about:
    '将一个工会及其下属工会的家庭导出为可再导入的工作簿 / ' +
    'exports the households of a union and of those under it as a workbook that can be imported again',
  operands: { form: 'FILE.xlsx', least: 1, most: 1 },
  options: {
    union: required('CODE', '工会编号 / the code of the union', readText),
    as: required('STAFF', '办理人编号 / the staff code of the person who exports it', readText),
    national: flag('各列按全国系统的次序 / with the columns in the order of the national system'),
    purpose: preset('PURPOSE', PURPOSE_WORDS, readPurpose, '建档登记：工作簿导出'),
  },
} satisfies Command;

type ExportOptions = OptionValues<typeof COMMAND.options>;

process.exitCode = await runCommand(COMMAND, ({ operands: [path = ''], options }) =>
  withConfig((config) => onPlatform(config, (platform) => run(platform, options, path))),
);

async function run(platform: Platform, { as, union, purpose, national }: ExportOptions, path: string): Promise<number> {
  const { database, secrets, jobs } = platform;
  const today = todayInChina();
  const reader = await findImporter(database, as, union, today, 'EXPORT_WORKBOOK');
  if (!reader.ok) return refuseCommand(reader.error.map(({ zh, en }) => `${zh} / ${en}`).join('\n'));
  const whose = { staffId: reader.value.actorId, personId: null };
  const viewer = await database.session((sql) => reloadViewer(sql, whose, today));
  if (viewer === null) return refuseCommand(PROBLEMS.NO_SUCH_STAFF);
  const context: GraphContext = {
    ...{ viewer: { ...viewer, purpose }, deps: { database, secrets, today }, jobs, gateway: null },
    ...{ reads: { current: {} }, trace: newId(), selectedFields: null },
  };
  return write(context, reader.value.union.id, sheetsIn(national ? 'NATIONAL' : 'TEMPLATE'), path);
}

/** Writes the workbook, which only its owner may read: it holds personal data. */
async function write(context: GraphContext, union: string, sheets: readonly Sheet[], path: string): Promise<number> {
  const [{ filledHouseholds }, { writeFilledWorkbook }] = await Promise.all([
    import('../../intake/filled/filled-households.loader.ts'),
    import('../../intake/filled/filled-workbook.ts'),
  ]);
  const file = await open(path, 'w', 0o600).catch(() => undefined);
  if (file === undefined) return refuseCommand(`无法写入 / cannot write ${path}`);
  await file.chmod(0o600);
  const masked = new MaskedCounter(context.deps.database);
  let count = 0;
  const counted = async function* () {
    const record = (read: GraphContext) => recordReads(read, 'npm run export', masked);
    for await (const one of filledHouseholds(context, union, sheets, record)) {
      count += 1;
      yield one;
    }
  };
  await writeFilledWorkbook(file.createWriteStream(), sheets, counted());
  await masked.write(Date.now());
  process.stdout.write(`${count} 户已导出 / households exported\n`);
  return 0;
}
