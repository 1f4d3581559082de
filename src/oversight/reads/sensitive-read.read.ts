import { underToday, unionNamed } from '../../access/territory-condition.ts';
import type { Viewer } from '../../access/viewer.ts';
import type { Sql } from '../../database/database.ts';
import { Parameters } from '../../database/parameters.ts';
import { countRows } from '../../database/rows.ts';
import { WATERMARK, type Watermark } from '../../database/time/change-log.ts';
import { currentOn } from '../../database/time/valid-on.ts';
import type { Sensitivity } from '../../fields/sensitivity.codes.ts';
import {
  type After,
  momentColumns,
  type Narrowing,
  ofStaff,
  type Overseen,
  staffColumns,
  stewardOfSubject,
  withinDays,
} from '../listed.read.ts';

/** One person or household of an answer that showed sensitive values of it. */
export interface ListedRead extends Watermark {
  readonly at: string;
  readonly atKey: string;
  readonly readId: string;
  readonly subjectId: string;
  readonly kind: 'Person' | 'Household';
  readonly kinds: readonly Sensitivity[];
  /** `null`: a worker read their own file. */
  readonly staffCode: string | null;
  readonly staffName: string | null;
  readonly purpose: string;
  readonly operation: string | null;
  readonly trace: string;
}

interface ReadNarrowing extends Narrowing {
  /** The id of a person or household. */
  readonly subject: string | null;
}

/** How many of the newest reads are looked at one after another, before those of the territory are found by its households. */
const NEAREST = 2000;

const COLUMNS = `${momentColumns('s.at')}, s.read_id as "readId", s.subject_id as "subjectId", s.kind, s.fields as "kinds",
  ${staffColumns('s.staff_id')}, r.purpose, r.operation, r.trace, ${WATERMARK}`;
const NEWEST = 'order by s.at desc, s.read_id desc, s.subject_id desc';

/** The conditions of a list of reads under the alias `s`. */
interface Conditions {
  readonly parameters: Parameters;
  /** What an index serves. */
  readonly narrow: string;
  /** Whether the subject is within the territory. */
  readonly within: string;
  /** The unions of the territory. */
  readonly unions: (column: string) => string;
}

function conditionsOf({ roots, today }: Overseen, narrowing: ReadNarrowing, after: After): Conditions {
  const parameters = new Parameters();
  const [own, day] = [`${parameters.add(roots)}::uuid[]`, `${parameters.add(today)}::date`];
  const named = narrowing.union === null ? [] : [unionNamed(parameters, narrowing.union)];
  const unions = (column: string) => [own, ...named].map((array) => underToday(column, array, day)).join(' and ');
  const narrow = [
    ...withinDays(parameters, 's.at', narrowing),
    ...ofStaff(parameters, 's.staff_id', narrowing.staff),
    ...(narrowing.subject === null ? [] : [`s.subject_id = ${parameters.add(narrowing.subject)}::uuid`]),
    ...before(parameters, after),
  ].join(' and ');
  const within = unions(`(${stewardOfSubject('s.kind', 's.subject_id', day)})`);
  return { parameters, narrow: narrow === '' ? 'true' : narrow, within, unions };
}

function before(parameters: Parameters, after: After): readonly string[] {
  if (after === null) return [];
  const [at, read, subject] = after.map((one) => parameters.add(one));
  return [`(s.at, s.read_id, s.subject_id) < (${at}::timestamptz, ${read}::uuid, ${subject}::uuid)`];
}

/**
 * Lists the reads of persons and households of a territory, the newest first. A large territory has some among the newest of all;
 * where these do not suffice, the reads of each of its persons and households are looked up.
 */
export async function listReads(
  sql: Sql,
  overseen: Overseen,
  narrowing: ReadNarrowing,
  after: After,
  limit: number,
): Promise<readonly ListedRead[]> {
  const { parameters, narrow, within, unions } = conditionsOf(overseen, narrowing, after);
  const most = parameters.add(limit);
  const near = await sql.query<ListedRead & { readonly near: number }>(
    `with near as materialized (select s.* from sensitive_read_subject s where ${narrow} ${NEWEST} limit ${NEAREST})
     select (select count(*)::int from near) as near, found.*
     from (values (1)) as one
     left join lateral (
       select ${COLUMNS} from near s join sensitive_read r on r.id = s.read_id where ${within} ${NEWEST} limit ${most}
     ) as found on true`,
    parameters.values,
  );
  const rows = near.filter(({ readId }) => (readId as string | null) !== null);
  if (rows.length === limit || (near[0]?.near ?? 0) < NEAREST) return rows;
  return sql.query<ListedRead>(
    `with kept as (select distinct k.household_id from household_index k where ${unions('k.union_id')}),
     persons as (select distinct p.person_id from person_index p join kept using (household_id)),
     subjects as (
       select household_id as id from kept union all select person_id from persons
       union all select g.anchor_id from person_merge g join persons on persons.person_id = g.into_id where g.superseded_in is null
     )
     select ${COLUMNS} from subjects cross join lateral (
       select s.* from sensitive_read_subject s where s.subject_id = subjects.id and ${narrow} ${NEWEST} limit ${most}
     ) as s join sensitive_read r on r.id = s.read_id where ${within} ${NEWEST} limit ${most}`,
    parameters.values,
  );
}

export function countReads(sql: Sql, overseen: Overseen, narrowing: ReadNarrowing): Promise<number> {
  const { parameters, narrow, within } = conditionsOf(overseen, narrowing, null);
  return countRows(sql, `from sensitive_read_subject s where ${narrow} and ${within}`, parameters);
}

type Reader = Pick<Viewer, 'staffId' | 'personId'>;

/** What a member of staff read or, for a worker, who read values of theirs and of their household's. */
function ownConditions({ staffId, personId }: Reader, today: string, narrowing: Narrowing, after: After) {
  const parameters = new Parameters();
  const own =
    personId === null
      ? `s.staff_id = ${parameters.add(staffId)}::uuid`
      : `s.subject_id = any(array(${subjectsOf(parameters.add(personId), `${parameters.add(today)}::date`)}))`;
  const narrow = [own, ...withinDays(parameters, 's.at', narrowing), ...before(parameters, after)].join(' and ');
  return { parameters, narrow };
}

/** A worker with whoever was merged into them, and the households of which they are the worker. */
function subjectsOf(personId: string, day: string): string {
  return `select ${personId}::uuid
    union all select g.anchor_id from person_merge g where g.into_id = ${personId}::uuid and g.superseded_in is null
    union all select own.household_id from membership_version own
      join household_version now on now.worker_id = own.anchor_id and ${currentOn('now', day)}
      where own.person_id = ${personId}::uuid and ${currentOn('own', day)}`;
}

export function listOwnReads(
  sql: Sql,
  reader: Reader,
  today: string,
  narrowing: Narrowing,
  after: After,
  limit: number,
): Promise<readonly ListedRead[]> {
  const { parameters, narrow } = ownConditions(reader, today, narrowing, after);
  return sql.query<ListedRead>(
    `select ${COLUMNS} from sensitive_read_subject s join sensitive_read r on r.id = s.read_id where ${narrow} ${NEWEST}
     limit ${parameters.add(limit)}`,
    parameters.values,
  );
}

export function countOwnReads(sql: Sql, reader: Reader, today: string, narrowing: Narrowing): Promise<number> {
  const { parameters, narrow } = ownConditions(reader, today, narrowing, null);
  return countRows(sql, `from sensitive_read_subject s where ${narrow}`, parameters);
}
