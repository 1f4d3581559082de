import type { UnionChange } from '../../organisation/changes/union-change.ts';

/** The document by which a change of unions was decided; its day is `YYYY-MM-DD`. */
export interface UnionDocument {
  readonly documentNumber: string;
  readonly documentDay: string;
  readonly documentTitle: string;
}

/** A change of unions that waits for a second person. */
export interface UnionProposal extends UnionChange, UnionDocument {
  readonly id: string;
  /** The superior of the union, or of the one to be founded, by whom the proposal is seen. */
  readonly superiorId: string;
  /** The first day on which it can no longer be confirmed. */
  readonly confirmedBefore: string;
  readonly proposedBy: string;
  /** The id of the workbook that it is a row of, and of which all rows are confirmed together. */
  readonly workbookId: string | null;
  /** Its place among the rows of the workbook. */
  readonly workbookRow: number | null;
  /** In a workbook: the code of the superior of a union, or of the division that a division is part of. */
  readonly superiorCode: string | null;
}
