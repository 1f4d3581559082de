import type { RefusalKind } from '../../access/audit/refusals.codes.ts';
import { underToday, unionNamed } from '../../access/territory-condition.ts';
import type { Viewer } from '../../access/viewer.ts';
import type { Sql } from '../../database/database.ts';
import { Parameters } from '../../database/parameters.ts';
import { countRows } from '../../database/rows.ts';
import { WATERMARK, type Watermark } from '../../database/time/change-log.ts';
import {
  type After,
  employedUnder,
  isTopmost,
  momentColumns,
  type Narrowing,
  ofStaff,
  type Overseen,
  staffColumns,
  stewardOfSubject,
  withinDays,
} from '../listed.read.ts';

/** Attempts of one sender that were refused for one reason. */
export interface ListedRefusal extends Watermark {
  readonly id: string;
  readonly at: string;
  readonly atKey: string;
  readonly lastAt: string;
  readonly times: number;
  readonly kind: RefusalKind;
  readonly code: string;
  readonly field: string | null;
  readonly operation: string | null;
  readonly staffCode: string | null;
  readonly staffName: string | null;
  readonly gateway: string | null;
  readonly trace: string;
}

interface RefusalNarrowing extends Narrowing {
  readonly kind: RefusalKind | null;
}

const COLUMNS = `s.id, ${momentColumns('s.at')}, ${momentColumns('s.last_at', 'lastAt')}, s.times::float8 as times, s.kind,
  s.code, s.field, s.operation, ${staffColumns('s.staff_id')}, s.gateway, s.trace, ${WATERMARK}`;
const NEWEST = 'order by s.at desc, s.id desc';

function narrow(parameters: Parameters, narrowing: RefusalNarrowing, after: After): readonly string[] {
  const [at, id] = (after ?? []).map((one) => parameters.add(one));
  return [
    ...withinDays(parameters, 's.at', narrowing),
    ...ofStaff(parameters, 's.staff_id', narrowing.staff),
    ...(narrowing.kind === null ? [] : [`s.kind = ${parameters.add(narrowing.kind)}`]),
    ...(after === null ? [] : [`(s.at, s.id) < (${at}::timestamptz, ${id}::uuid)`]),
  ];
}

/**
 * The attempts of staff who then had a grant in the territory, and of workers whose file is kept there. Those of whom no union
 * knows (a gateway, staff without a grant) are for the auditors of a topmost union.
 */
function parts(parameters: Parameters, { roots, today }: Overseen, narrowing: RefusalNarrowing, after: After) {
  const [own, day] = [`${parameters.add(roots)}::uuid[]`, `${parameters.add(today)}::date`];
  const arrays = [own, ...(narrowing.union === null ? [] : [unionNamed(parameters, narrowing.union)])];
  const conditions = narrow(parameters, narrowing, after);
  const steward = `(${stewardOfSubject("'Person'", 's.person_id', day)})`;
  const ofWorker = arrays.map((array) => underToday(steward, array, day)).join(' and ');
  const ofNobody = arrays.map((array) => isTopmost(array, day)).join(' and ');
  return {
    ofStaff: ['s.staff_id = a.id', employedUnder('a.id', 's.at', arrays, day), ...conditions].join(' and '),
    others: [
      's.staff_id is null',
      `case when s.person_id is null then ${ofNobody} else ${ofWorker} end`,
      ...conditions,
    ].join(' and '),
  };
}

/** Lists refused attempts, the newest first. Those of each member of staff are looked up by an index of their own. */
export async function listRefusals(
  sql: Sql,
  overseen: Overseen,
  narrowing: RefusalNarrowing,
  after: After,
  limit: number,
): Promise<readonly ListedRefusal[]> {
  const parameters = new Parameters();
  const { ofStaff: own, others } = parts(parameters, overseen, narrowing, after);
  const most = parameters.add(limit);
  return sql.query<ListedRefusal>(
    `select ${COLUMNS} from (
       select s.* from staff a cross join lateral (
         select s.* from refused_attempt s where ${own} ${NEWEST} limit ${most}) as s
       union all (select s.* from refused_attempt s where ${others} ${NEWEST} limit ${most})
     ) as s ${NEWEST} limit ${most}`,
    parameters.values,
  );
}

export function countRefusals(sql: Sql, overseen: Overseen, narrowing: RefusalNarrowing): Promise<number> {
  const parameters = new Parameters();
  const { ofStaff: own, others } = parts(parameters, overseen, narrowing, null);
  return countRows(
    sql,
    `from (select s.id from staff a join refused_attempt s on ${own}
       union all select s.id from refused_attempt s where ${others}) as s`,
    parameters,
  );
}

type Sender = Pick<Viewer, 'staffId' | 'personId'>;

function ownCondition(parameters: Parameters, { staffId, personId }: Sender): string {
  return personId === null
    ? `s.staff_id = ${parameters.add(staffId)}::uuid`
    : `s.person_id = ${parameters.add(personId)}::uuid`;
}

/** What was refused to somebody themselves, the newest first. */
export function listOwnRefusals(
  sql: Sql,
  sender: Sender,
  narrowing: RefusalNarrowing,
  after: After,
  limit: number,
): Promise<readonly ListedRefusal[]> {
  const parameters = new Parameters();
  const conditions = [ownCondition(parameters, sender), ...narrow(parameters, narrowing, after)].join(' and ');
  return sql.query<ListedRefusal>(
    `select ${COLUMNS} from refused_attempt s where ${conditions} ${NEWEST} limit ${parameters.add(limit)}`,
    parameters.values,
  );
}

export function countOwnRefusals(sql: Sql, sender: Sender, narrowing: RefusalNarrowing): Promise<number> {
  const parameters = new Parameters();
  const conditions = [ownCondition(parameters, sender), ...narrow(parameters, narrowing, null)].join(' and ');
  return countRows(sql, `from refused_attempt s where ${conditions}`, parameters);
}
