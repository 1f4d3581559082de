import type { Circumstances } from '../../../src/archive/procedure/course/circumstances.ts';
import type { Act, Body } from '../../../src/archive/procedure/course/course.codes.ts';
import { ACT_RULES } from '../../../src/archive/procedure/course/act-rules.ts';
import {
  type FileCourse,
  type Objection,
  type Publicity,
  UNOPENED,
} from '../../../src/archive/procedure/course/course.ts';
import type { Step, StepOf } from '../../../src/archive/procedure/course/step.ts';
import { addDays } from '../../../src/kernel/calendar.ts';
import type { ProblemCode } from '../../../src/usecase/problem.ts';
import { day, dayBefore, GOOD, PEOPLE, READY, stepOf, UNIONS, walk, WAYS } from './course-world.ts';

/** An attempt to take a step. */
export interface Attempt {
  readonly course: FileCourse;
  readonly step: Step;
  readonly circumstances: Circumstances;
}

/** One thing that is wrong with an attempt. Two faults of one place cannot be wrong at once. */
export interface Fault {
  readonly code: ProblemCode;
  readonly path: string;
  readonly place: string;
  readonly spoil: (attempt: Attempt) => Attempt;
}

/** An attempt at an act of which nothing is wrong. */
export function goodAttempt(act: Act): Attempt {
  const course = walk(READY[act]);
  return { course, step: stepOf(act, course.state ?? 'NEW'), circumstances: GOOD };
}

const inStep = (over: object) => (attempt: Attempt) => ({ ...attempt, step: { ...attempt.step, ...over } });
const inCircumstances = (over: Partial<Circumstances>) => (attempt: Attempt) => {
  return { ...attempt, circumstances: { ...attempt.circumstances, ...over } };
};
const inDecision = (over: Partial<Circumstances['decision']>) => (attempt: Attempt) =>
  inCircumstances({ decision: { ...attempt.circumstances.decision, ...over } })(attempt);
const inCourse = (over: (course: FileCourse) => Partial<FileCourse>) => (attempt: Attempt) => {
  return { ...attempt, course: { ...attempt.course, ...over(attempt.course) } };
};

function fault(code: ProblemCode, path: string, spoil: Fault['spoil'], place: string = code): Fault {
  return { code, path, place, spoil };
}

/** What can be wrong with any step, in the order of the guards. */
function actorFaults(act: Act): readonly Fault[] {
  const good = goodAttempt(act);
  const by = ACT_RULES[act].by[good.course.state ?? 'NEW'] ?? [];
  const other = (Object.keys(UNIONS) as Body[]).find((body) => !by.includes(body));
  const another: Body = good.step.body === 'CENTRE' ? 'FILING' : 'CENTRE';
  const last = good.course.steps.at(-1);
  const elsewhere = stepOf('REVIEW', 'VERIFIED', { body: another as 'SUPERIOR', actorId: good.step.actorId });
  const wrongState = good.course.state === null || good.course.state === 'APPLIED' ? walk(WAYS.LIFTED) : UNOPENED;
  return [
    fault('NOT_IN_THIS_STATE', 'act', ({ course: _course, ...rest }) => ({ ...rest, course: wrongState }), 'course'),
    ...(other === undefined
      ? []
      : [fault('NOT_THIS_BODY', 'body', inStep({ body: other, unionId: UNIONS[other] }), 'body')]),
    fault('NOT_THE_UNION_OF_THE_STEP', 'unionId', inStep({ unionId: 'another union' }), 'body'),
    fault('OWN_FILE', 'actorId', inCircumstances({ tie: 'OWN' }), 'tie'),
    fault('RELATIVES_FILE', 'actorId', inCircumstances({ tie: 'RELATIVE' }), 'tie'),
    fault(
      'ANOTHER_PERSON',
      'actorId',
      inCourse(({ steps }) => ({ steps: [{ ...elsewhere, on: day('2026-01-05') }, ...steps] })),
    ),
    fault('AFTER_TODAY', 'on', inStep({ on: addDays(GOOD.today, 1) }), 'on'),
    ...(last === undefined ? [] : [fault('BEFORE_LAST_STEP', 'on', inStep({ on: dayBefore(last.on) }), 'on')]),
  ];
}

/** The publicity of a course that walks on without delay, for courses that have none yet. */
const PUBLICITY: Publicity = {
  ...{ on: day('2026-03-02'), until: day('2026-03-09') },
  ...{ content: stepOf('PUBLICISE', 'SURVEYED').content, contact: stepOf('PUBLICISE', 'SURVEYED').contact },
  ...{ actorId: PEOPLE.FILING[0], objections: [], isConcluded: false },
};
const withObjection = (outcome: Objection['outcome']) =>
  inCourse(({ publicity }) => {
    const { objectionId, receivedOn } = stepOf('OBJECT', 'PUBLICISED');
    const head = { objectionId: `${objectionId}-${String(outcome)}`, receivedOn };
    const { objections, ...rest } = publicity ?? PUBLICITY;
    return { publicity: { ...rest, objections: [...objections, { ...head, author: null, note: null, outcome }] } };
  });
const underWay = inCourse(({ publicity }) => ({ state: 'PUBLICISED', publicity: publicity ?? PUBLICITY }));
const concluded = (isConcluded: boolean) =>
  inCourse(({ publicity }) => ({ publicity: publicity && { ...publicity, isConcluded } }));
const moved = inCourse(({ publicity }) => {
  return { publicity: publicity && { ...publicity, content: { ...publicity.content, unit: '另一单位' } } };
});
const ineligible = fault('NOT_ELIGIBLE', 'act', inDecision({ outcome: 'INDETERMINATE' }));
const unconfirmed = fault('PROVISIONAL_STANDARD', 'act', inDecision({ isConfirmed: false }));
const changed = fault('PUBLICISE_AGAIN', 'act', moved);
const settled = inCourse(({ publicity }) => {
  return {
    publicity: publicity && {
      ...publicity,
      objections: publicity.objections.map((one) => ({ ...one, outcome: 'DISMISSED' as const })),
    },
  };
});
/** It is asked for by the union that keeps it, to which it was offered once. */
const notOffered = fault(
  'NO_TRANSFER',
  'act',
  (attempt) => inStep({ unionId: UNIONS.FILING })(inCourse(() => ({ transfer: null }))(attempt)),
  'body',
);
const ended = (over: object) => inCourse(({ ending }) => ({ ending: ending && { ...ending, ...over } }));

/** What can be wrong with the file for each act, in the order of the guards. */
const ACT_FAULTS: Partial<Record<Act, readonly Fault[]>> = {
  PUBLICISE: [
    fault('OBJECTION_OPEN', 'act', withObjection(null)),
    fault('PUBLICITY_UNDER_WAY', 'act', underWay, 'course'),
    ...[ineligible, unconfirmed],
  ],
  OBJECT: [fault('OBJECTION_TOO_LATE', 'act', concluded(true))],
  SETTLE_OBJECTION: [fault('NO_OPEN_OBJECTION', 'act', settled)],
  CONCLUDE_PUBLICITY: [
    fault('CONCLUDED_ALREADY', 'act', concluded(true)),
    fault('PUBLICITY_RUNNING', 'act', inStep({ on: day('2026-03-11') }), 'on'),
    fault('OBJECTION_OPEN', 'act', withObjection(null)),
  ],
  VERIFY: [
    fault('PUBLICITY_NOT_CONCLUDED', 'act', concluded(false)),
    fault('OBJECTION_UPHELD', 'act', withObjection('UPHELD')),
    changed,
  ],
  REVIEW: [changed],
  RECORD: [changed, ineligible, unconfirmed],
  LIFT: [fault('NOT_OUT_OF_HARDSHIP', 'act', inDecision({ lifted: 'UNKNOWN' }))],
  DELIVER_NOTICE: [fault('DELIVERED_ALREADY', 'act', ended({ deliveredOn: day('2026-06-02') }))],
  APPEAL: [fault('APPEALED_ALREADY', 'act', ended({ appeal: 'DISMISSED' }))],
  DECIDE_APPEAL: [fault('NO_APPEAL', 'act', ended({ appeal: 'NONE' }))],
  SUSPEND: [
    fault(
      'SUSPENDED_ALREADY',
      'act',
      inCourse(() => ({ isSuspended: true })),
    ),
  ],
  RESUME: [
    fault(
      'NOT_SUSPENDED',
      'act',
      inCourse(() => ({ isSuspended: false })),
    ),
  ],
  ACCEPT_TRANSFER: [notOffered],
  REFUSE_TRANSFER: [notOffered],
  TAKE_CUSTODY: [
    fault(
      'NOT_UNCLAIMED',
      'act',
      inCourse(() => ({ transfer: null })),
    ),
  ],
};

const early = inCourse(() => ({ state: 'SURVEYED' }));
const papers: readonly Fault[] = [
  fault('NOTICE_REQUIRED', 'notice', inStep({ notice: ' ' })),
  fault('PROOF_REQUIRED', 'proof', inStep({ proof: '' })),
];

/** What can be wrong with what a step of each act names, in the order of the guards. */
const STEP_FAULTS: Partial<Record<Act, readonly Fault[]>> = {
  SURVEY: [
    fault('TWO_VISITORS', 'visitorTwo', inStep({ visitorTwo: ' 李调查 ' })),
    fault('SIGNED_OR_REASON', 'signedBy', inStep({ unsignedReason: '不在家' })),
  ],
  PUBLICISE: [
    fault(
      'NOT_AS_ON_RECORD',
      'content',
      inStep({ content: { ...stepOf('PUBLICISE', 'SURVEYED').content, unit: '某厂' } }),
    ),
    fault('PUBLICITY_TOO_SHORT', 'until', inStep({ until: day('2026-03-10') }), 'until'),
    fault('ENDS_ON_A_DAY_OFF', 'until', inStep({ until: day('2026-04-05') }), 'until'),
  ],
  OBJECT: [
    fault('OBJECTION_TOO_EARLY', 'receivedOn', inStep({ receivedOn: day('2026-03-03') }), 'receivedOn'),
    fault('RECEIVED_AFTER_STEP', 'receivedOn', inStep({ receivedOn: day('2026-03-13') }), 'receivedOn'),
    fault('OBJECTION_TOO_LATE', 'receivedOn', inStep({ receivedOn: day('2026-03-12') }), 'receivedOn'),
    fault('DUPLICATE_KEY', 'objectionId', (attempt) => {
      const earlier = {
        ...(attempt.step as StepOf<'OBJECT'>),
        actorId: PEOPLE.FILING[0],
        body: 'FILING' as const,
        on: day('2026-03-05'),
      };
      return inCourse(({ steps }) => ({ steps: [...steps, earlier] }))(attempt);
    }),
  ],
  SETTLE_OBJECTION: [
    fault('NO_SUCH_OBJECTION', 'objectionId', inStep({ objectionId: 'none' }), 'objectionId'),
    fault(
      'OBJECTION_SETTLED',
      'objectionId',
      (attempt) => inStep({ objectionId: 'objection-1-DISMISSED' })(withObjection('DISMISSED')(attempt)),
      'objectionId',
    ),
  ],
  REFUSE: [fault('FINDINGS_REQUIRED', 'findings', inStep({ findings: [] }))],
  LIFT: papers,
  WITHDRAW: [
    fault('ONLY_FOR_RECORDED', 'reason', (attempt) => early(inStep({ reason: 'EXCLUSION_FOUND' })(attempt)), 'course'),
    fault('RECOVERY_DAY', 'recoverFrom', inStep({ recoverFrom: day('2026-05-01') })),
    ...papers,
  ],
  TRANSFER: [
    fault('TRANSFER_TO_ITSELF', 'to', inStep({ toUnionId: UNIONS.FILING }), 'to'),
    fault(
      'OFFERED_ALREADY',
      'to',
      inCourse(() => ({ transfer: { actorId: PEOPLE.FILING[0], toUnionId: 'street', isRefused: false } })),
      'to',
    ),
  ],
};

/** All that can be wrong with a step of an act, in the order in which it is refused. */
export function faultsOf(act: Act): readonly Fault[] {
  const { document, note } = ACT_RULES[act];
  return [
    ...actorFaults(act),
    ...(ACT_FAULTS[act] ?? []),
    ...(document ? [fault('DOCUMENT_REQUIRED', 'document', inStep({ document: '\u3000' }))] : []),
    ...(note ? [fault('REASON_REQUIRED', 'note', inStep({ note: null }))] : []),
    ...(STEP_FAULTS[act] ?? []),
  ];
}
