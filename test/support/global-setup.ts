import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, realpathSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { seed } from './runs.ts';
import type { Addresses } from './servers.ts';
import { makeTemplate } from './template-database.ts';

const MEMORY = '/dev/shm';
const MOST_BYTES = 4e9;

/**
 * Prints the seed, so that a failed run can be repeated; gives the run a folder of its own for temporary files; and starts
 * the databases that tests share, each with a template of a migrated database. Another process holds them, which ends
 * everything that belongs to the run when this one has ended, however that happens.
 */
export default async function setUp(): Promise<void> {
  process.env['TEST_SEED'] = seed().toString();
  console.log(`TEST_SEED=${seed()} TEST_COUNT=${process.env['TEST_COUNT'] ?? 'small'}`);
  const folder = mkdtempSync(join(realpathSync(placeOfRun()), 'bangfu-test-'));
  // Debian's server and the embedded one do not run as root.
  chmodSync(folder, 0o755);
  const servers = spawn(process.execPath, [join(__dirname, '..', 'programs', 'servers.ts'), folder], {
    stdio: ['pipe', 'pipe', 'inherit'],
    detached: true,
  });
  const [line] = (await Promise.race([
    once(createInterface(servers.stdout), 'line'),
    once(servers, 'exit').then(() => Promise.reject(new Error('the databases that tests share did not start'))),
  ])) as [string];
  const addresses = JSON.parse(line) as Addresses;
  // Programs that the tests start are compiled once a run.
  Object.assign(process.env, addresses, { TMPDIR: folder, NODE_COMPILE_CACHE: join(folder, 'compiled') });
  await Promise.all(Object.values(addresses).map(makeTemplate));
  globalThis.testServers = servers;
}

/**
 * Where the run's folder is: in memory, where a database is made in a quarter of the time, if there is enough of it and
 * programs may be started from it; `TMPDIR` names another place.
 */
function placeOfRun(): string {
  if (process.env['TMPDIR'] !== undefined) return tmpdir();
  try {
    const { bavail, bsize } = statfsSync(MEMORY);
    const mount = readFileSync('/proc/mounts', 'utf8')
      .split('\n')
      .find((line) => line.split(' ')[1] === MEMORY);
    return mount?.includes('noexec') === false && bavail * bsize > MOST_BYTES ? MEMORY : tmpdir();
  } catch {
    // The system has none.
    return tmpdir();
  }
}
