import { describe, expect, test } from '@jest/globals';
import { type Act, BODIES } from '../../../src/archive/procedure/course/course.codes.ts';
import { holderOf, replaySteps } from '../../../src/archive/procedure/course/course.ts';
import {
  earliestPublicityEnd,
  publicContentOn,
  publicityEnd,
} from '../../../src/archive/procedure/course/publicity.ts';
import type { Step } from '../../../src/archive/procedure/course/step.ts';
import { takeStep } from '../../../src/archive/procedure/course/take-step.ts';
import { printDay } from '../../../src/kernel/calendar.ts';
import { CHINA_CALENDAR, readCalendar } from '../../../src/usecase/working-calendar.ts';
import { FILE_STATES } from '../../../src/registry/file/archive-file.codes.ts';
import { day, GOOD, PEOPLE, STATES_OF_FILE, stepOf, UNIONS, walk, WAYS } from './course-world.ts';

const statesAlong = (acts: readonly (Act | Step)[]) => acts.map((_, at) => walk(acts.slice(0, at + 1)).state);

describe('a file walks', () => {
  test('from the survey to the record and out of hardship', () => {
    const way: readonly Act[] = ['SURVEY', 'PUBLICISE', 'CONCLUDE_PUBLICITY', 'VERIFY', 'REVIEW', 'RECORD', 'LIFT'];
    expect(statesAlong(way)).toEqual(
      ...[['SURVEYED', 'PUBLICISED', 'PUBLICISED', 'VERIFIED', 'REVIEWED', 'RECORDED', 'LIFTED']],
    );
    expect(walk([...way, 'DELIVER_NOTICE']).ending).toEqual({
      ...{ actorId: PEOPLE.FILING[0], before: 'RECORDED', deliveredOn: day('2026-06-03'), appeal: 'NONE' },
    });
  });

  test('from an application through a visit, back from the record once, and on again from the verification', () => {
    const back: readonly (Act | Step)[] = [...WAYS.REVIEWED, 'RETURN', 'VERIFY', 'REVIEW', 'RECORD'];
    expect(statesAlong(back).slice(5)).toEqual(['REVIEWED', 'RETURNED', 'VERIFIED', 'REVIEWED', 'RECORDED']);
  });

  test('back to publicity where the unit has changed since', () => {
    const returned = walk(WAYS.RETURNED);
    const present = { name: '张三', unit: '新单位', category: 'BELOW_STANDARD_AIDED' as const };
    const circumstances = { ...GOOD, present };
    const verify = takeStep(returned, stepOf('VERIFY', 'RETURNED', { on: day('2026-03-18') }), circumstances);
    expect(verify).toMatchObject({ ok: false, error: [{ code: 'PUBLICISE_AGAIN' }] });
    const again = stepOf('PUBLICISE', 'RETURNED', {
      content: present,
      on: day('2026-03-19'),
      until: day('2026-03-26'),
    });
    const publicised = takeStep(returned, again, circumstances);
    expect(publicised.ok && publicised.value).toMatchObject({
      ...{ state: 'PUBLICISED', publicity: { content: present, isConcluded: false, objections: [] } },
    });
  });

  test.each(['REFUSE', 'WITHDRAW'] as const)('back to where it was when an appeal against %s is upheld', (act) => {
    const before = act === 'REFUSE' ? walk(WAYS.REVIEWED) : walk(WAYS.RECORDED);
    const appealed = walk([act, 'DELIVER_NOTICE', 'APPEAL'], before);
    expect(holderOf(appealed)).toBe('SUPERIOR');
    const upheld = walk(['DECIDE_APPEAL'], appealed);
    expect(upheld).toMatchObject({ state: before.state, ending: null });
    expect(holderOf(upheld)).toBe(holderOf(before));
    const dismissed = walk([stepOf('DECIDE_APPEAL', 'REFUSED', { outcome: 'DISMISSED' })], appealed);
    expect(dismissed).toMatchObject({ state: appealed.state, ending: { appeal: 'DISMISSED' } });
    expect(holderOf(dismissed)).toBe('FILING');
  });

  test('with its payments suspended and resumed, recorded all the while', () => {
    expect(walk(['SUSPEND'], walk(WAYS.RECORDED))).toMatchObject({ state: 'RECORDED', isSuspended: true });
    expect(walk(['SUSPEND', 'RESUME', 'SUSPEND'], walk(WAYS.RECORDED)).isSuspended).toBe(true);
    expect(walk(['SUSPEND', 'RESUME'], walk(WAYS.RECORDED)).isSuspended).toBe(false);
  });

  test.each(STATES_OF_FILE)('into %s as its steps tell it again', (state) => {
    const course = walk(WAYS[state]);
    expect(course.state ?? 'NEW').toBe(state);
    expect(replaySteps(course.steps)).toEqual(course);
    expect([null, ...Object.keys(BODIES)]).toContain(holderOf(course));
    expect(state === 'NEW' || state in FILE_STATES).toBe(true);
  });
});

describe('a publicity', () => {
  const publicity = (on: string, until: string) => ({ on: day(on), until: day(until) });

  test.each([
    ['2026-03-04', '2026-03-11'],
    ['2026-02-13', '2026-02-27'],
    ['2026-09-24', '2026-10-09'],
    ['2026-05-08', '2026-05-14'],
  ])('that begins on %s lasts until %s at least', (from, until) => {
    expect(earliestPublicityEnd(CHINA_CALENDAR, day(from))).toEqual({ day: day(until), provisional: false });
    expect(publicityEnd(CHINA_CALENDAR, publicity(from, until)).day).toBe(day(until));
  });

  test('moves on where the notice of a year that was not published yet makes its last day a day off', () => {
    const after = readCalendar({
      holidays: { '2026-10-01': '', '2027-02-08': '', '2027-02-09': '', '2027-10-01': '' },
      workdays: { '2027-02-06': '' },
    });
    const before = readCalendar({ holidays: { '2026-10-01': '' }, workdays: {} });
    const given = publicity('2027-02-01', '2027-02-08');
    expect(publicityEnd(before, given)).toEqual({ day: day('2027-02-08'), provisional: true });
    expect(publicityEnd(after, given)).toEqual({ day: day('2027-02-10'), provisional: false });
    expect(publicityEnd(after, publicity('2027-02-04', '2027-02-11')).day).toBe(day('2027-02-12'));
  });

  test('shows name, unit and category from its first day to its last, and no longer', () => {
    const course = walk(WAYS.PUBLICISED);
    const shown = (text: string, of = course) => publicContentOn(of, day(text), CHINA_CALENDAR);
    expect(shown('2026-03-03')).toBeNull();
    expect(shown('2026-03-04')).toEqual({ name: '张三', unit: '安阳机床厂', category: 'BELOW_STANDARD_AIDED' });
    expect(Object.keys(shown('2026-03-11') ?? {})).toEqual(['name', 'unit', 'category']);
    expect(shown('2026-03-12')).toBeNull();
    const refused = walk([stepOf('REFUSE', 'PUBLICISED', { on: day('2026-03-05') })], course);
    expect(shown('2026-03-06', refused)).toBeNull();
    expect(shown('2026-03-06', walk(WAYS.SURVEYED))).toBeNull();
    const early = stepOf('CONCLUDE_PUBLICITY', 'PUBLICISED');
    expect(shown('2026-03-11', walk([early], course))).toBeNull();
  });

  test('keeps an objection with its outcome', () => {
    const disputed = walk(['OBJECT', 'SETTLE_OBJECTION'], walk(WAYS.PUBLICISED));
    expect(disputed.publicity?.objections).toEqual([
      {
        ...{ objectionId: 'objection-1', receivedOn: day('2026-03-06'), author: '赵邻居', note: '情况说明' },
        outcome: 'DISMISSED',
      },
    ]);
  });

  test('takes an objection whose author stays unnamed, by any body, and one of its last day after its end', () => {
    const late = stepOf('OBJECT', 'PUBLICISED', {
      ...{ body: 'CENTRE', unionId: UNIONS.CENTRE, actorId: PEOPLE.CENTRE[0], author: null },
      ...{ receivedOn: day('2026-03-11'), on: day('2026-03-16') },
    });
    expect(walk([late], walk(WAYS.PUBLICISED)).publicity?.objections).toHaveLength(1);
    expect(printDay(late.receivedOn)).toBe('2026-03-11');
  });
});
