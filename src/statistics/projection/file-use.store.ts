import type { DuckDBConnection } from '@duckdb/node-api';
import type { ProjectionMark, ProjectionReader } from './projection.ts';
import { closeProjectionFile, type ProjectionFile } from './projection-file.store.ts';
import { selectRows } from './plain-rows.read.ts';
import { readCompleteMark } from './stored-mark.read.ts';

/** A file with its reads under way: it is closed when the last one has ended. */
export interface FileInUse {
  readonly file: ProjectionFile;
  readonly read: <T>(work: (reader: ProjectionReader) => Promise<T>) => Promise<T>;
  /** Closes the file, once nobody reads it. */
  readonly end: () => Promise<void>;
}

export function useFile(file: ProjectionFile, seconds: number): FileInUse {
  const reads = new Set<Promise<unknown>>();
  const idle: DuckDBConnection[] = [];
  const keep = keptByMark();
  return {
    file,
    read: async (work) => {
      const read = readIn({ file, idle, keep, seconds }, work);
      reads.add(read);
      try {
        return await read;
      } finally {
        reads.delete(read);
      }
    },
    end: async () => {
      await Promise.allSettled(reads);
      for (const connection of idle.splice(0)) connection.closeSync();
      closeProjectionFile(file);
    },
  };
}

interface Reading {
  readonly file: ProjectionFile;
  /** Connections that wait for the next read; there are no more of them than reads at once. */
  readonly idle: DuckDBConnection[];
  readonly keep: (mark: ProjectionMark) => ProjectionReader['kept'];
  readonly seconds: number;
}

/** Reads in one transaction, of which DuckDB gives each a snapshot of its own. */
async function readIn<T>(
  { file, idle, keep, seconds }: Reading,
  work: (reader: ProjectionReader) => Promise<T>,
): Promise<T> {
  const connection = idle.pop() ?? (await file.instance.connect());
  try {
    await connection.run('begin transaction read only');
    const mark = await readCompleteMark(connection);
    if (mark === undefined) throw new Error('a projection without a mark is never read');
    const { revision, moment } = mark;
    const read = await work({
      mark: { revision, moment },
      query: (sql, parameters = {}) => selectRows(connection, sql, parameters, seconds),
      kept: keep({ revision, moment }),
    });
    await connection.run('commit');
    idle.push(connection);
    return read;
  } catch (error) {
    connection.closeSync();
    throw error;
  }
}

const MOST_KEPT = 200;

/** Keeps what was made of a mark until the next one. */
function keptByMark(): Reading['keep'] {
  let last = '';
  let values = new Map<string, Promise<unknown>>();
  return ({ revision, moment }) => {
    const mark = `${revision} ${moment}`;
    if (mark !== last) {
      last = mark;
      values = new Map();
    }
    const own = values;
    return <T>(key: string, make: () => Promise<T>) => {
      const found = own.get(key) as Promise<T> | undefined;
      if (found !== undefined) return found;
      const made = make();
      own.set(key, made);
      made.catch(() => own.delete(key));
      if (own.size > MOST_KEPT) own.clear();
      return made;
    };
  };
}
