import { mkdir, open, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { errorCode } from '../kernel/error-code.ts';
import { type Checkpoint, printCheckpoint, readCheckpoint } from './checkpoint.ts';

/** Milliseconds that the receiver of a checkpoint has to take it. */
const LONGEST_SENDING = 5000;

/** The checkpoints of a file, line by line; `undefined` for a line that is none. No file has none. */
export async function readCheckpoints(path: string): Promise<readonly (Checkpoint | undefined)[]> {
  try {
    const lines = (await readFile(path, 'utf8')).split('\n');
    return lines.slice(0, lines.at(-1) === '' ? -1 : undefined).map(readCheckpoint);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
    return [];
  }
}

/** Adds checkpoints to a file, and returns when they are on the disk. What a broken write left is ended as a line of its own. */
export async function addCheckpoints(path: string, checkpoints: readonly Checkpoint[]): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const file = await open(path, 'a+', 0o644);
  try {
    const { size } = await file.stat();
    const last = Buffer.alloc(1, '\n');
    if (size > 0) await file.read(last, 0, 1, size - 1);
    await file.appendFile((last.toString() === '\n' ? '' : '\n') + checkpoints.map(printCheckpoint).join(''));
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Sends a checkpoint by POST as JSON; throws unless it is taken. */
export async function sendCheckpoint(url: string, checkpoint: Checkpoint): Promise<void> {
  const response = await fetch(url, {
    ...{ method: 'POST', headers: { 'content-type': 'application/json' }, redirect: 'error' },
    ...{ body: JSON.stringify(checkpoint), signal: AbortSignal.timeout(LONGEST_SENDING) },
  });
  await response.body?.cancel();
  if (!response.ok) throw new Error(`answered with ${response.status}`);
}
