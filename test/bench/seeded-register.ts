import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Platform } from '../../src/app/platform.ts';
import { onPlatform } from '../../src/app/command-line/on-platform.ts';
import { preset, wholeNumber } from '../../src/app/command-line/option.ts';
import { refuseCommand } from '../../src/app/command-line/run-command.ts';
import { type Config, parseConfig } from '../../src/config.ts';
import type { Database } from '../../src/database/database.ts';

/** The option of how many households a benchmark is run on. */
export const HOUSEHOLDS = preset(
  'N',
  '户数，缺省 20000 / the number of households; 20000 by default',
  wholeNumber(1, 2_000_000),
  20_000,
);

/** The day that the sample register is as of. */
export const ON = '2026-06-30';

/** Measures on a sample register of so many households, in an embedded database of its own; returns the exit code. */
export async function onSeededRegister(
  households: number,
  measure: (database: Database, config: Config, environment: NodeJS.ProcessEnv, platform: Platform) => Promise<void>,
): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'bangfu-bench-'));
  chmodSync(folder, 0o755);
  const environment = { ...process.env, BANGFU_DATA: join(folder, 'data') };
  const seed = ['src/cli/seed.ts', '--households', String(households), '--on', ON];
  spawnSync(process.execPath, seed, { env: environment, stdio: ['ignore', 'inherit', 'ignore'] });
  const config = parseConfig(environment);
  if (!config.ok) return refuseCommand(config.error);
  const code = await onPlatform(config.value, async (platform) => {
    const { database } = platform;
    await database.session((sql) => sql.query('analyze'));
    await measure(database, config.value, environment, platform);
    return 0;
  });
  rmSync(folder, { recursive: true });
  return code;
}
