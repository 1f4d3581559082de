import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Actor, Circumstances } from '../../../src/archive/procedure/course/circumstances.ts';
import { type Act, ACTS, BODIES, type Body } from '../../../src/archive/procedure/course/course.codes.ts';
import {
  type FileCourse,
  holderOf,
  isTakeover,
  offeredTo,
  replaySteps,
  UNOPENED,
} from '../../../src/archive/procedure/course/course.ts';
import { deriveLadder, type Ladder } from '../../../src/archive/procedure/course/ladder.ts';
import { earliestPublicityEnd } from '../../../src/archive/procedure/course/publicity.ts';
import type { PublicContent, Step } from '../../../src/archive/procedure/course/step.ts';
import { nextActs, takeStep } from '../../../src/archive/procedure/course/take-step.ts';
import { addDays, type Day } from '../../../src/kernel/calendar.ts';
import { workingDayFrom, workingDaysLeft } from '../../../src/kernel/working-days.ts';
import { CHINA_CALENDAR } from '../../../src/usecase/working-calendar.ts';
import { runs } from '../../support/runs.ts';
import { day, GOOD, PEOPLE, stepOf } from './course-world.ts';

const ALL_ACTS = Object.keys(ACTS) as Act[];
const ALL_BODIES = Object.keys(BODIES) as Body[];
const CONTENTS: readonly PublicContent[] = [
  { name: '张三', unit: '安阳机床厂', category: 'BELOW_STANDARD_AIDED' },
  { name: '张三', unit: '新单位', category: 'BELOW_STANDARD_AIDED' },
  { name: '张三', unit: '安阳机床厂', category: 'SUDDEN_HARDSHIP' },
];

const [EMPLOYER, PARK] = [
  { id: 'employer', kind: 'EMPLOYER', hasCentre: false },
  { id: 'park', kind: 'STREET', hasCentre: false },
] as const;
const COUNTY = { id: 'county', kind: 'COUNTY', hasCentre: true } as const;
const CITY = { id: 'city', kind: 'MUNICIPAL', hasCentre: true } as const;
/** A tree of each kind, and the city's own centre, which is all three bodies. */
const TREES = [[EMPLOYER, PARK, COUNTY], [EMPLOYER, COUNTY], [EMPLOYER, CITY], [COUNTY, CITY], [CITY]].map((line) => {
  const ladder = deriveLadder(line);
  if (!ladder.ok) throw new Error(ladder.error.code);
  return ladder.value;
});

/** How an attempt comes about: mostly somebody who may, at something possible; else anybody at anything. */
const attempt = fc.record({
  isWild: fc.nat(9).map((value) => value > 7),
  act: fc.constantFrom(...ALL_ACTS),
  pick: fc.nat(1000),
  body: fc.constantFrom(...ALL_BODIES),
  second: fc.boolean(),
  mixUp: fc.nat(19),
  days: fc.oneof(
    { weight: 9, arbitrary: fc.integer({ min: 0, max: 4 }) },
    { weight: 2, arbitrary: fc.constant(12) },
    fc.constant(-1),
  ),
  content: fc.oneof({ weight: 12, arbitrary: fc.constant(0) }, fc.nat(2)),
  upheld: fc.nat(3).map((value) => value === 0),
  outcome: fc.oneof(
    { weight: 9, arbitrary: fc.constant('ELIGIBLE' as const) },
    fc.constantFrom('INELIGIBLE', 'INDETERMINATE'),
  ),
  isConfirmed: fc.nat(9).map((value) => value > 0),
  lifted: fc.constantFrom('HOLDS', 'FAILS', 'UNKNOWN'),
  length: fc.integer({ min: -1, max: 3 }),
});
type Attempted = typeof attempt extends fc.Arbitrary<infer Given> ? Given : never;

function circumstancesOf(given: Attempted, ladder: Ladder): Circumstances {
  const tie = given.mixUp === 0 ? 'OWN' : given.mixUp === 1 ? 'RELATIVE' : 'NONE';
  const { outcome, isConfirmed, lifted } = given;
  return {
    ...GOOD,
    tie,
    ladder,
    isOrphaned: given.mixUp === 4,
    present: CONTENTS[given.content] ?? null,
    decision: { outcome, isConfirmed, lifted },
  };
}

function actorOf(given: Attempted, course: FileCourse, { ladder }: Circumstances): Actor {
  const body = given.isWild ? given.body : usualBody(given, course);
  const [first, second] = PEOPLE[given.mixUp === 2 ? 'CENTRE' : body];
  return {
    ...{ body, actorId: given.second ? second : first },
    unionId: given.mixUp === 3 ? 'another union' : unionFor(given, course, ladder, body),
    on: addDays(lastDay(course), given.days),
  };
}

/** Of a file that is offered, the union that keeps it and the one that may take it act in turn for the filing union. */
function unionFor({ second }: Attempted, course: FileCourse, { unions }: Ladder, body: Body): string {
  return (body === 'FILING' && second ? offeredTo(course) : null) ?? unions[body];
}

/** The union that keeps a file: who opened it, until another one accepts it or the centre takes it. */
function keeperOf({ steps }: FileCourse): string | undefined {
  return (steps.findLast((step) => isTakeover(step)) ?? steps[0])?.unionId;
}

/** The ladder of a file after it has gone to another union of the same place. */
function ladderOf(course: FileCourse, { kind, unions }: Ladder): Ladder {
  return { kind, unions: { ...unions, FILING: keeperOf(course) ?? unions.FILING } };
}

/** The body that has the file in hand twice, and another one once: so that files move. */
function usualBody({ pick }: Attempted, course: FileCourse): Body {
  if (pick % 3 < 2) return holderOf(course) ?? 'FILING';
  return pick % 2 === 0 ? 'SUPERIOR' : 'CENTRE';
}

function lastDay({ steps }: FileCourse): Day {
  return steps.at(-1)?.on ?? day('2026-03-02');
}

/** A step of an act by an actor; what it names beside its head is mostly right. */
function stepOfAttempt(act: Act, actor: Actor, given: Attempted, course: FileCourse): Step {
  const outcome = given.upheld ? 'UPHELD' : 'DISMISSED';
  const details: Partial<Record<Act, object>> = {
    PUBLICISE: { content: CONTENTS[given.content], until: untilOf(actor.on, given.length) },
    OBJECT: { objectionId: `objection-${course.steps.length}`, receivedOn: course.publicity?.on },
    SETTLE_OBJECTION: { objectionId: openObjection(course), outcome },
    DECIDE_APPEAL: { outcome },
    TRANSFER: { toUnionId: given.upheld ? 'street' : 'new employer' },
  };
  return { ...stepOf(act, course.state ?? 'NEW'), ...actor, ...details[act] };
}

function untilOf(on: Day, length: number): Day {
  const earliest = earliestPublicityEnd(CHINA_CALENDAR, on).day;
  return length < 0 ? addDays(earliest, -1) : workingDayFrom(CHINA_CALENDAR, addDays(earliest, length)).day;
}

function openObjection({ publicity }: FileCourse): string {
  return publicity?.objections.find(({ outcome }) => outcome === null)?.objectionId ?? 'none';
}

/** Acts that are tried less often than they are possible, so that most files go on: one time in so many. */
const RARE: Partial<Record<Act, number>> = {
  OBJECT: 5,
  REFUSE: 17,
  WITHDRAW: 17,
  RETURN: 3,
  SUSPEND: 3,
  RESUME: 2,
  LIFT: 3,
};

function chooseAct(given: Attempted, actor: Actor, course: FileCourse, circumstances: Circumstances): Act {
  const possible = nextActs(course, actor, circumstances).filter(({ refusal }) => refusal === null);
  const chosen = possible.filter(({ act }) => given.pick % (RARE[act] ?? 1) === 0);
  const act = chosen[given.pick % chosen.length]?.act;
  return given.isWild || act === undefined ? given.act : act;
}

/** The rules that a step has broken although it was accepted, whatever came before it. */
function brokenBy(before: FileCourse, step: Step, after: FileCourse, circumstances: Circumstances): readonly string[] {
  const hasMoved = after.state !== before.state;
  return Object.entries({
    ...ofEveryStep(step, after, circumstances),
    'time does not go back, nor past today':
      step.on >= (before.steps.at(-1)?.on ?? step.on) && step.on <= circumstances.today,
    'an end has one appeal': after.ending === null || appealsSinceEnd(after) <= 1,
    ...(hasMoved ? ofMove(before, step) : {}),
    ...(hasMoved && ['VERIFY', 'REVIEW', 'RECORD'].includes(step.act) ? ofLadder(step, after, circumstances) : {}),
    'nobody but the holder can move a file': moversOf(after, step.on, circumstances).every(
      (body) => body === holderOf(after),
    ),
  }).flatMap(([rule, holds]) => (holds ? [] : [rule]));
}

/** The acts of the union to which a file is offered. */
const ANSWERS: readonly Act[] = ['ACCEPT_TRANSFER', 'REFUSE_TRANSFER'];

function ofEveryStep({ actorId, act, body, unionId }: Step, after: FileCourse, { tie, ladder }: Circumstances) {
  const holder = holderOf(after);
  const bodiesOfActor = new Set(after.steps.filter((step) => step.actorId === actorId).map((step) => step.body));
  return {
    'a file is in the hands of one body': holder !== null && ALL_BODIES.includes(holder),
    'a person acts for one body': bodiesOfActor.size === 1,
    'a body acts through its union': ANSWERS.includes(act) || unionId === ladder.unions[body],
    'one union keeps it': keeperOf(after) === (isTakeover({ act }) ? unionId : ladder.unions.FILING),
    'nobody acts on a file of their own': tie === 'NONE',
  };
}

function ofMove(before: FileCourse, { act, body }: Step) {
  return {
    'who moves a file is its holder': body === (holderOf(before) ?? 'FILING'),
    'only an appeal opens a file that ended': before.ending === null || act === 'DECIDE_APPEAL',
  };
}

function appealsSinceEnd({ steps }: FileCourse): number {
  const end = steps.findLastIndex(({ act }) => act === 'REFUSE' || act === 'WITHDRAW');
  return steps.slice(end).filter(({ act }) => act === 'APPEAL').length;
}

/** What must have happened before a file is verified, reviewed or recorded. */
function ofLadder({ act }: Step, { steps, publicity }: FileCourse, { present, decision, calendar }: Circumstances) {
  const last = (one: Act) => steps.findLastIndex((step) => step.act === one);
  const [from, result] = [steps[last('PUBLICISE')]?.on, steps[last('CONCLUDE_PUBLICITY')]?.on].map(
    (on) => on ?? GOOD.today,
  );
  return {
    'a visit comes before': last('SURVEY') >= 0,
    'a publicity comes after the visit': last('PUBLICISE') > last('SURVEY'),
    'its result comes after the publicity': last('CONCLUDE_PUBLICITY') > last('PUBLICISE'),
    'it lasted five working days': workingDaysBefore(result, from, calendar) >= 5,
    'no objection is open or upheld': publicity?.objections.every(({ outcome }) => outcome === 'DISMISSED') === true,
    'what was publicised still holds': JSON.stringify(publicity?.content) === JSON.stringify(present),
    'a review comes after the verification': act === 'VERIFY' || last('REVIEW') > last('VERIFY'),
    'only the eligible are recorded': act !== 'RECORD' || decision.outcome === 'ELIGIBLE',
  };
}

function workingDaysBefore(result: Day = GOOD.today, from: Day = GOOD.today, calendar = CHINA_CALENDAR): number {
  return workingDaysLeft(calendar, addDays(result, -1), from);
}

/** The acts after which a file is in another state, whatever the state. */
const STAYS: readonly Act[] = [
  'OBJECT',
  'SETTLE_OBJECTION',
  'CONCLUDE_PUBLICITY',
  'DELIVER_NOTICE',
  'APPEAL',
  'SUSPEND',
  'RESUME',
  'TRANSFER',
  'ACCEPT_TRANSFER',
  'REFUSE_TRANSFER',
  'TAKE_CUSTODY',
];

/** The bodies whose people can move a file on a day. */
function moversOf(course: FileCourse, on: Day, circumstances: Circumstances): readonly Body[] {
  return ALL_BODIES.filter((body) => {
    const actor = { body, actorId: `new ${body}`, unionId: circumstances.ladder.unions[body], on };
    const next = nextActs(course, actor, { ...circumstances, tie: 'NONE' });
    return next.some(({ act, refusal }) => refusal === null && !STAYS.includes(act));
  });
}

function foresee(act: Act, actor: Actor, course: FileCourse, circumstances: Circumstances): string | undefined {
  return nextActs(course, actor, circumstances).find((one) => one.act === act)?.refusal?.code;
}

/** Tries a step, and says what was broken by it and under which name it counts. */
function tryStep(course: FileCourse, given: Attempted, opened: Ladder) {
  const circumstances = circumstancesOf(given, ladderOf(course, opened));
  const actor = actorOf(given, course, circumstances);
  const act = chooseAct(given, actor, course, circumstances);
  const step = stepOfAttempt(act, actor, given, course);
  const foreseen = foresee(act, actor, course, circumstances);
  const taken = takeStep(course, step, circumstances);
  if (taken.ok) {
    const surprise = foreseen === undefined ? [] : [`${act}: ${foreseen} was foreseen`];
    return {
      next: taken.value,
      name: act,
      broken: [...surprise, ...brokenBy(course, step, taken.value, circumstances)],
    };
  }
  const name = taken.error[0]?.code ?? '';
  const isSurprise = foreseen !== undefined && foreseen !== name;
  return { next: course, name, broken: isSurprise ? [`${act}: ${foreseen} was foreseen, not ${name}`] : [] };
}

test('a file is always in one body’s hands, and no sequence of accepted steps breaks the procedure', () => {
  const counts = new Map<string, number>();
  fc.assert(
    fc.property(fc.constantFrom(...TREES), fc.array(attempt, { minLength: 40, maxLength: 80 }), (ladder, attempts) => {
      const broken: string[] = [];
      const end = attempts.reduce((course, given) => {
        const tried = tryStep(course, given, ladder);
        counts.set(tried.name, (counts.get(tried.name) ?? 0) + 1);
        broken.push(...tried.broken);
        return tried.next;
      }, UNOPENED);
      expect(broken).toEqual([]);
      expect(replaySteps(end.steps)).toEqual(end);
    }),
    runs(80, 20_000),
  );
  // Every act was taken : the property has seen the whole procedure.
  expect(ALL_ACTS.filter((act) => !counts.has(act))).toEqual([]);
});
