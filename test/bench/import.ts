import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import type { Command } from '../../src/app/command-line/command-line.ts';
import { preset, wholeNumber } from '../../src/app/command-line/option.ts';
import { runCommand } from '../../src/app/command-line/run-command.ts';
import { invariant } from '../../src/kernel/invariant.ts';
import { parseDay } from '../../src/kernel/calendar.ts';
import { randomBy } from '../../src/sample/random.ts';
import { inventHousehold } from '../../src/sample/households/sample-household.ts';
import { personMaker } from '../../src/sample/households/sample-person.ts';
import { situations } from '../../src/sample/households/sample-situations.ts';
import { SHEETS } from '../../src/intake/workbook/sheets.ts';
import { rowsOfSheet } from '../support/workbook.ts';

/** `npm run bench:import` writes a workbook of invented households and imports it twice. */
const COMMAND = {
  call: 'npm run bench:import --',
  about:
    '测量导入一个虚构工作簿两次的时间和内存 / ' +
    'measures time and memory of importing a workbook of invented households twice',
  options: {
    households: preset(
      'N',
      '户数，缺省 10000 / the number of households; 10000 by default',
      wholeNumber(1, 2_000_000),
      10_000,
    ),
  },
} satisfies Command;
const ON = '2026-06-30';

process.exitCode = await runCommand(COMMAND, async ({ options: { households } }) => {
  const folder = mkdtempSync(join(tmpdir(), 'bangfu-bench-'));
  chmodSync(folder, 0o755);
  const path = join(folder, 'bench.xlsx');
  const environment = { ...process.env, BANGFU_DATA: join(folder, 'data') };
  const rows = await writeWorkbook(path, households);
  console.log(`${households} households, ${rows} rows`);
  const program = ['--max-old-space-size=400', 'src/cli/workbook/import.ts', path];
  const importing = [...program, '--union', '410502-Q1', '--as', 'clerk.410502', '--on', ON];
  await run('seed', ['src/cli/seed.ts', '--households', '1', '--on', ON], environment);
  await run('first import', importing, environment);
  await run('the same again', importing, environment);
  rmSync(folder, { recursive: true });
  return 0;
});

/** Writes one sheet after another, with the same households each time, so that few are in memory at once. */
async function writeWorkbook(path: string, count: number): Promise<number> {
  const on = parseDay(ON);
  invariant(on !== undefined, 'the day exists');
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ filename: path, useSharedStrings: true });
  let rows = 0;
  for (const [index, sheet] of SHEETS.entries()) {
    const target = workbook.addWorksheet(sheet.name);
    target.addRow(sheet.columns.map(({ field }) => field.zh)).commit();
    const random = randomBy(99);
    const [maker, next] = [personMaker(1), situations(random)];
    for (let turn = 0; turn < count; turn += 1) {
      const setting = { region: '410502', regionName: '文峰区', on, turn };
      for (const row of rowsOfSheet(sheet, index, inventHousehold(random, maker, next(), setting))) {
        target.addRow(row).commit();
        rows += 1;
      }
    }
    target.commit();
  }
  await workbook.commit();
  return rows;
}

async function run(name: string, command: readonly string[], environment: NodeJS.ProcessEnv): Promise<void> {
  const began = performance.now();
  const child = spawn(process.execPath, command, { env: environment, stdio: ['ignore', 'inherit', 'ignore'] });
  let peak = 0;
  const timer = setInterval(() => {
    peak = Math.max(peak, peakMemory(child.pid));
  }, 100);
  await once(child, 'exit');
  clearInterval(timer);
  console.log(`${name}: ${((performance.now() - began) / 1000).toFixed(1)} s, ${Math.round(peak / 1024)} MB`);
}

function peakMemory(pid: number | undefined): number {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}
