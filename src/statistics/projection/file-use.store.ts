import type { ProjectionReader } from './projection.ts';
import { closeProjectionFile, type ProjectionFile } from './projection-file.store.ts';
import { selectRows } from './plain-rows.read.ts';
import { readMark } from './stored-mark.read.ts';

/** A file with its reads under way: it is closed when the last one has ended. */
export interface FileInUse {
  readonly file: ProjectionFile;
  readonly read: <T>(work: (reader: ProjectionReader) => Promise<T>) => Promise<T>;
  /** Closes the file, once nobody reads it. */
  readonly end: () => Promise<void>;
}

export function useFile(file: ProjectionFile, seconds: number): FileInUse {
  const reads = new Set<Promise<unknown>>();
  return {
    file,
    read: async (work) => {
      const read = readIn(file, seconds, work);
      reads.add(read);
      try {
        return await read;
      } finally {
        reads.delete(read);
      }
    },
    end: async () => {
      await Promise.allSettled(reads);
      closeProjectionFile(file);
    },
  };
}

/** Reads in one transaction, of which DuckDB gives each a snapshot of its own. */
async function readIn<T>(
  { instance }: ProjectionFile,
  seconds: number,
  work: (reader: ProjectionReader) => Promise<T>,
): Promise<T> {
  const connection = await instance.connect();
  try {
    await connection.run('begin transaction read only');
    const mark = await readMark(connection);
    if (mark === undefined) throw new Error('a projection without a mark is never read');
    const { revision, moment } = mark;
    return await work({
      mark: { revision, moment },
      query: (sql, parameters = {}) => selectRows(connection, sql, parameters, seconds),
    });
  } finally {
    connection.closeSync();
  }
}
