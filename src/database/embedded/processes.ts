import { readFile } from 'node:fs/promises';

/** Whether a process with this id runs, whoever owns it. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/**
 * Whether a running process is certainly not PostgreSQL, because its id was reused after the server died. Without `/proc`
 * this is never certain.
 */
export async function isAnotherProgram(pid: number): Promise<boolean> {
  const name = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => undefined);
  return name !== undefined && name.trim() !== 'postgres';
}
