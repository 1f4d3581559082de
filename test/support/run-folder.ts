import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/**
 * The processes that belong to a folder of temporary files, other than this one: they work in it, were started with it in
 * their arguments or have it in their environment. None where the system has no `/proc`.
 */
export function processesOf(folder: string): readonly number[] {
  const numbers = entriesOf('/proc').map(Number).filter(Number.isInteger);
  return numbers.filter((pid) => pid !== process.pid && mentions(`/proc/${pid}`, folder));
}

function mentions(process: string, folder: string): boolean {
  return [
    () => readlinkSync(`${process}/cwd`),
    () => readFileSync(`${process}/cmdline`, 'utf8'),
    () => readFileSync(`${process}/environ`, 'utf8'),
  ].some((read) => {
    try {
      return read().includes(folder);
    } catch {
      // It has ended meanwhile, or is somebody else's.
      return false;
    }
  });
}

function entriesOf(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Ends the processes of a folder: asks them first, and kills those that are still there five seconds later. */
export async function endProcessesOf(folder: string): Promise<void> {
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    for (const pid of processesOf(folder)) {
      try {
        process.kill(pid, signal);
      } catch {
        // It has ended meanwhile.
      }
    }
    const until = Date.now() + 5000;
    while (processesOf(folder).length > 0 && Date.now() < until)
      await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
