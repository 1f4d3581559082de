import type { Day } from '../../kernel/calendar.ts';
import type { Command } from '../../usecase/command.ts';
import type { AidType } from '../caps/relief-caps.ts';
import type { BasisKind } from './batch.codes.ts';

/** A line as it is prepared by hand: whom it is for, its money, what it rests on, and to whom it is paid. */
export interface PreparedLine {
  readonly householdId: string;
  /** The id of the membership of whom it is for; `null`: the worker. */
  readonly memberId: string | null;
  readonly allocationId: string;
  readonly amountFen: number;
  readonly basisKind: BasisKind;
  /** Of a document its number, of a festival its name. */
  readonly basisNumber: string | null;
  readonly basisIssuer: string | null;
  readonly periodFrom: Day;
  readonly periodTo: Day;
  /** Another payee than the person or the worker of the household, with what says so and their account; `null`: none. */
  readonly otherPayee: OtherPayee | null;
  /** Why a wrong check digit or the account of another household is right; `null`: nothing needs to be explained. */
  readonly accountNote: string | null;
}

interface OtherPayee {
  readonly name: string;
  readonly relation: string;
  readonly document: string;
  readonly bank: string | null;
  readonly accountNumber: string;
}

/** A batch of payments of one kind of aid, of the money of one union. */
export interface PrepareBatch extends Command {
  readonly unionId: string;
  readonly aidType: AidType;
  readonly on: Day;
  /** The local rule by which two people may pay the money of an employer; `null`: four do. */
  readonly twoPeopleDocument: string | null;
  /** The document on which the amounts rest where no cap is on file. */
  readonly amountDocument: string | null;
  readonly lines: readonly PreparedLine[];
}
