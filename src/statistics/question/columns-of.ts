import type { At, Measure } from '../measures/measure.ts';
import type { Figure } from './question.ts';

/** How a figure is put together from aggregates: of all rows at once or, where all can be added, of parts of them. */
export interface Aggregate {
  /** Over rows, with the condition of those that count. */
  readonly of: string;
  /** Whether those of parts can be added. */
  readonly isSum: boolean;
}

/** The aggregates of a measure; its figure is the first or, with two, the first divided by the second. */
export function aggregatesOf({ value, where }: Measure, at: At): readonly Aggregate[] {
  const counts = where === undefined ? '' : ` filter (where ${where(at)})`;
  const sum = (of: string) => ({ of: `sum(${of})${counts}`, isSum: true });
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
      return [{ of: `quantile_disc(${value.of}, ${value.share})${counts}`, isSum: false }];
    case 'QUOTIENT':
      return [sum(value.of), distinct(value.per)];
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

/** The households that a figure is of, by which small cells are hidden: of a mean, those of which the value is known. */
export function supportOf({ where, value, subject }: Measure, at: At, household: string, and: string): Aggregate {
  const isKnown = value.kind === 'MEAN' || value.kind === 'QUANTILE' ? [`${value.of} is not null`] : [];
  const conditions = [...(where === undefined ? [] : [where(at)]), ...isKnown, ...(and === '' ? [] : [and])];
  const counts = conditions.length === 0 ? '' : ` filter (where ${conditions.join(' and ')})`;
  // A household is one row of these.
  const isOneRow = subject === 'HOUSEHOLD' || subject === 'NEVER_HELPED';
  return isOneRow
    ? { of: `count(*)${counts}`, isSum: true }
    : { of: `count(distinct ${household})${counts}`, isSum: false };
}
