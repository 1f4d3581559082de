import type { Command } from '../app/command-line/command-line.ts';
import { onPlatform } from '../app/command-line/on-platform.ts';
import { optionalOption, preset, wholeNumber } from '../app/command-line/option.ts';
import { refuseCommand, runCommand, withConfig } from '../app/command-line/run-command.ts';
import type { Platform } from '../app/platform.ts';
import { parseDay } from '../kernel/calendar.ts';
import { lockSampleTables } from '../sample/lock-sample-tables.ts';
import { seedSample, type SeedOptions } from '../sample/seed.ts';
import { dayInChina, todayInChina } from '../usecase/today.ts';
import { progressLine } from '../jobs/progress-line.ts';

const COMMAND = {
  call: 'npm run seed --',
  about: '在空库中放入虚构的示例数据 / fills an empty database with invented sample data',
  options: {
    households: preset(
      'N',
      '户数，1 … 2000000，缺省 2000 / the number of households, 1 … 2000000; 2000 by default',
      wholeNumber(1, 2_000_000),
      2000,
    ),
    seed: preset(
      'S',
      '随机种子，0 … 4294967295，缺省 1 / the random seed, 0 … 4294967295; 1 by default',
      wholeNumber(0, 4_294_967_295),
      1,
    ),
    on: optionalOption(
      'YYYY-MM-DD',
      '示例数据截至的日期，缺省为今天 / the day that the sample data is as of; today by default',
      parseDay,
    ),
  },
} satisfies Command;

process.exitCode = await runCommand(COMMAND, ({ options: { on = dayInChina(Date.now()), ...size } }) =>
  withConfig((config) =>
    config.sample
      ? onPlatform(config, (platform) => seed(platform, { ...size, on }))
      : refuseCommand(
          '须设置 BANGFU_SAMPLE=1 才能在此数据库放入示例数据 / set BANGFU_SAMPLE=1 to put sample data into this database',
        ),
  ),
);

type Size = Pick<SeedOptions, 'households' | 'seed' | 'on'>;

async function seed({ database, ownerUrl, secrets }: Platform, size: Size): Promise<number> {
  const progress = progressLine('户 / households', size.households);
  const seeded = await seedSample({ ownerUrl, secrets, ...size, progress });
  if (!seeded.ok) return refuseCommand(seeded.error);
  await lockSampleTables({ database, secrets, today: todayInChina() }, size.on);
  return 0;
}
