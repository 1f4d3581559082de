import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import ExcelJS from 'exceljs';
import { parseDay } from '../../src/kernel/calendar.ts';
import { randomBy } from '../../src/sample/random.ts';
import { inventHousehold } from '../../src/sample/sample-household.ts';
import { personMaker } from '../../src/sample/sample-person.ts';
import { situations } from '../../src/sample/sample-situations.ts';
import { SHEETS } from '../../src/intake/workbook/sheets.ts';
import { rowsOfSheet } from '../support/workbook.ts';

/** `npm run bench:import -- --households N`: writes a workbook of N invented households and imports it, twice. */
const { values } = parseArgs({ options: { households: { type: 'string', default: '10000' } } });
const count = Number(values.households);
const on = parseDay('2026-06-30');
if (on === undefined) throw new Error('the day exists');
const folder = mkdtempSync(join(tmpdir(), 'bangfu-bench-'));
chmodSync(folder, 0o755);
const path = join(folder, 'bench.xlsx');
const environment = { ...process.env, BANGFU_DATA: join(folder, 'data') };

const rows = await writeWorkbook();
console.log(`${count} households, ${rows} rows`);
await run('seed', ['src/cli/seed.ts', '--households', '1', '--on', '2026-06-30']);
const importing = [
  '--max-old-space-size=400',
  'src/cli/import.ts',
  path,
  '--union',
  '410502-Q1',
  '--as',
  'clerk.410502',
  '--on',
  '2026-06-30',
];
await run('first import', importing);
await run('the same again', importing);
rmSync(folder, { recursive: true });

/** Sheet after sheet, the same households each time, so that few are in memory at once. */
async function writeWorkbook(): Promise<number> {
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ filename: path, useSharedStrings: true });
  let rows = 0;
  for (const [index, sheet] of SHEETS.entries()) {
    const target = workbook.addWorksheet(sheet.name);
    target.addRow(sheet.columns.map(({ field }) => field.zh)).commit();
    const random = randomBy(99);
    const [maker, next] = [personMaker(1), situations(random)];
    for (let turn = 0; turn < count; turn += 1) {
      const setting = { region: '410502', regionName: '文峰区', on: on as never, turn };
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

async function run(name: string, command: readonly string[]): Promise<void> {
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
