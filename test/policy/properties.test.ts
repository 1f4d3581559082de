import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { assessmentCase, listAt } from '../support/arbitraries.ts';
import { assessJson, type Json, stateOf } from '../support/json.ts';
import { stateFromFigures } from '../support/recompute.ts';
import { runs } from '../support/runs.ts';
import { unknownsOf, withAnswer } from '../support/unknowns.ts';

const many = () => runs(300, 10_000);

test('permuting members, records and standards changes nothing', () => {
  fc.assert(
    fc.property(assessmentCase, fc.infiniteStream(fc.nat()), ({ facts, standards }, order) => {
      const shuffled = (list: unknown) =>
        listAt(list)
          .map((entry) => [order.next().value, entry] as const)
          .sort(([a], [b]) => a - b)
          .map(([, entry]) => entry);
      const moved = { ...facts };
      for (const key of ['members', 'incomes', 'deductions', 'expenses']) moved[key] = shuffled(facts[key]);
      const movedStandards = Object.fromEntries(Object.entries(standards).map(([key, list]) => [key, shuffled(list)]));
      expect(assessJson({ facts: moved, standards: movedStandards })).toEqual(assessJson({ facts, standards }));
    }),
    many(),
  );
});

test('the order of events, spells, dwellings, vehicles and schools decides nothing', () => {
  fc.assert(
    fc.property(assessmentCase, ({ facts, standards }) => {
      const turned = (list: unknown) => (list === null ? null : listAt(list).toReversed());
      const assets = facts['assets'] as Json;
      const moved = {
        ...facts,
        events: turned(facts['events']),
        dibao: turned(facts['dibao']),
        schooling: turned(facts['schooling']),
        assets: { ...assets, dwellings: turned(assets['dwellings']), vehicles: turned(assets['vehicles']) },
      };
      const [before, after] = [assessJson({ facts, standards }), assessJson({ facts: moved, standards })];
      const states = (assessment: typeof before) => assessment.findings.map(({ rule, state }) => [rule, state]);
      expect({ ...after, missing: [], findings: states(after) }).toEqual({
        ...before,
        missing: [],
        findings: states(before),
      });
      expect(after.missing).toHaveLength(before.missing.length);
    }),
    many(),
  );
});

test('less income never loses a category that upper bounds alone decide', () => {
  const upperBounded = ['BELOW_STANDARD_UNAIDED', 'BELOW_STANDARD_AIDED', 'NEAR_STANDARD_WITH_CAUSE'] as const;
  fc.assert(
    fc.property(
      assessmentCase,
      fc.nat(),
      fc.double({ min: 0, max: 1, noNaN: true }),
      ({ facts, standards }, pick, part) => {
        const incomes = listAt(facts['incomes']);
        fc.pre(incomes.length > 0);
        const less = incomes.map((record, index) => {
          const fen = Number(String(record['amount']).replace('.', ''));
          return index === pick % incomes.length
            ? { ...record, amount: (Math.floor(fen * part) / 100).toFixed(2) }
            : record;
        });
        const [before, after] = [
          assessJson({ facts, standards }),
          assessJson({ facts: { ...facts, incomes: less }, standards }),
        ];
        for (const rule of upperBounded) {
          if (stateOf(before, rule) === 'HOLDS') expect(stateOf(after, rule)).toBe('HOLDS');
        }
      },
    ),
    many(),
  );
});

test("a finding's figures recompute its state", () => {
  fc.assert(
    fc.property(assessmentCase, (one) => {
      for (const { rule, state, figures } of assessJson(one).findings) {
        expect([rule, stateFromFigures(figures)]).toEqual([rule, state]);
      }
    }),
    many(),
  );
});

test('what is decided stays decided, whatever an unknown fact turns out to be', () => {
  fc.assert(
    fc.property(assessmentCase, ({ facts, standards }) => {
      const { outcome } = assessJson({ facts, standards });
      fc.pre(outcome !== 'INDETERMINATE');
      for (const { factPath, answers } of unknownsOf(facts)) {
        for (const answer of answers) {
          expect(assessJson({ facts: withAnswer(facts, factPath, answer), standards }).outcome).toBe(outcome);
        }
      }
    }),
    many(),
  );
});

test('what is missing is named exactly while the outcome is open, and everything named is unknown', () => {
  fc.assert(
    fc.property(assessmentCase, (one) => {
      const { outcome, missing } = assessJson(one);
      expect(missing.length > 0).toBe(outcome === 'INDETERMINATE');
      expect(missing).toEqual([...new Set(missing)].sort());
    }),
    many(),
  );
});

test('a household is decided after everything missing has been verified', () => {
  fc.assert(
    fc.property(assessmentCase, fc.infiniteStream(fc.nat()), ({ facts, standards }, choice) => {
      let verified: Json = { ...facts, surveyedOn: facts['asOf'], changedOn: null };
      for (const { factPath, answers } of unknownsOf(verified)) {
        verified = withAnswer(verified, factPath, answers[choice.next().value % answers.length]);
      }
      const { missing, outcome } = assessJson({ facts: verified, standards });
      const remaining = missing.filter(
        (path) => !/^(standards\.|population$|schooling\.\d+\.publicTuition$)/.test(path),
      );
      expect(remaining).toEqual([]);
      expect(outcome === 'INDETERMINATE').toBe(missing.length > 0);
    }),
    many(),
  );
});
