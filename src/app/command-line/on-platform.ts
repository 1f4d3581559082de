import type { Config } from '../../config.ts';
import type { Platform } from '../platform.ts';
import { refuseCommand } from './run-command.ts';

/** Opens the platform, runs the work of a command on it and closes it; this process works on jobs of the given `kinds`. */
export async function onPlatform(
  config: Config,
  work: (platform: Platform) => Promise<number>,
  kinds: readonly string[] = [],
): Promise<number> {
  // A command that is refused, or asked how it is used, need not load the database.
  const { openPlatform } = await import('../platform.ts');
  const platform = await openPlatform(config, (event) => process.stderr.write(`${event}\n`), kinds);
  if (!platform.ok) return refuseCommand(platform.error);
  try {
    return await work(platform.value);
  } finally {
    await platform.value.close();
  }
}
