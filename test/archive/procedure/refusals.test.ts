import { describe, expect, test } from '@jest/globals';
import { ACT_RULES } from '../../../src/archive/procedure/course/act-rules.ts';
import { type Act, ACTS, BODIES, type Body } from '../../../src/archive/procedure/course/course.codes.ts';
import type { Step } from '../../../src/archive/procedure/course/step.ts';
import { nextActs, takeStep } from '../../../src/archive/procedure/course/take-step.ts';
import { PROCEDURE_PROBLEMS } from '../../../src/usecase/procedure-problems.codes.ts';
import { GOOD, PEOPLE, STATES_OF_FILE, stepOf, UNIONS, walk, WAYS } from './course-world.ts';
import { type Attempt, faultsOf, goodAttempt } from './refusals.ts';

const ALL_ACTS = Object.keys(ACTS) as Act[];
const ALL_BODIES = Object.keys(BODIES) as Body[];

function refusalOf({ course, step, circumstances }: Attempt): string | null {
  const taken = takeStep(course, step, circumstances);
  return taken.ok ? null : taken.error.map(({ code, path }) => `${code} ${path}`).join();
}

describe.each(ALL_ACTS)('%s', (act) => {
  const faults = faultsOf(act);
  const good = goodAttempt(act);
  const told = ({ code, path }: (typeof faults)[number]) => `${code} ${path}`;

  test('is taken where nothing is wrong, and is the last step of the time line then', () => {
    const taken = takeStep(good.course, good.step, good.circumstances);
    expect(taken).toMatchObject({ ok: true });
    expect(taken.ok && taken.value.steps).toEqual([...good.course.steps, good.step]);
  });

  test.each(faults.map((fault) => [told(fault), fault] as const))('is refused by %s alone', (name, { spoil }) => {
    expect(refusalOf(spoil(good))).toBe(name);
  });

  test('is refused by the first of two faults, in whichever order they come about', () => {
    const pairs = faults.flatMap((first, at) =>
      faults
        .slice(at + 1)
        .filter(({ place }) => place !== first.place)
        .map((second) => [first, second] as const),
    );
    const wrong = pairs.flatMap(([first, second]) => {
      const refusals = [second.spoil(first.spoil(good)), first.spoil(second.spoil(good))].map(refusalOf);
      return refusals.every((refusal) => refusal === told(first)) ? [] : [[told(first), told(second), ...refusals]];
    });
    expect(pairs.length).toBeGreaterThan(0);
    expect(wrong).toEqual([]);
  });

  test.each(STATES_OF_FILE)('in the state %s', (state) => {
    const allowed = ACT_RULES[act].by[state];
    const course = walk(WAYS[state]);
    for (const body of ALL_BODIES) {
      const step = stepOf(act, state);
      const attempt = { course, step: { ...step, body, unionId: UNIONS[body], on: GOOD.today } as Step };
      const refusal = refusalOf({ ...attempt, circumstances: GOOD });
      const stated = ['NOT_IN_THIS_STATE act', 'NOT_THIS_BODY body'];
      if (allowed === undefined) expect(refusal).toBe(stated[0]);
      else if (!allowed.includes(body)) expect(refusal).toBe(stated[1]);
      else expect(stated).not.toContain(refusal);
    }
  });
});

test('every refusal of the procedure is met, in Chinese and English', () => {
  const met = new Set<string>(ALL_ACTS.flatMap((act) => faultsOf(act).map(({ code }) => code)));
  // Those of many files are met in test/archive/batches, those of the input in steps.test.ts; those of the ladder and, in
  // test/archive/jurisdiction, of who files belong to no act.
  expect(Object.keys(PROCEDURE_PROBLEMS).filter((code) => !met.has(code))).toEqual([
    // Those of entries in the national system: test/archive/national.
    ...['NOT_RECORDED_THEN', 'FILE_NOT_ENTERED', 'NOT_ENDED_THEN'],
    ...[
      'NO_SUCH_ARCHIVE_FILE',
      'STEPPED_MEANWHILE',
      'NO_FILES_CHOSEN',
      'TOO_MANY_FILES',
      'TOO_MANY_BATCHES',
      'STEP_FAILED',
    ],
    ...['NOT_OF_THIS_ACT', 'OUTCOME_REQUIRED', 'NO_SURVEY_OF_THE_STEP'],
    ...['NO_CENTRE_ABOVE', 'WORK_NOT_AS_ON_RECORD', 'NOT_THE_FILING_UNION', 'NOT_EMPLOYED_AGAIN'],
  ]);
});

test('a file that is publicised is publicised again only after a change or an objection that was upheld', () => {
  const running = walk(WAYS.PUBLICISED);
  const again = stepOf('PUBLICISE', 'PUBLICISED', { on: GOOD.today, until: GOOD.today });
  const attempt = { course: running, step: again, circumstances: GOOD };
  expect(refusalOf(attempt)).toBe('PUBLICITY_UNDER_WAY act');
  const present = { ...again.content, category: 'SUDDEN_HARDSHIP' as const };
  expect(refusalOf({ ...attempt, circumstances: { ...GOOD, present } })).toBe('NOT_AS_ON_RECORD content');
  const disputed = walk(['OBJECT', stepOf('SETTLE_OBJECTION', 'PUBLICISED', { outcome: 'UPHELD' })], running);
  expect(refusalOf({ ...attempt, course: disputed })).toBe('PUBLICITY_TOO_SHORT until');
  expect(refusalOf({ ...attempt, course: walk(['OBJECT'], running) })).toBe('OBJECTION_OPEN act');
});

test('a file that is not recorded is withdrawn for reasons that do not judge it: else it is refused', () => {
  const attempt = { course: walk(WAYS.SURVEYED), circumstances: GOOD };
  const step = stepOf('WITHDRAW', 'SURVEYED', { reason: 'EXCLUSION_FOUND' });
  expect(refusalOf({ ...attempt, step })).toBe('ONLY_FOR_RECORDED reason');
  expect(refusalOf({ ...attempt, step: { ...step, reason: 'DEATH' } })).toBeNull();
});

test('a concealment names the day from which payments are recovered, which is not after the step', () => {
  const attempt = { course: walk(WAYS.RECORDED), circumstances: GOOD };
  const step = stepOf('WITHDRAW', 'RECORDED', { reason: 'CONCEALMENT' });
  expect(refusalOf({ ...attempt, step })).toBe('RECOVERY_DAY recoverFrom');
  expect(refusalOf({ ...attempt, step: { ...step, recoverFrom: GOOD.today } })).toBe('RECOVERY_DAY recoverFrom');
  expect(walk([{ ...step, recoverFrom: step.on }], attempt.course)).toMatchObject({ recoverFrom: step.on });
});

test('nobody settles an objection to their own publicity, nor decides an appeal against their own decision', () => {
  const disputed = walk(['OBJECT'], walk(WAYS.PUBLICISED));
  const settle = stepOf('SETTLE_OBJECTION', 'PUBLICISED', { actorId: PEOPLE.FILING[0] });
  expect(refusalOf({ course: disputed, step: settle, circumstances: GOOD })).toBe('ANOTHER_PERSON actorId');
  const refused = walk(['REFUSE', 'APPEAL'], walk(WAYS.VERIFIED));
  const decide = stepOf('DECIDE_APPEAL', 'REFUSED', { actorId: PEOPLE.SUPERIOR[0] });
  expect(refusalOf({ course: refused, step: decide, circumstances: GOOD })).toBe('ANOTHER_PERSON actorId');
  expect(walk(['DECIDE_APPEAL'], refused).state).toBe('VERIFIED');
});

test('superior and centre in one house are two people', () => {
  const oneHouse = { FILING: 'employer', SUPERIOR: 'county', CENTRE: 'county' };
  const circumstances = { ...GOOD, ladder: { kind: 'ONE_HOUSE' as const, unions: oneHouse } };
  const record = stepOf('RECORD', 'REVIEWED');
  const same = { course: walk(WAYS.REVIEWED), step: { ...record, actorId: PEOPLE.SUPERIOR[0] }, circumstances };
  expect(refusalOf(same)).toBe('ANOTHER_PERSON actorId');
  expect(refusalOf({ ...same, step: record })).toBeNull();
});

describe('the next possible acts', () => {
  const possible = (state: (typeof STATES_OF_FILE)[number], body: Body) =>
    nextActs(walk(WAYS[state]), { actorId: PEOPLE[body][1], body, unionId: UNIONS[body], on: GOOD.today }, GOOD)
      .filter(({ refusal }) => refusal === null)
      .map(({ act }) => act);

  test.each([
    ['NEW', 'FILING', ['APPLY', 'SURVEY']],
    ['NEW', 'CENTRE', []],
    ['PUBLICISED', 'FILING', ['OBJECT', 'CONCLUDE_PUBLICITY', 'REFUSE', 'WITHDRAW']],
    ['VERIFIED', 'FILING', []],
    ['VERIFIED', 'SUPERIOR', ['REVIEW', 'RETURN', 'REFUSE', 'WITHDRAW']],
    ['REVIEWED', 'CENTRE', ['RECORD', 'RETURN', 'REFUSE', 'WITHDRAW']],
    ['RETURNED', 'FILING', ['PUBLICISE', 'VERIFY', 'REFUSE', 'WITHDRAW', 'TRANSFER']],
    ['RECORDED', 'FILING', ['LIFT', 'WITHDRAW', 'SUSPEND', 'TRANSFER']],
    ['WITHDRAWN', 'SUPERIOR', ['APPEAL']],
    ['LIFTED', 'SUPERIOR', []],
  ] as const)('of a file that is %s for the body %s', (state, body, acts) => {
    expect(possible(state, body)).toEqual(acts);
  });

  test('say why one is not possible', () => {
    const actor = { actorId: PEOPLE.FILING[0], body: 'FILING' as const, unionId: UNIONS.FILING };
    const next = nextActs(
      walk(WAYS.PUBLICISED),
      { ...actor, on: walk(WAYS.PUBLICISED).steps[2]?.on ?? GOOD.today },
      GOOD,
    );
    const reasons = new Map(next.map(({ act, refusal }) => [act, refusal?.code]));
    expect(next.map(({ act }) => act)).toEqual(ALL_ACTS);
    expect(reasons.get('CONCLUDE_PUBLICITY')).toBe('PUBLICITY_RUNNING');
    expect(reasons.get('VERIFY')).toBe('PUBLICITY_NOT_CONCLUDED');
    expect(reasons.get('REVIEW')).toBe('NOT_IN_THIS_STATE');
  });
});
