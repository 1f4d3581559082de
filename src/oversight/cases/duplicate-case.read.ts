import { underToday } from '../../access/territory-condition.ts';
import type { Sql } from '../../database/database.ts';
import { Parameters } from '../../database/parameters.ts';
import { countRows } from '../../database/rows.ts';
import { WATERMARK, type Watermark } from '../../database/time/change-log.ts';
import { type KnownAt, recordedBy } from '../../database/time/known-at.ts';
import { printDay } from '../../kernel/calendar.ts';
import type { Finding } from '../../registry/duplicates/finding.codes.ts';
import { type After, type Narrowing, type Overseen, staffColumns } from '../listed.read.ts';

/** A case of somebody whom one union was to record and who is, or may be, on file with another. */
export interface ListedCase extends Watermark {
  readonly id: string;
  readonly number: string;
  readonly finding: Finding;
  readonly foundOn: string;
  readonly staffCode: string;
  readonly staffName: string | null;
  readonly unionId: string;
  readonly personId: string;
  readonly householdId: string;
}

interface CaseNarrowing extends Pick<Narrowing, 'from' | 'to'> {
  readonly number: string | null;
}

interface From {
  readonly parameters: Parameters;
  readonly conditions: string;
  readonly superiors: string;
}

/** The cases whose common superior is in the territory: for it to settle, and for nobody below it to see. */
function casesOf({ roots, today }: Overseen, { from, to, number }: CaseNarrowing, known: KnownAt, after: After): From {
  const parameters = new Parameters();
  const [own, day] = [`${parameters.add(roots)}::uuid[]`, `${parameters.add(today)}::date`];
  const conditions = [
    'd.superior_id = u.id',
    recordedBy('d', known),
    ...(from === null ? [] : [`d.found_on >= ${parameters.add(printDay(from))}::date`]),
    ...(to === null ? [] : [`d.found_on <= ${parameters.add(printDay(to))}::date`]),
    ...(number === null ? [] : [`d.number = ${parameters.add(number)}`]),
    ...(after === null ? [] : [`d.id < ${parameters.add(after[0])}::uuid`]),
  ].join(' and ');
  return {
    parameters,
    conditions,
    superiors: `(select u.id from trade_union u where ${underToday('u.id', own, day)}) as u`,
  };
}

/** Lists the cases of each superior by an index of its own, the newest first. */
export async function listCases(
  sql: Sql,
  overseen: Overseen,
  narrowing: CaseNarrowing,
  known: KnownAt,
  after: After,
  limit: number,
): Promise<readonly ListedCase[]> {
  const { parameters, conditions, superiors } = casesOf(overseen, narrowing, known, after);
  const most = parameters.add(limit);
  return sql.query<ListedCase>(
    `select d.id, d.number, d.finding, d.found_on as "foundOn", ${staffColumns('d.staff_id')}, d.union_id as "unionId",
       d.person_id as "personId", d.household_id as "householdId", ${WATERMARK}
     from ${superiors} cross join lateral (
       select d.* from duplicate_case d where ${conditions} order by d.id desc limit ${most}
     ) as d order by d.id desc limit ${most}`,
    parameters.values,
  );
}

export function countCases(sql: Sql, overseen: Overseen, narrowing: CaseNarrowing, known: KnownAt): Promise<number> {
  const { parameters, conditions, superiors } = casesOf(overseen, narrowing, known, null);
  return countRows(sql, `from ${superiors} join duplicate_case d on ${conditions}`, parameters);
}
