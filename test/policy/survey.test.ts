import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { assessmentCase } from '../support/arbitraries.ts';
import { household, income, member, STANDARDS } from '../support/household.ts';
import { assessJson, type Json } from '../support/json.ts';
import { runs } from '../support/runs.ts';

const many = () => runs(300, 10_000);

/** A household whose figures are those of the survey alone, below the line with a cause. */
const surveyed = (over: Json) =>
  assessJson({
    standards: STANDARDS,
    facts: household({
      singleParent: true,
      members: [member('m1'), member('m2')],
      incomes: [income(900_000, { kind: 'PROPERTY', from: '2018-06', to: '2019-05' })],
      surveyedOn: '2019-06-20',
      ...over,
    }),
  });

test('between two surveys the same figures are weighed on every day of the service, and on none after it', () => {
  const on = (asOf: string) => surveyed({ asOf, changedOn: '2019-09-17' });
  const figures = ({ window, totals: { standard: _line, ...totals } }: ReturnType<typeof on>) => ({ window, totals });
  const first = figures(on('2019-06-20'));
  expect(first.totals.income).toBe('9000.00');
  for (const asOf of ['2019-06-30', '2019-07-01', '2019-09-16', '2019-09-17', '2019-10-01', '2019-10-31']) {
    expect([asOf, figures(on(asOf))]).toEqual([asOf, first]);
    expect(on(asOf).outcome).toBe('ELIGIBLE');
  }
  const after = on('2019-11-01');
  expect([after.outcome, after.missing, after.totals.income]).toEqual(['INDETERMINATE', ['surveyedOn'], null]);
});

test('a survey that is left out is of the day itself', () => {
  fc.assert(
    fc.property(assessmentCase, ({ facts: { surveyedOn: _, changedOn: __, ...facts }, standards }) => {
      const given = { ...facts, surveyedOn: facts['asOf'], changedOn: null };
      expect(assessJson({ facts: given, standards })).toEqual(assessJson({ facts, standards }));
    }),
    many(),
  );
});

test('where no survey serves nobody is eligible, members’ money is never weighed, and what else decides still does', () => {
  const notServing = fc.constantFrom(
    { surveyedOn: null },
    { surveyedOn: '2017-12-31' },
    { surveyedOn: '2019-06-20', changedOn: '2019-07-31' },
  );
  fc.assert(
    fc.property(assessmentCase, notServing, ({ facts: { changedOn: _, ...facts }, standards }, survey) => {
      const given = { ...facts, ...survey };
      const { outcome, totals, population, missing } = assessJson({ facts: given, standards });
      expect(outcome).not.toBe('ELIGIBLE');
      if (population === 0)
        expect([totals.income, totals.deductions, totals.expenses]).toEqual(['0.00', '0.00', '0.00']);
      else expect([totals.income, totals.deductions, totals.expenses]).toEqual([null, null, null]);
      // No minimum wage and no rural income is asked for, nor the employment of anybody.
      expect(missing.filter((path) => /^standards\.(minimumWage|ruralIncome)|employment$/.test(path))).toEqual([]);
      if (missing.includes('surveyedOn')) expect(population).not.toBeNull();
      const free = { ...given, incomes: [], deductions: [], expenses: [] };
      expect(assessJson({ facts: free, standards })).toEqual(assessJson({ facts: given, standards }));
    }),
    many(),
  );
});

test('a raised standard counts from its day, with the figures of the last survey', () => {
  const dibao = [...STANDARDS.dibao, { region: '410502', from: '2019-11-15', monthly: '600.00' }];
  const line = (asOf: string) =>
    assessJson({ standards: { ...STANDARDS, dibao }, facts: household({ asOf, surveyedOn: '2019-06-20' }) }).totals
      .standard;
  expect([line('2019-11-14'), line('2019-11-15'), line('2019-12-31')]).toEqual(['6090.00', '7200.00', '7200.00']);
});
