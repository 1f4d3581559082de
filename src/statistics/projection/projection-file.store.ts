import { randomBytes } from 'node:crypto';
import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';

/** A file of DuckDB that this process has, and no other one. */
export interface ProjectionFile {
  readonly path: string;
  readonly instance: DuckDBInstance;
  /** The one connection that writes. */
  readonly writer: DuckDBConnection;
}

const NAME = /^statistics-[0-9a-f]{8}\.duckdb$/;
/** DuckDB's lock of a file keeps other processes out, but not this one. */
const ours = new Set<string>();

/**
 * A new name of a file. A name is never used again, so that of two processes that find the same broken file and remove it, none can
 * remove the new file of the other, and the journal of a removed file is never taken for that of a new one.
 */
export function newFilePath(folder: string): string {
  return join(folder, `statistics-${randomBytes(4).toString('hex')}.duckdb`);
}

/** The files of a folder that this process does not have open, the newest first. */
export function otherFiles(folder: string): readonly string[] {
  const paths = readdirSync(folder)
    .filter((name) => NAME.test(name))
    .map((name) => join(folder, name))
    .filter((path) => !ours.has(path));
  const changed = new Map(paths.map((path) => [path, statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0]));
  return paths.toSorted((a, b) => (changed.get(b) ?? 0) - (changed.get(a) ?? 0));
}

/**
 * Opens a file, without access to any other one, and with a limit on the memory of DuckDB; what does not fit is kept in a folder
 * beside it, which DuckDB may still use. Another process that has the file makes this `IN_USE`.
 */
export async function openProjectionFile(path: string, megabytes: number): Promise<ProjectionFile | 'IN_USE'> {
  try {
    const instance = await DuckDBInstance.create(path, {
      memory_limit: `${megabytes}MB`,
      temp_directory: spillFolder(path),
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
      // The last one: no folder can be named after it.
      enable_external_access: 'false',
    });
    const writer = await instance.connect();
    await writer.run('set lock_configuration = true');
    ours.add(path);
    return { path, instance, writer };
  } catch (error) {
    if (String(error).includes('Could not set lock on file')) return 'IN_USE';
    throw error;
  }
}

export function closeProjectionFile({ path, instance, writer }: ProjectionFile): void {
  writer.closeSync();
  instance.closeSync();
  rmSync(spillFolder(path), { recursive: true, force: true });
  ours.delete(path);
}

export function removeProjectionFile(path: string): void {
  for (const name of [path, `${path}.wal`, spillFolder(path)]) rmSync(name, { recursive: true, force: true });
}

function spillFolder(path: string): string {
  return `${path}.tmp`;
}

/** Whether an error says that a file cannot be read, or that DuckDB has given it up after such an error. */
export function isBroken(error: unknown): boolean {
  return /Corrupt database file|Could not read|not a valid DuckDB|has been invalidated|Serialization Error/.test(
    String(error),
  );
}

/** Whether an error is about the disk or the memory that DuckDB needs. */
export function isOfStorage(error: unknown): boolean {
  return /IO Error|Out of Memory Error|Permission Error|FATAL Error|Failed to commit/.test(String(error));
}

/** Whether an error says that a statement was ended after its time, or has no memory. */
export function isTooHeavy(error: unknown): boolean {
  return /INTERRUPT Error|Out of Memory Error/.test(String(error));
}
