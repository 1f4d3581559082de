import { ACT_RULES, type FromState } from '../../../src/archive/procedure/course/act-rules.ts';
import type { Circumstances } from '../../../src/archive/procedure/course/circumstances.ts';
import type { Act, Body } from '../../../src/archive/procedure/course/course.codes.ts';
import { type FileCourse, UNOPENED } from '../../../src/archive/procedure/course/course.ts';
import type {
  PublicContent,
  PublicityContact,
  Step,
  StepDetails,
  StepOf,
} from '../../../src/archive/procedure/course/step.ts';
import { takeStep } from '../../../src/archive/procedure/course/take-step.ts';
import { addDays, type Day, requireDay } from '../../../src/kernel/calendar.ts';
import { CHINA_CALENDAR } from '../../../src/usecase/working-calendar.ts';

export const day = (text: string): Day => requireDay(text);

export const UNIONS: Readonly<Record<Body, string>> = { FILING: 'employer', SUPERIOR: 'town', CENTRE: 'county' };

/** Two people of each body. */
export const PEOPLE: Readonly<Record<Body, readonly [string, string]>> = {
  FILING: ['clerk', 'second clerk'],
  SUPERIOR: ['reviewer', 'second reviewer'],
  CENTRE: ['archivist', 'second archivist'],
};

const CONTENT: PublicContent = { name: '张三', unit: '安阳机床厂', category: 'BELOW_STANDARD_AIDED' };

const CONTACT: PublicityContact = {
  receivingOffice: null,
  supervisionPhone: '0372-2900000',
  supervisionEmail: null,
  supervisionAddress: null,
};

/** All is well: the household is eligible as it was publicised, and out of hardship if it is asked. */
export const GOOD: Circumstances = {
  today: day('2026-12-02'),
  calendar: CHINA_CALENDAR,
  ladder: { kind: 'UNDER_JOINT_UNION', unions: UNIONS },
  isOrphaned: false,
  tie: 'NONE',
  present: CONTENT,
  decision: { outcome: 'ELIGIBLE', isConfirmed: true, lifted: 'HOLDS' },
};

/** What a step names beside its head, all of it right for a file that was opened on 2026-03-02. */
const DETAILS: StepDetails = {
  APPLY: {},
  SURVEY: { visitorOne: '李调查', visitorTwo: '王调查', signedBy: '张三', unsignedReason: null },
  PUBLICISE: {
    content: CONTENT,
    contact: CONTACT,
    until: day('2026-03-11'),
    checkReport: '核对〔2026〕7号',
    receiptId: 'receipt-1',
  },
  OBJECT: { objectionId: 'objection-1', receivedOn: day('2026-03-06'), author: '赵邻居' },
  SETTLE_OBJECTION: { objectionId: 'objection-1', outcome: 'DISMISSED' },
  CONCLUDE_PUBLICITY: {},
  VERIFY: {},
  REVIEW: {},
  RECORD: { receiptId: 'receipt-2' },
  RETURN: {},
  REFUSE: { findings: ['TWO_DWELLINGS'] },
  LIFT: { notice: '通〔2026〕1号', proof: '入户调查表' },
  WITHDRAW: { notice: '通〔2026〕2号', proof: '本人申请', reason: 'OWN_WISH', recoverFrom: null },
  DELIVER_NOTICE: {},
  APPEAL: {},
  DECIDE_APPEAL: { outcome: 'UPHELD' },
  SUSPEND: {},
  RESUME: {},
  TRANSFER: { toUnionId: 'street' },
  ACCEPT_TRANSFER: {},
  REFUSE_TRANSFER: {},
  TAKE_CUSTODY: {},
};

/** The day of each act in a file that walks on without delay. */
const DAYS: Readonly<Record<Act, string>> = {
  APPLY: '2026-03-02',
  SURVEY: '2026-03-03',
  PUBLICISE: '2026-03-04',
  OBJECT: '2026-03-12',
  SETTLE_OBJECTION: '2026-03-12',
  CONCLUDE_PUBLICITY: '2026-03-12',
  VERIFY: '2026-03-13',
  REVIEW: '2026-03-16',
  RECORD: '2026-03-18',
  RETURN: '2026-03-18',
  REFUSE: '2026-03-20',
  LIFT: '2026-06-01',
  WITHDRAW: '2026-06-01',
  DELIVER_NOTICE: '2026-06-03',
  APPEAL: '2026-06-05',
  DECIDE_APPEAL: '2026-06-10',
  SUSPEND: '2026-04-01',
  RESUME: '2026-04-15',
  TRANSFER: '2026-04-20',
  ACCEPT_TRANSFER: '2026-04-22',
  REFUSE_TRANSFER: '2026-04-22',
  TAKE_CUSTODY: '2026-04-24',
};

/** A step of an act as the first person of the body would take it in a state, all of it right. */
export function stepOf<A extends Act>(act: A, state: FromState, over: Partial<StepOf<A>> = {}): StepOf<A> {
  const body = ACT_RULES[act].by[state]?.[0] ?? 'FILING';
  const answers = ['ACCEPT_TRANSFER', 'REFUSE_TRANSFER'].includes(act);
  const settles = answers || ['SETTLE_OBJECTION', 'DECIDE_APPEAL'].includes(act);
  const head = { body, unionId: answers ? 'street' : UNIONS[body], actorId: PEOPLE[body][settles ? 1 : 0] };
  const papers = { on: day(DAYS[act]), document: `${act}〔2026〕1号`, note: '情况说明' };
  return { act, ...head, ...papers, ...DETAILS[act], ...over } as unknown as StepOf<A>;
}

/** Walks a file through acts, each on its day or, where that is past, on the day of the one before. */
export function walk(acts: readonly (Act | Step)[], from: FileCourse = UNOPENED): FileCourse {
  return acts.reduce((course, given) => {
    const step = typeof given === 'string' ? asStep(given, course) : given;
    const taken = takeStep(course, step, GOOD);
    if (!taken.ok) throw new Error(`${step.act}: ${taken.error.map(({ code }) => code).join()}`);
    return taken.value;
  }, from);
}

function asStep(act: Act, course: FileCourse): Step {
  const step: Step = stepOf(act, course.state ?? 'NEW');
  const last = course.steps.at(-1)?.on ?? step.on;
  return last > step.on ? { ...step, on: last } : step;
}

const TO_PUBLICITY: readonly Act[] = ['APPLY', 'SURVEY', 'PUBLICISE'];
const TO_VERIFIED: readonly Act[] = [...TO_PUBLICITY, 'CONCLUDE_PUBLICITY', 'VERIFY'];
const TO_RECORDED: readonly Act[] = [...TO_VERIFIED, 'REVIEW', 'RECORD'];

/** The acts that lead to each state by the shortest way. */
export const WAYS: Readonly<Record<FromState, readonly Act[]>> = {
  NEW: [],
  APPLIED: ['APPLY'],
  SURVEYED: ['APPLY', 'SURVEY'],
  PUBLICISED: TO_PUBLICITY,
  VERIFIED: TO_VERIFIED,
  REVIEWED: [...TO_VERIFIED, 'REVIEW'],
  RECORDED: TO_RECORDED,
  RETURNED: [...TO_VERIFIED, 'RETURN'],
  REFUSED: ['APPLY', 'SURVEY', 'REFUSE'],
  LIFTED: [...TO_RECORDED, 'LIFT'],
  WITHDRAWN: [...TO_RECORDED, 'WITHDRAW'],
};

export const STATES_OF_FILE = Object.keys(WAYS) as FromState[];

/** The way to where each act is possible, with what must have happened before it. */
export const READY: Readonly<Record<Act, readonly Act[]>> = {
  APPLY: [],
  SURVEY: ['APPLY'],
  PUBLICISE: WAYS.SURVEYED,
  OBJECT: TO_PUBLICITY,
  SETTLE_OBJECTION: [...TO_PUBLICITY, 'OBJECT'],
  CONCLUDE_PUBLICITY: TO_PUBLICITY,
  VERIFY: [...TO_PUBLICITY, 'CONCLUDE_PUBLICITY'],
  REVIEW: TO_VERIFIED,
  RECORD: WAYS.REVIEWED,
  RETURN: TO_VERIFIED,
  REFUSE: WAYS.SURVEYED,
  LIFT: TO_RECORDED,
  WITHDRAW: TO_RECORDED,
  DELIVER_NOTICE: WAYS.WITHDRAWN,
  APPEAL: WAYS.WITHDRAWN,
  DECIDE_APPEAL: [...WAYS.WITHDRAWN, 'APPEAL'],
  SUSPEND: TO_RECORDED,
  RESUME: [...TO_RECORDED, 'SUSPEND'],
  TRANSFER: TO_RECORDED,
  ACCEPT_TRANSFER: [...TO_RECORDED, 'TRANSFER'],
  REFUSE_TRANSFER: [...TO_RECORDED, 'TRANSFER'],
  TAKE_CUSTODY: [...TO_RECORDED, 'TRANSFER', 'REFUSE_TRANSFER'],
};

export const dayBefore = (one: Day): Day => addDays(one, -1);
