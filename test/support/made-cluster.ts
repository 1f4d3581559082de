import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { JOB_NAMES } from '../../src/app/jobs.ts';
import { openServer } from '../../src/app/platform.ts';
import { parseConfig } from '../../src/config.ts';
import { roleOf } from '../../src/database/migrations/application-role.ts';
import { migrate } from '../../src/database/migrations/migrate.ts';
import { valueOf } from './register.ts';

/**
 * Puts an embedded database into a data folder that has none: migrated, empty and stopped, as a first start makes it. It is
 * made once a run, by the first test that needs one, and copied: making one takes longer than most tests. Tests that are
 * about the first start let it make its own.
 */
export async function placeCluster(dataFolder: string): Promise<void> {
  const made = join(dirname(tmpdir()), 'cluster');
  if (!existsSync(made)) await makeCluster(made);
  mkdirSync(dataFolder, { recursive: true });
  const { status, stderr } = spawnSync('cp', ['-a', join(made, 'postgres'), dataFolder], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
}

async function makeCluster(shared: string): Promise<void> {
  const own = mkdtempSync(join(tmpdir(), 'bangfu-cluster-'));
  chmodSync(own, 0o755);
  const config = valueOf(parseConfig({ BANGFU_DATA: own }));
  const { url, ownerUrl, sealerUrl, prepareJobs, stop } = valueOf(await openServer(config, () => undefined));
  try {
    await migrate(ownerUrl, roleOf(url), sealerUrl === undefined ? undefined : roleOf(sealerUrl));
    await prepareJobs(JOB_NAMES);
  } finally {
    await stop();
  }
  // Each copy has a port of its own.
  rmSync(join(own, 'postgres', 'port'));
  try {
    renameSync(own, shared);
  } catch (error) {
    // Another test has made it meanwhile.
    if (!existsSync(shared)) throw error;
    rmSync(own, { recursive: true });
  }
}
