import { parseArgs } from 'node:util';
import { openPlatform } from '../app/platform.ts';
import { readConfig } from '../config.ts';
import { parseDay } from '../kernel/calendar.ts';
import { seedSample } from '../sample/seed.ts';
import { dayInChina } from '../usecase/today.ts';
import { progressLine } from '../jobs/progress-line.ts';

const USAGE =
  '用法 / usage: npm run seed -- [--households N] [--seed S] [--on YYYY-MM-DD]\n' +
  'N: 1 … 2000000 (2000), S: 0 … 4294967295 (1), 示例数据截至的日期 / the day of the sample (今天 / today)';

/** `seed`: fills an empty database with an invented register. */
const { values } = parseArgs({
  options: {
    households: { type: 'string', default: '2000' },
    seed: { type: 'string', default: '1' },
    on: { type: 'string' },
  },
});
const households = wholeNumber(values.households, 1, 2_000_000);
const seed = wholeNumber(values.seed, 0, 4_294_967_295);
const on = values.on === undefined ? dayInChina(Date.now()) : parseDay(values.on);
process.exitCode = await run();

async function run(): Promise<number> {
  if (households === undefined || seed === undefined || on === undefined) return refuse(USAGE);
  const config = readConfig();
  if (!config.sample) {
    return refuse('只有设置 BANGFU_SAMPLE=1 才可在此库放入示例数据 / sample data needs BANGFU_SAMPLE=1 here');
  }
  const platform = await openPlatform(config, (event) => process.stderr.write(`${event}\n`));
  if (!platform.ok) return refuse(platform.error);
  const { ownerUrl, secrets, close } = platform.value;
  try {
    const progress = progressLine('户 / households', households);
    const seeded = await seedSample({ ownerUrl, secrets, households, seed, on, progress });
    return seeded.ok ? 0 : refuse(seeded.error);
  } finally {
    await close();
  }
}

function wholeNumber(text: string, least: number, most: number): number | undefined {
  const value = /^[0-9]{1,10}$/.test(text) ? Number(text) : undefined;
  return value !== undefined && value >= least && value <= most ? value : undefined;
}

function refuse(message: string): number {
  process.stderr.write(`${message}\n`);
  return 1;
}
