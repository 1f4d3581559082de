import type { Viewer } from '../../access/viewer.ts';
import type { ReadAt } from '../../database/time/known-at.ts';
import type { Level } from '../../policy/facts/facts.ts';
import type { Search } from '../search/search.ts';
import type { HouseholdOrder } from './household-list.codes.ts';

/** The filter of a list of households; a field that is `null` does not restrict the list. */
export interface HouseholdFilter {
  /** The id or code of the steward on the day, or of a union above it then. */
  readonly union: string | null;
  /** Whether the steward on the day was dissolved without a successor. */
  readonly awaitsSteward: boolean | null;
  readonly region: string | null;
  readonly mainCause: string | null;
  readonly declaredClass: string | null;
  readonly migrant: boolean | null;
  readonly singleParent: boolean | null;
  readonly level: string | null;
  readonly category: string | null;
  readonly fileState: string | null;
  /** Part of the worker's name. */
  readonly workerName: string | null;
  /** Whom or what is searched for. */
  readonly search: Search | null;
  /** The outcome of the assessment, by the rules of `assessedAtLevel`. */
  readonly outcome: string | null;
  readonly primaryCategory: string | null;
  /** The ids of the households of a cell of the statistics. */
  readonly cell: readonly string[] | null;
  readonly assessedAtLevel: Level;
}

/** The filter of a list of all households. */
export const EVERY_HOUSEHOLD: HouseholdFilter = {
  union: null,
  region: null,
  mainCause: null,
  declaredClass: null,
  awaitsSteward: null,
  migrant: null,
  singleParent: null,
  level: null,
  category: null,
  fileState: null,
  workerName: null,
  search: null,
  outcome: null,
  primaryCategory: null,
  cell: null,
  assessedAtLevel: 'NATIONAL',
};

export interface HouseholdListing {
  readonly viewer: Viewer;
  readonly filter: HouseholdFilter;
  readonly order: HouseholdOrder;
  readonly at: ReadAt;
  readonly today: string;
}
