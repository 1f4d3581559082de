import type { Viewer } from '../../access/viewer.ts';
import type { ReadAt } from '../../database/time/known-at.ts';
import type { Level } from '../../policy/facts/facts.ts';
import type { HouseholdOrder } from './household-list.codes.ts';

/** What narrows a list of households; `null` narrows nothing. */
export interface HouseholdFilter {
  /** The steward is this union or one under it: its id or its code. */
  readonly union: string | null;
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
  /** What the household is decided to be, by the rules of a level. */
  readonly outcome: string | null;
  readonly primaryCategory: string | null;
  readonly assessedAtLevel: Level;
}

export interface HouseholdListing {
  readonly viewer: Viewer;
  readonly filter: HouseholdFilter;
  readonly order: HouseholdOrder;
  readonly at: ReadAt;
  readonly today: string;
}
