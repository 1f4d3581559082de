import { totalmem } from 'node:os';

const MEGABYTE = 1024 ** 2;
const LEAST = 128;
const MOST = 8192;

/**
 * The environment of the server: how much freed memory a process keeps for its next statement (glibc's malloc), instead of
 * giving it back to the kernel and taking it again. Planning and sorting take and free megabytes in each statement; in a
 * virtual machine, where each page that is taken costs microseconds, that is a quarter of the time of small statements.
 */
export const KEPT_MEMORY: Readonly<Record<string, string>> = {
  MALLOC_TRIM_THRESHOLD_: String(64 * MEGABYTE),
  MALLOC_MMAP_THRESHOLD_: String(32 * MEGABYTE),
  MALLOC_TOP_PAD_: String(8 * MEGABYTE),
};

/**
 * Returns the size of the embedded server's page cache (`shared_buffers`) in megabytes: a quarter of the memory of the machine
 * or container, as PostgreSQL's manual advises. With the default of 128, it reads the pages of a large register repeatedly.
 */
export function sharedMegabytes(memory = memoryHere()): number {
  return Math.min(MOST, Math.max(LEAST, Math.floor(memory / 4 / MEGABYTE)));
}

function memoryHere(): number {
  const constrained = process.constrainedMemory();
  return constrained > 0 ? Math.min(constrained, totalmem()) : totalmem();
}
