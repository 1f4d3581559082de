import { join } from 'node:path';
import { onPlatform } from '../../../src/app/command-line/on-platform.ts';
import type { Platform } from '../../../src/app/platform.ts';
import { type Config, parseConfig } from '../../../src/config.ts';
import { embeddedUrls } from '../../../src/database/migrations/application-role.ts';
import type { BenchDatabase } from '../read/database.ts';

/** Works on the database of a benchmark in this process, beside the servers that read it. */
export async function onBenchPlatform(
  { ownerUrl, folder }: BenchDatabase,
  work: (platform: Platform, config: Config) => Promise<void>,
): Promise<void> {
  // As a server that is not this process's: whoever closes an embedded one leaves it for the whole process.
  const config = parseConfig({
    DATABASE_URL: (await embeddedUrls(ownerUrl)).url,
    DATABASE_MIGRATION_URL: ownerUrl,
    BANGFU_KEYS: join(folder, 'keys.json'),
    BANGFU_DATA: folder,
    BANGFU_SAMPLE: '1',
  });
  if (!config.ok) throw new Error(config.error);
  await onPlatform(config.value, async (platform) => {
    await work(platform, config.value);
    return 0;
  });
}
