import type { Fen } from '../../../kernel/fen.ts';
import type { Assessment } from '../../../policy/decision/assess.ts';
import { needsConfirmation } from '../../../policy/decision/levels.ts';
import { accountDigits, hasWrongCheckDigit } from '../../../fields/number-forms.ts';
import { LINE_FAULTS, type LineFault } from '../../../usecase/batch-problems.codes.ts';
import type { ProjectRoom } from '../../caps/relief-room.ts';

/** A line with everything that decides whether it can be paid on a day. */
export interface LineFacts {
  readonly amount: Fen;
  readonly isDead: boolean;
  readonly isClosed: boolean;
  /** Whether the payment is to a file; otherwise the conditions of its money say whether it needs none. */
  readonly isToFile: boolean;
  /** Whether that file is recorded on the day as it was when the line was prepared. */
  readonly isRecorded: boolean;
  readonly isSuspended: boolean;
  /** The decision at the level of the file; `null`: there is none, or no rule of that level. */
  readonly assessment: Assessment | null;
  readonly isConfirmed: boolean;
  /** The room of its kind of aid; `undefined`: none is listed. */
  readonly room: Pick<ProjectRoom, 'left' | 'why' | 'isProvisional'> | undefined;
  /** What earlier lines of the batch take of the same room. */
  readonly taken: Fen;
  /** Whether the batch names the document on which its amounts rest. */
  readonly hasAmountDocument: boolean;
  readonly isAdmitted: boolean;
  readonly account: AccountFacts;
}

/** The account of a line, and what is on record of it now. */
export interface AccountFacts {
  readonly number: string | null;
  /** The account that the household has now, where the line is paid to that; otherwise the line’s own. */
  readonly onRecord: string | null;
  readonly isShared: boolean;
  readonly isExplained: boolean;
}

/** All faults of a line, in the order of the codes: none hides another. */
export function faultsOfLine(line: LineFacts): readonly LineFault[] {
  const found: Readonly<Record<LineFault, boolean>> = {
    BENEFICIARY_DEAD: line.isDead,
    HOUSEHOLD_CLOSED: line.isClosed,
    ...faultsOfFile(line),
    ...faultsOfRoom(line),
    NOT_ADMITTED: !line.isAdmitted,
    ...faultsOfAccount(line.account),
  };
  return (Object.keys(LINE_FAULTS) as LineFault[]).filter((fault) => found[fault]);
}

function faultsOfFile({ isToFile, isRecorded, isSuspended, assessment, isConfirmed, room }: LineFacts) {
  const outcome = isToFile ? (assessment?.outcome ?? 'INDETERMINATE') : null;
  return {
    FILE_NOT_RECORDED: isToFile && !isRecorded,
    PAYMENTS_SUSPENDED: isSuspended,
    NOT_ELIGIBLE_THEN: outcome === 'INELIGIBLE',
    NOT_DECIDED_THEN: outcome === 'INDETERMINATE',
    NOT_CONFIRMED: !isConfirmed && isProvisional(assessment, room),
  };
}

function isProvisional(assessment: LineFacts['assessment'], room: LineFacts['room']): boolean {
  return (assessment !== null && needsConfirmation(assessment)) || room?.isProvisional === true;
}

/** Where no cap is on file the room is unknown, which is never "no limit": a document must set the amount. */
function faultsOfRoom({ room, taken, amount, hasAmountDocument }: LineFacts) {
  const left = room?.left ?? null;
  const isSetByDocument = room?.why === 'NO_CAP_ON_FILE' && hasAmountDocument;
  return { ROOM_UNKNOWN: left === null && !isSetByDocument, OVER_ROOM: left !== null && taken + amount > left };
}

function faultsOfAccount({ number, onRecord, isShared, isExplained }: AccountFacts) {
  const digits = number === null ? undefined : accountDigits(number);
  const recorded = onRecord === null ? undefined : accountDigits(onRecord);
  return {
    NO_ACCOUNT: number === null,
    NOT_AN_ACCOUNT: number !== null && digits === undefined,
    CHECK_DIGIT_UNEXPLAINED: digits !== undefined && hasWrongCheckDigit(digits) && !isExplained,
    ACCOUNT_CHANGED: digits !== undefined && digits !== recorded,
    ACCOUNT_SHARED: isShared && !isExplained,
  };
}
