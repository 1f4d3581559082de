import { totalmem } from 'node:os';

const MEGABYTE = 1024 ** 2;
const LEAST = 128;
const MOST = 8192;

/**
 * The megabytes that the embedded server keeps pages in (`shared_buffers`): a quarter of what the machine or its container
 * has, as PostgreSQL's manual advises. By itself it takes 128 of any, and reads a large register's pages again and again.
 */
export function sharedMegabytes(memory = memoryHere()): number {
  return Math.min(MOST, Math.max(LEAST, Math.floor(memory / 4 / MEGABYTE)));
}

function memoryHere(): number {
  const constrained = process.constrainedMemory();
  return constrained > 0 ? Math.min(constrained, totalmem()) : totalmem();
}
