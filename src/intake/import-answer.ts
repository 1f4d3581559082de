import type { Day } from '../kernel/calendar.ts';
import type { Upload } from './upload.ts';
import type { ImportFault } from './workbook/fault.ts';

export interface ImportRequest {
  /** The path of a workbook file, or an upload. */
  readonly workbook: string | Upload;
  readonly actorId: string;
  readonly union: { readonly id: string; readonly region: string };
  /** The day from which the rows are valid that have no date of their own. */
  readonly on: Day;
  readonly purpose: string;
  /** Whether the workbook is compared with what is on record, and nothing is written. Requests of before an upgrade lack it. */
  readonly compares?: boolean;
}

/** How much was recorded or changed, was on record as it is given, or was refused: what is given is one of these. */
export interface ImportCounts {
  readonly recorded: number;
  readonly unchanged: number;
  /** Of a comparison alone: how much differs from what is on record. */
  readonly different?: number;
  readonly refused: number;
}

/** The result of an import or of a comparison. It holds keys and positions only, no content of cells. */
export interface ImportAnswer {
  /** The rows that are not blank: each is counted with its household, and refused if it is of none. */
  readonly rows: number;
  readonly rowCounts: ImportCounts;
  readonly households: ImportCounts;
  /** The revision at which everything can be read that it recorded. */
  readonly revision: number;
  /** The first faults, in the order of the sheets. */
  readonly faults: readonly ImportFault[];
  readonly faultCount: number;
  /** The first of what deserves a second look; it refuses nothing. */
  readonly notices: readonly ImportFault[];
  readonly noticeCount: number;
  /** Members and records in the register that have no row in the workbook, by their keys; they are not deleted. */
  readonly missing: readonly { readonly sheet: string; readonly row: number; readonly what: string }[];
}

/** What was written, before it can be read. */
export type Written = Omit<ImportAnswer, 'revision'>;
