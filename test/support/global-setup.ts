import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, realpathSync, statfsSync } from 'node:fs';
import { freemem, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { seed } from './runs.ts';
import type { Addresses } from './servers.ts';
import { makeTemplate } from './template-database.ts';

/**
 * Prints the seed, so that a failed run can be repeated; gives the run a folder of its own for temporary files; and starts
 * the databases that tests share, each with a template of a migrated database. Another process holds them, which ends
 * everything that belongs to the run when this one has ended, however that happens.
 */
export default async function setUp(): Promise<void> {
  process.env['TEST_SEED'] = seed().toString();
  console.log(`TEST_SEED=${seed()} TEST_COUNT=${process.env['TEST_COUNT'] ?? 'small'}`);
  const folder = mkdtempSync(join(realpathSync(placeOfFolder()), 'bangfu-test-'));
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

const MEMORY = '/dev/shm';
/** More than the databases and workbooks of a run come to. */
const ROOM = 8 * 1024 ** 3;

/** Memory, where there is room in it: tests that have a database of their own wait for their disk. */
function placeOfFolder(): string {
  return process.env['TMPDIR'] === undefined && isFit(MEMORY) ? MEMORY : tmpdir();
}

/** Whether a folder has room, in memory too, and programs may be run from it. */
function isFit(folder: string): boolean {
  try {
    const mounts = readFileSync('/proc/mounts', 'utf8').split('\n');
    const options = mounts
      .map((line) => line.split(' '))
      .find(([, at]) => at === folder)?.[3]
      ?.split(',');
    const { bavail, bsize } = statfsSync(folder);
    return options?.includes('noexec') === false && Math.min(bavail * bsize, freemem()) >= ROOM;
  } catch {
    return false;
  }
}
