import type { At, Measure, QuartileShare } from '../measures/measure.ts';
import { FEWEST_HOUSEHOLDS, FEWEST_OF_QUANTILE, type Figure } from './question.ts';

/** How a figure is put together from aggregates: of all rows at once or, where all can be added, of parts of them. */
export interface Aggregate {
  /** Over rows, with the condition of those that count. */
  readonly of: string;
  /** Whether those of parts can be added. */
  readonly isSum: boolean;
}

const SHARES: readonly QuartileShare[] = [0.25, 0.5, 0.75];
/** All quartiles at once: DuckDB sorts the values of measures that name the same aggregate once. */
const quartiles = (of: string) => `quantile_disc(${of}, [${SHARES.join(', ')}])`;

/** The aggregates of a measure; its figure is the first or, with two, the first divided by the second. */
export function aggregatesOf({ value, where }: Measure, at: At): readonly Aggregate[] {
  const counts = where === undefined ? '' : ` filter (where ${where(at)})`;
  const sum = (of: string, among = counts) => ({ of: `sum(${of})${among}`, isSum: true });
  const distinct = (of: string) => ({ of: `count(distinct ${of})${counts}`, isSum: false });
  switch (value.kind) {
    case 'COUNT':
      return [{ of: `count(*)${counts}`, isSum: true }];
    case 'SUM':
      return [sum(value.of)];
    case 'MEAN':
      return [sum(value.of), { of: `count(${value.of})${counts}`, isSum: true }];
    case 'DISTINCT':
      return [distinct(value.of)];
    case 'QUANTILE':
      return [{ of: `(${quartiles(value.of)}${counts})[${SHARES.indexOf(value.share) + 1}]`, isSum: false }];
    case 'QUOTIENT':
      return [sum(value.of, ''), distinct(value.per)];
  }
}

const DIVIDED: ReadonlySet<Measure['value']['kind']> = new Set(['MEAN', 'QUOTIENT']);

/** The figure of the aggregates, which are `null` where no row counted. Means are rounded to whole fen. */
export function valueOf({ value: { kind } }: Measure, aggregates: readonly (number | null)[]): Figure['value'] {
  const [first = null, second = null] = aggregates;
  if (kind === 'QUANTILE') return first;
  return DIVIDED.has(kind) ? mean(first ?? 0, second ?? 0) : (first ?? 0);
}

function mean(sum: number, count: number): number | null {
  return count === 0 ? null : Math.round(sum / count);
}

/** The conditions of the rows by whose households a figure is known: of a mean, those of which the value is. */
export function countingConditions({ where, support, value }: Measure, at: At): readonly string[] {
  const isKnown = value.kind === 'MEAN' || value.kind === 'QUANTILE' ? [`${value.of} is not null`] : [];
  const counts = support ?? where;
  return [...(counts === undefined ? [] : [counts(at)]), ...isKnown];
}

/** Which rows a figure and its support are of, as a condition; `null`: of all. */
export function contributing(measure: Measure, at: At, isHiding: boolean): string | null {
  const { where, support, value } = measure;
  if (where === undefined || value.kind === 'QUOTIENT' || (isHiding && isSupportedByAll(measure))) return null;
  return isHiding && support !== undefined ? `(${where(at)} or ${support(at)})` : `(${where(at)})`;
}

/** Whether rows that do not count stand in a sum too. */
function isSupportedByAll({ subject, value: { kind } }: Measure): boolean {
  return subject === 'PAYMENT' && (kind === 'SUM' || kind === 'QUOTIENT');
}

/**
 * How many households a figure is of that its reader may not see: those that count and, of a sum in which others stand too (reversals),
 * all of them.
 */
export function supportsOf(measure: Measure, at: At, household: string, unseen: string): readonly Aggregate[] {
  const { subject } = measure;
  // A household is one row of these.
  const isOneRow = subject === 'HOUSEHOLD' || subject === 'NEVER_HELPED';
  const count = isOneRow ? 'count(*)' : `count(distinct ${household})`;
  const among = (conditions: readonly string[]): Aggregate => {
    const all = [...conditions, unseen].filter((one) => one !== '');
    return { of: all.length === 0 ? count : `${count} filter (where ${all.join(' and ')})`, isSum: isOneRow };
  };
  const counting = among(countingConditions(measure, at));
  return [counting, isSupportedByAll(measure) ? among([]) : counting];
}

/** Whether a figure is of so few households that its reader may not see that it would tell of them; one of none tells of nobody. */
export function isTooSmall({ value: { kind } }: Measure, supports: readonly (number | null)[]): boolean {
  const fewest = kind === 'QUANTILE' ? FEWEST_OF_QUANTILE : FEWEST_HOUSEHOLDS;
  const of = supports.find((count) => count !== null && count > 0);
  return of !== undefined && of !== null && of < fewest;
}
