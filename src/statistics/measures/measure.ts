import type { Action } from '../../access/permissions.ts';
import type { Bilingual } from '../../kernel/bilingual.ts';

/** What is counted: each row of a subject's table in the projection, in the order in which definitions are listed. */
export const SUBJECTS = {
  HOUSEHOLD: '家庭（某日）',
  NEVER_HELPED: '未帮扶过的家庭（某日）',
  MEMBER: '家庭成员（某日）',
  FILE_EVENT: '档案进入某状态（某段时间）',
  PAYMENT: '发放（某段时间）',
  SURVEY: '调查（某段时间）',
} as const;
export type Subject = keyof typeof SUBJECTS;

/** The units of figures. */
export const UNITS = {
  HOUSEHOLDS: '户',
  HOUSEHOLD_TIMES: '户次',
  PERSONS: '人',
  PERSON_TIMES: '人次',
  FILES: '份',
  SURVEYS: '次',
  YUAN: '元',
} as const;
type Unit = keyof typeof UNITS;

/** When an expression is evaluated: expressions of the day, and of the first day of the period; the prefix of a level's columns. */
export interface At {
  readonly day: string;
  readonly level: string;
}

/** An expression of DuckDB over the rows of a subject; the household of the row is `f`, where it has a state then. */
export type Expression = (at: At) => string;

export type QuartileShare = 0.25 | 0.5 | 0.75;

/** How the rows that count become a figure. Sums and counts over parts of the rows can be added; the others cannot. */
type Value =
  | { readonly kind: 'COUNT' }
  | { readonly kind: 'SUM' | 'MEAN' | 'DISTINCT'; readonly of: string }
  | { readonly kind: 'QUANTILE'; readonly of: string; readonly share: QuartileShare }
  /** The sum over all rows, divided by how many different ones there are of those that count. */
  | { readonly kind: 'QUOTIENT'; readonly of: string; readonly per: string };

/** One measure of the statistics: a file of its own, `*.measure.ts`, which is found by its name. */
export interface Measure {
  /** Its name in the graph. */
  readonly name: string;
  readonly zh: string;
  /** The article of the regulation, or the source, that it rests on. */
  readonly article: string;
  readonly unit: Unit;
  /** What exactly is counted. */
  readonly definition: Bilingual;
  /** Grows when the definition changes, so that figures of former definitions are told apart. */
  readonly version: number;
  readonly subject: Subject;
  /** Which rows count; all by default. */
  readonly where?: Expression;
  readonly value: Value;
  /** Whose households a figure is of, where they are not those of the rows that count: by them small cells are hidden. */
  readonly support?: Expression;
  /** The right that is needed beside that to see a household, if the figure tells of it what not everybody may see who sees it. */
  readonly needs?: Action;
}
