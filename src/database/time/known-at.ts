import { type Day, printDay } from '../../kernel/calendar.ts';
import { CUSTOM_PLAN } from '../custom-plan.ts';

/** The revision at which the register is read: a number of the one sequence of changes, or now. */
export type KnownAt = number | 'NOW';

/** Finds the conditions of {@link knownAt} and {@link recordedBy} on the numbers of changes. */
export const NUMBERED =
  /exists \(select from change_sequence numbered\s+where numbered\.change_id = \w+\.\w+ and numbered\.number <= \d+\)/g;

/** The SQL condition for versions that were known at a revision: recorded by then and not yet superseded. */
export function knownAt(alias: string, known: KnownAt): string {
  if (known === 'NOW') return `${alias}.superseded_in is null`;
  const by = (column: string) =>
    `exists (select from change_sequence numbered where numbered.change_id = ${alias}.${column} and numbered.number <= ${Math.trunc(known)})`;
  return `${CUSTOM_PLAN} ${by('recorded_in')} and not ${by('superseded_in')}`;
}

/** The SQL condition for rows of a journal, which are written once, that were recorded by a revision. */
export function recordedBy(alias: string, known: KnownAt): string {
  if (known === 'NOW') return 'true';
  return `${CUSTOM_PLAN} exists (select from change_sequence numbered
    where numbered.change_id = ${alias}.recorded_in and numbered.number <= ${Math.trunc(known)})`;
}

/** Whether a read is of a day that is today, as known now. */
export function isPresent({ asOf, known }: ReadAt, today: string): boolean {
  return known === 'NOW' && printDay(asOf) === today;
}

/** The two times of a read: the day on which facts hold, and the revision at which they were known. */
export interface ReadAt {
  readonly asOf: Day;
  readonly known: KnownAt;
}
