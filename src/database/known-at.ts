/** The revision at which the register is read: a number of the one sequence of changes, or now. */
export type KnownAt = number | 'NOW';

/** Stands in statements of one revision, of which there are as many as there are revisions. */
const OF_A_REVISION = '/* of a revision */';

/** Whether a statement comes again and again, as those of now do. */
export function comesAgain(text: string): boolean {
  return !text.includes(OF_A_REVISION);
}

/** The condition for the versions known at a revision: recorded by then, and not yet superseded. */
export function knownAt(alias: string, known: KnownAt): string {
  if (known === 'NOW') return `${alias}.superseded_in is null`;
  const by = (column: string) =>
    `exists (select from change_sequence numbered where numbered.change_id = ${alias}.${column} and numbered.number <= ${Math.trunc(known)})`;
  return `${OF_A_REVISION} ${by('recorded_in')} and not ${by('superseded_in')}`;
}
