import type { Day } from '../../../kernel/calendar.ts';
import { invariant } from '../../../kernel/invariant.ts';
import { fail, type Result, succeed } from '../../../kernel/result.ts';
import { isSurvey, type StoredHousehold } from '../../../registry/household/stored-household.ts';
import { type Problem, problem } from '../../../usecase/problem.ts';
import type { Confirmation } from '../../centre-confirmation.ts';
import type { Circumstances } from '../course/circumstances.ts';
import type { Act, DisputeOutcome, WithdrawalReasonCode } from '../course/course.codes.ts';
import { earliestPublicityEnd } from '../course/publicity.ts';
import type { PublicityContact, Step, StepHead } from '../course/step.ts';

/** What somebody says of a step, beside its head; what its act does not name is refused, not dropped. */
export interface StepWords extends PublicityContact {
  readonly until: Day | null;
  readonly checkReport: string | null;
  readonly receivedOn: Day | null;
  readonly author: string | null;
  readonly objectionId: string | null;
  readonly outcome: DisputeOutcome | null;
  readonly findings: readonly string[] | null;
  readonly reason: WithdrawalReasonCode | null;
  readonly recoverFrom: Day | null;
  readonly notice: string | null;
  readonly proof: string | null;
  readonly confirmation: Confirmation | null;
  /** The union to which a file is offered. */
  readonly to: string | null;
}

const NO_CONTACT: PublicityContact = {
  receivingOffice: null,
  supervisionPhone: null,
  supervisionEmail: null,
  supervisionAddress: null,
};

export const NO_WORDS: StepWords = {
  ...NO_CONTACT,
  ...{
    until: null,
    checkReport: null,
    receivedOn: null,
    author: null,
    objectionId: null,
    outcome: null,
    findings: null,
  },
  ...{ reason: null, recoverFrom: null, notice: null, proof: null, confirmation: null, to: null },
};

/** What the acts name beside their heads. */
const WORDS: Readonly<Partial<Record<Act, readonly (keyof StepWords)[]>>> = {
  PUBLICISE: ['until', 'checkReport', 'confirmation', ...(Object.keys(NO_CONTACT) as (keyof PublicityContact)[])],
  OBJECT: ['receivedOn', 'author'],
  SETTLE_OBJECTION: ['objectionId', 'outcome'],
  RECORD: ['confirmation'],
  REFUSE: ['findings'],
  LIFT: ['notice', 'proof'],
  WITHDRAW: ['reason', 'recoverFrom', 'notice', 'proof'],
  DECIDE_APPEAL: ['outcome'],
  TRANSFER: ['to'],
};

/** Where the platform knows what a step names, because it is on record or is made with it. */
export interface KnownOfStep {
  readonly stepId: string;
  readonly receiptId: string;
  readonly stored: Pick<StoredHousehold, 'records'>;
  readonly circumstances: Circumstances;
}

/** Makes the step of an act that is possible, or says which of the words does not belong to it. */
export function draftStep(act: Act, head: StepHead, words: StepWords, known: KnownOfStep): Result<Step, Problem> {
  const wrong = wordsProblem(act, words);
  if (wrong !== null) return fail(wrong);
  const survey = act === 'SURVEY' ? surveyOfDay(known.stored, head.on) : succeed({});
  if (!survey.ok) return survey;
  return succeed({ ...head, act, ...survey.value, ...DETAILS[act]?.(words, known, head.on) } as Step);
}

/** The words without which no step of an act that names them is drafted. */
const NEEDED = [
  { word: 'outcome', code: 'OUTCOME_REQUIRED' },
  { word: 'to', code: 'NO_SUCH_UNION' },
  { word: 'reason', code: 'REASON_REQUIRED' },
] as const;

function wordsProblem(act: Act, words: StepWords): Problem | null {
  const allowed: readonly string[] = WORDS[act] ?? [];
  const alien = Object.entries(words).find(([name, value]) => value !== null && !allowed.includes(name));
  if (alien !== undefined) return problem('NOT_OF_THIS_ACT', alien[0]);
  const left = NEEDED.find(({ word }) => allowed.includes(word) && words[word] === null);
  return left === undefined ? null : problem(left.code, left.word);
}

type Details = (words: StepWords, known: KnownOfStep, on: Day) => object;

const papersOf: Details = ({ notice, proof }) => ({ notice: notice ?? '', proof: proof ?? '' });

/** What a step of each act names beside its head, from the words and from what is known. */
const DETAILS: Readonly<Partial<Record<Act, Details>>> = {
  PUBLICISE: (words, { receiptId, circumstances }, on) => ({ ...publicityOf(on, words, circumstances), receiptId }),
  OBJECT: ({ receivedOn, author }, { stepId }, on) => ({ objectionId: stepId, receivedOn: receivedOn ?? on, author }),
  SETTLE_OBJECTION: ({ objectionId, outcome }) => ({ objectionId: objectionId ?? '', outcome }),
  RECORD: (_words, { receiptId }) => ({ receiptId }),
  REFUSE: ({ findings }) => ({ findings: findings ?? [] }),
  LIFT: papersOf,
  WITHDRAW: (words, ...rest) => {
    return { ...papersOf(words, ...rest), reason: words.reason, recoverFrom: words.recoverFrom };
  },
  DECIDE_APPEAL: ({ outcome }) => ({ outcome }),
  TRANSFER: ({ to }) => ({ toUnionId: to ?? '' }),
};

/** What is publicised is what is on record; it lasts as long as it must, unless a later day is named. */
function publicityOf(
  on: Day,
  { until, checkReport, receivingOffice, supervisionPhone, supervisionEmail, supervisionAddress }: StepWords,
  { calendar, present }: Circumstances,
): object {
  invariant(present !== null, 'what has no category is not publicised');
  const contact: PublicityContact = { receivingOffice, supervisionPhone, supervisionEmail, supervisionAddress };
  return { content: present, contact, until: until ?? earliestPublicityEnd(calendar, on).day, checkReport };
}

/** The visit is the survey of the day that is on record (R16). */
function surveyOfDay({ records }: Pick<StoredHousehold, 'records'>, on: Day): Result<object, Problem> {
  const survey = records.filter(isSurvey).find(({ values }) => values.surveyedOn === on)?.values;
  if (survey === undefined) return fail(problem('NO_SURVEY_OF_THE_STEP', 'on'));
  const { visitorOne, visitorTwo, signedBy, unsignedReason } = survey;
  return succeed({ visitorOne: visitorOne ?? '', visitorTwo: visitorTwo ?? '', signedBy, unsignedReason });
}
