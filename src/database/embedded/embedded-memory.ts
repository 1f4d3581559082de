import { totalmem } from 'node:os';

const MEGABYTE = 1024 ** 2;
const LEAST = 128;
const MOST = 8192;

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
