import type { Day } from '../../../kernel/calendar.ts';
import type { CATEGORY_NAMES } from '../../../policy/names.ts';
import type { Act, Body, DisputeOutcome, WithdrawalReasonCode } from './course.codes.ts';

/** What every step names: who took it for which body of which union, on which day, by which document, and a note. */
export interface StepHead {
  readonly actorId: string;
  readonly body: Body;
  readonly unionId: string;
  readonly on: Day;
  /** The number of the paper that the step rests on or issues: {@link ACT_RULES} says where one is required. */
  readonly document: string | null;
  readonly note: string | null;
}

/** What a publicity shows, and nothing else. */
export interface PublicContent {
  readonly name: string;
  readonly unit: string;
  readonly category: keyof typeof CATEGORY_NAMES;
}

/** Where objections to a publicity are received, and by whom; `null` for what the union does not name. */
export interface PublicityContact {
  readonly receivingOffice: string | null;
  readonly supervisionPhone: string | null;
  readonly supervisionEmail: string | null;
  readonly supervisionAddress: string | null;
}

/** An end with its paper: the number of the notice to the household, and the proof in the file. */
interface Ended {
  readonly notice: string;
  readonly proof: string;
}

/** What a step of each act names beside its head. */
export interface StepDetails {
  readonly APPLY: object;
  /** The visit, which is the survey (R16); its day is the step's. */
  readonly SURVEY: {
    readonly visitorOne: string;
    readonly visitorTwo: string;
    readonly signedBy: string | null;
    readonly unsignedReason: string | null;
  };
  /** The head's document is the minutes of the collective decision. */
  readonly PUBLICISE: {
    readonly content: PublicContent;
    readonly contact: PublicityContact;
    /** The last day of the publicity. */
    readonly until: Day;
    /** The number of the report of the 核对; `null` where there is none. */
    readonly checkReport: string | null;
    readonly receiptId: string;
  };
  /** The head's note holds the words of the objection. */
  readonly OBJECT: {
    readonly objectionId: string;
    readonly receivedOn: Day;
    /** `null` where the author stays unnamed. */
    readonly author: string | null;
  };
  readonly SETTLE_OBJECTION: { readonly objectionId: string; readonly outcome: DisputeOutcome };
  /** The head's document is the result sheet. */
  readonly CONCLUDE_PUBLICITY: object;
  readonly VERIFY: object;
  readonly REVIEW: object;
  readonly RECORD: { readonly receiptId: string };
  readonly RETURN: object;
  /** The head's document is the notice. */
  readonly REFUSE: { readonly findings: readonly string[] };
  readonly LIFT: Ended;
  readonly WITHDRAW: Ended & {
    readonly reason: WithdrawalReasonCode;
    /** The first day whose payments are to be recovered; `null` where the reason recovers nothing. */
    readonly recoverFrom: Day | null;
  };
  readonly DELIVER_NOTICE: object;
  readonly APPEAL: object;
  readonly DECIDE_APPEAL: { readonly outcome: DisputeOutcome };
  readonly SUSPEND: object;
  readonly RESUME: object;
  /** The head's document is the one by which the unit was dissolved (Article 17). */
  readonly TRANSFER: { readonly toUnionId: string };
  /** The head's document is the signed list, its union the one that takes the file over. */
  readonly ACCEPT_TRANSFER: object;
  readonly REFUSE_TRANSFER: object;
  readonly TAKE_CUSTODY: object;
}

/** The steps of an act, or of several. */
export type StepOf<A extends Act> = {
  readonly [One in A]: StepHead & { readonly act: One } & StepDetails[One];
}[A];

/** A step of a file: what a person did for a body on a day. The steps of a file are its whole history. */
export type Step = StepOf<Act>;
