import type { Dimension } from '../dimensions/dimension.ts';
import type { Measure } from '../measures/measure.ts';
import type { Every, Period } from './periods.ts';

/** A condition: the key of a dimension is one of these. */
export interface Condition {
  readonly dimension: Dimension;
  readonly keys: readonly string[];
}

/** A question that can be asked of the projection. */
export interface Question {
  readonly measures: readonly Measure[];
  readonly by: readonly Dimension[];
  readonly where: readonly Condition[];
  /** The id of the union under which the households were on the day; `null`: under any. */
  readonly unionId: string | null;
  /** The level whose rules apply. */
  readonly level: string;
  /** One or more; those of a series follow each other. */
  readonly periods: readonly Period[];
  readonly every: Every;
}

/** Whose households may be counted, and which cells may be seen. Rights rest on the stewards of today. */
export interface CountingRights {
  /** `YYYY-MM-DD`. */
  readonly today: string;
  /** The ids of the unions in whose subtrees the reader may count. */
  readonly countable: readonly string[];
  /** The ids of the unions in whose subtrees the reader may see each household, and so the smallest cell. */
  readonly readable: readonly string[];
}

/** The fewest households of a cell that a reader sees who may not see the households themselves. */
export const FEWEST_HOUSEHOLDS = 5;
/** A quartile is the value of one of them: each quarter has to have as many. */
export const FEWEST_OF_QUANTILE = 20;

/** A figure; `null`: nothing to take a mean of, or hidden. */
export interface Figure {
  readonly measure: Measure;
  /** A count, or an amount in fen. */
  readonly value: number | null;
  /** Whether it is of fewer households than the reader may see. */
  readonly isHidden: boolean;
}

/** The figures of one period and one key of each dimension. */
export interface Cell {
  /** The place of the period in the question. */
  readonly period: number;
  readonly keys: readonly string[];
  readonly figures: readonly Figure[];
}

export interface Answered {
  /** The revision of the register that all figures are of. */
  readonly revision: number;
  readonly cells: readonly Cell[];
  /** One for each period, over all keys. */
  readonly totals: readonly Cell[];
}
