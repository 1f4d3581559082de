import { describe, expect, test } from '@jest/globals';
import { household, income, member, yuan } from '../support/household.ts';
import { assessJson, readJson } from '../support/json.ts';

interface Source {
  readonly dibao: readonly Entry[];
  readonly minimumWage: readonly Entry[];
}
interface Entry {
  readonly regions: readonly string[];
  readonly from: string;
  readonly monthly: string;
  readonly status: string;
  readonly knownUntil?: string;
}

const source = readJson(new URL('standards.json', import.meta.url)) as Source;
const regions = ['410502', '410503', '410505', '410506', '410522', '410523', '410526', '410527', '410581'];
const quarters = [2018, 2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026].flatMap((year) =>
  ['01', '04', '07', '10'].map((month) => `${year}-${month}-01`),
);

/** Worked out from the source's text alone: months as text, money in fen. */
function monthsBefore(day: string): readonly string[] {
  const last = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
  return Array.from({ length: 12 }, (_, index) => last - 12 + index).map(
    (month) => `${Math.floor(month / 12)}-${((month % 12) + 1).toString().padStart(2, '0')}`,
  );
}

function inForce(entries: readonly Entry[], region: string, month: string): Entry | undefined {
  return entries.filter((entry) => entry.regions.includes(region) && entry.from <= `${month}-01`).at(-1);
}

const fen = (text: string) => Number(text.replace('.', ''));

describe.each(quarters)('on %s', (asOf) => {
  const months = monthsBefore(asOf);

  test.each(regions)('in %s the line is twelve times that of the day, and each fen about it decides', (region) => {
    const line = inForce(source.dibao, region, asOf.slice(0, 7));
    const total = line === undefined ? NaN : 12 * fen(line.monthly);
    // The first category compares each of the last six months with its own.
    const used = [...months.slice(-6), asOf.slice(0, 7)];
    const unknown = used.filter((month) => inForce(source.dibao, region, month) === undefined);
    const paths = (of: readonly string[]) => of.map((month) => `standards.dibao.${region}.${month}`);
    const span = { from: months[0], to: months[11] };
    const single = (amount: number) =>
      assessJson({
        facts: household({
          asOf,
          region,
          singleParent: true,
          severeHardship: true,
          members: [member('m1'), member('m2')],
          incomes: [income(amount, { kind: 'PROPERTY', ...span })],
        }),
      });
    const [at, above] = Number.isNaN(total) ? [single(1), single(2)] : [single(2 * total), single(2 * total + 1)];
    const provisional = used.filter((month) => {
      const entry = inForce(source.dibao, region, month);
      return entry && (entry.status === 'PROVISIONAL' || `${month}-01` > (entry.knownUntil ?? '9999'));
    });
    expect(at.window).toEqual(span);
    expect(at.provisional).toEqual(paths(provisional));
    if (Number.isNaN(total)) {
      expect([at.outcome, at.totals.standard, at.missing]).toEqual(['INDETERMINATE', null, paths(unknown)]);
      return;
    }
    expect(at.totals.standard).toBe(yuan(total));
    expect([at.outcome, at.primaryCategory]).toEqual(['ELIGIBLE', 'NEAR_STANDARD_WITH_CAUSE']);
    // A month whose line is known, which the income exceeds, settles the first category.
    const isOpen = unknown.length === 6;
    expect([above.outcome, above.missing]).toEqual(isOpen ? ['INDETERMINATE', paths(unknown)] : ['INELIGIBLE', []]);
  });

  test.each(regions)('in %s an uncertain wage is raised to each month’s minimum wage', (region) => {
    const wages = months.map((month) => inForce(source.minimumWage, region, month));
    const assessment = assessJson({
      facts: household({
        asOf,
        region,
        singleParent: true,
        members: [member('m1', { employment: [{ status: 'FLEXIBLE', from: '2000-01', to: null }] }), member('m2')],
      }),
    });
    const missing = months.filter((_, index) => wages[index] === undefined);
    const paths = missing.map((month) => `standards.minimumWage.${region}.${month}`);
    expect(assessment.missing.filter((path) => path.startsWith('standards.minimumWage'))).toEqual(paths);
    const raised = wages.reduce((sum, entry) => sum + (entry === undefined ? NaN : fen(entry.monthly)), 0);
    expect(assessment.totals.income).toBe(Number.isNaN(raised) ? null : yuan(raised));
    const used = assessment.provisional.filter((path) => path.startsWith('standards.minimumWage'));
    expect(used).toEqual(
      months
        .filter((month, index) => {
          const entry = wages[index];
          return entry && (entry.status === 'PROVISIONAL' || `${month}-01` > (entry.knownUntil ?? '9999'));
        })
        .map((month) => `standards.minimumWage.${region}.${month}`),
    );
  });
});
