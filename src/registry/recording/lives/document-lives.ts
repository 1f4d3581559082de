import type { Act } from '../../../database/time/act.codes.ts';
import type { Day } from '../../../kernel/calendar.ts';
import { problem, type Problem } from '../../../usecase/problem.ts';
import { type StoredHousehold, versionOn } from '../../household/stored-household.ts';
import type { RegisterHousehold } from '../../kinds.ts';
import type { ResolvedPersons } from '../resolve-persons.ts';
import { type LifePlan, NO_LIVES } from './life-plan.ts';
import { paidToTheDead } from './paid-to-the-dead.ts';

/** What a document says of lives: numbers that are given later, and the end of the days on which a household was closed. */
export function documentLives(
  { from, action }: { readonly from: Day; readonly action?: Act },
  { id, closings }: StoredHousehold,
  { numbered: begun }: ResolvedPersons,
): LifePlan {
  const closing = action === 'REOPEN_HOUSEHOLD' ? versionOn(closings, from) : undefined;
  const numbers = { ended: [], begun };
  if (closing === undefined) return { ...NO_LIVES, numbers };
  const before = closing.from < from ? [{ id, from: closing.from, to: from, reason: closing.value }] : [];
  return { ...NO_LIVES, numbers, closings: { ended: [{ id, from: closing.from }], begun: before } };
}

/** Refuses who is another member too, members who had died, and new payments to who had. */
export function deadProblems(
  { records: { disbursements } }: RegisterHousehold,
  stored: StoredHousehold,
  { dead, doubled }: ResolvedPersons,
): readonly Problem[] {
  const known = new Set(stored.records.filter(({ kind }) => kind === 'disbursements').map(({ key }) => key));
  const late = paidToTheDead(stored, disbursements).filter(({ path }) => {
    const at = Number(path.split('.')[2]);
    return !known.has(disbursements[at]?.key ?? '');
  });
  return [
    ...doubled.map((at) => problem('DUPLICATE_PERSON', 'members', at, 'identityNumber')),
    ...dead.map((at) => problem('PERSON_DEAD', 'members', at)),
    ...late,
  ];
}
