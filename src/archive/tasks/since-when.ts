import type { Sql } from '../../database/database.ts';
import { addDays, type Day, requireDay } from '../../kernel/calendar.ts';
import { type DecidedHere, type DecidedHereAt, decideHere } from './decide-here.ts';
import type { SituationRow } from './situations.read.ts';
import { whyToReassess } from './tasks-of-file.ts';

interface Search {
  readonly row: SituationRow;
  /** The decision is another one on this day. */
  readonly until: Day;
  /** No earlier day than this is the first one. */
  readonly from: Day;
}

/**
 * Finds since when the decisions on recorded files are not what the files rest on, of those that are decided here and whose stored
 * decision is what they rest on: the first day, from that of the write on, on which it is another one. Most were written today.
 */
export async function sinceWhen(
  sql: Sql,
  rows: readonly SituationRow[],
  here: ReadonlyMap<string, DecidedHere>,
  at: DecidedHereAt,
): Promise<ReadonlyMap<string, Day>> {
  const isChanged = (row: SituationRow, decided: ReadonlyMap<string, DecidedHere>) =>
    whyToReassess({ category: row.category, decision: decided.get(row.householdId)?.decision ?? null }) !== null;
  let searches = rows.flatMap((row): readonly Search[] => {
    const { state, changedOn, writtenOn } = row;
    if (state !== 'RECORDED' || changedOn !== null || writtenOn === null || !isChanged(row, here)) return [];
    return [{ row, from: requireDay(writtenOn), until: at.asOf }];
  });
  const found = new Map<string, Day>();
  while (searches.length > 0) {
    for (const { row, until, from } of searches) if (from >= until) found.set(row.fileId, until);
    const open = searches.filter(({ from, until }) => from < until);
    const next: Search[] = [];
    for (const [asOf, own] of Map.groupBy(open, middleOf)) {
      const decided = await decideHere(
        sql,
        own.map(({ row }) => row),
        { ...at, asOf },
      );
      next.push(
        ...own.map((one) =>
          isChanged(one.row, decided) ? { ...one, until: asOf } : { ...one, from: addDays(asOf, 1) },
        ),
      );
    }
    searches = next;
  }
  return found;
}

function middleOf({ from, until }: Search): Day {
  return Math.floor((from + until) / 2) as Day;
}
