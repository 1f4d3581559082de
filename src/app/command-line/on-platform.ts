import type { Config } from '../../config.ts';
import { openPlatform, type Platform } from '../platform.ts';
import { refuseCommand } from './run-command.ts';

/** Does a command's work on the platform, and closes it; `kinds` are the jobs that this process works on. */
export async function onPlatform(
  config: Config,
  work: (platform: Platform) => Promise<number>,
  kinds: readonly string[] = [],
): Promise<number> {
  const platform = await openPlatform(config, (event) => process.stderr.write(`${event}\n`), kinds);
  if (!platform.ok) return refuseCommand(platform.error);
  try {
    return await work(platform.value);
  } finally {
    await platform.value.close();
  }
}
