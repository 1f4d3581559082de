import type { Database } from '../../database/database.ts';
import type { Result } from '../../kernel/result.ts';
import type { FollowPace } from './feed/follow-pace.ts';

/** Up to where a projection follows the register. */
export interface ProjectionMark {
  /** The revision up to which all that is counted is there. */
  readonly revision: number;
  /** The moment of the last write to a household's spans that it has. */
  readonly moment: number;
}

export type PlainValue = string | number | boolean | null | readonly PlainValue[];
export type PlainRow = Readonly<Record<string, PlainValue>>;
export type ReadParameters = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

/** Why a read fails. */
export type ReadFault = 'NOT_MADE' | 'TOO_HEAVY';

/** Reads of one snapshot, and the mark of that snapshot. */
export interface ProjectionReader {
  readonly mark: ProjectionMark;
  /**
   * Runs one SELECT with named parameters (`$day`). Days come as `YYYY-MM-DD`, ids as text, and whole numbers as numbers: one that a
   * number does not hold exactly is refused.
   */
  readonly query: (sql: string, parameters?: ReadParameters) => Promise<readonly PlainRow[]>;
  /** What was made under a key since the projection has this mark, or is made now. */
  readonly kept: <T>(key: string, make: () => Promise<T>) => Promise<T>;
}

/**
 * The columns of the register that statistics are counted from, in a file of DuckDB of this process. All of it can be made anew
 * from PostgreSQL.
 */
export interface Projection {
  /** Runs reads in one snapshot; fails before the projection was made, and where a statement takes too long or too much memory. */
  readonly read: <T>(work: (reader: ProjectionReader) => Promise<T>) => Promise<Result<T, ReadFault>>;
  /** Runs one read. */
  readonly query: (sql: string, parameters?: ReadParameters) => Promise<Result<readonly PlainRow[], ReadFault>>;
  /** Brings the projection to the state of the decisions, or makes it anew where it cannot follow; fails with a sentence. */
  readonly follow: () => Promise<Result<ProjectionMark, string>>;
  /** Makes the projection anew in a new file, while the present one is read; reports how many of the households it has. */
  readonly remake: (report?: (done: number, households: number) => void) => Promise<Result<ProjectionMark, string>>;
  /** When the next pass is made; a reader who waits for one hurries it. */
  readonly pace: FollowPace;
  readonly close: () => Promise<void>;
}

export interface ProjectionSettings {
  readonly database: Database;
  /** The folder of its file. */
  readonly folder: string;
  /** How much memory DuckDB may use; what does not fit into it goes to a folder beside the file. */
  readonly megabytes: number;
  /** How long one query may take. */
  readonly seconds: number;
  readonly log: (event: string) => void;
}
