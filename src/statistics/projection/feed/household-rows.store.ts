import type { DuckDBConnection } from '@duckdb/node-api';
import {
  DECISION_COLUMNS,
  MEMBERSHIP_DIMENSIONS,
  OPEN_REVISION,
  PAYMENT_DIMENSIONS,
  PERSON_DIMENSIONS,
} from '../columns.ts';
import { HOUSEHOLD_TABLES } from '../layout.store.ts';
import { pickedRows } from './picked-rows.store.ts';

/** The rows of the staged households, from the staging tables. */

/** Gives the staged households and their persons keys; new keys follow the order of the stewards, so that a county lies together. */
export async function giveKeys(connection: DuckDBConnection): Promise<void> {
  await connection.run(
    `insert into household_key
     select (select coalesce(max(household_key), 0) from household_key) + row_number() over (order by steward, household_id),
       household_id
     from (
       select s.household_id, arg_max(u.union_key, s.day_to) as steward from stage_steward s
       join union_key u on u.union_id = s.union_id
       where s.household_id not in (select household_id from household_key) group by s.household_id
     )`,
  );
  await connection.run(
    `create or replace temp table batch as select household_key, household_id from household_key
     where household_id in (select household_id from stage_steward)`,
  );
}

export async function deleteBatch(connection: DuckDBConnection): Promise<void> {
  for (const table of HOUSEHOLD_TABLES) {
    await connection.run(`delete from ${table} where household_key in (select household_key from batch)`);
  }
}

export async function insertBatch(connection: DuckDBConnection): Promise<void> {
  await connection.run(PERSONS_OF_PAYMENTS);
  await connection.run(NEW_PERSONS);
  for (const statement of INSERTIONS) await connection.run(statement);
}

/**
 * The overlay of the spans: each span of the household is cut by those of its decisions, which cover the same area. A figure is of one
 * day and mostly of the newest revision: DuckDB passes over a group of 122,880 rows whose days or revisions all lie elsewhere, so what
 * is superseded lies first, then what ended early, and the households of a county lie together within a year.
 */
const OVERLAY = `insert into household_fact by name
  select * from (
    select b.household_key, u.union_key as steward, h.* exclude (household_id, steward_id) replace (
        greatest(h.day_from, d.day_from) as day_from, least(h.day_to, d.day_to) as day_to,
        greatest(h.rev_from, d.rev_from) as rev_from, least(h.rev_to, d.rev_to) as rev_to),
      ${Object.keys(DECISION_COLUMNS)
        .map((column) => `d.${column}`)
        .join(', ')}
    from stage_household h join batch b on b.household_id = h.household_id join union_key u on u.union_id = h.steward_id
    join stage_decision d on d.household_id = h.household_id
      and d.day_from < h.day_to and d.day_to > h.day_from and d.rev_from < h.rev_to and d.rev_to > h.rev_from
  ) order by rev_to = ${OPEN_REVISION}, year(day_to), year(day_from), household_key`;

/** The version of the day, or else the last one before it, or else the first one: the greatest, as payments are read. */
const NEAREST = `case when b.day_from <= a.paid_on then 10000000 + (b.day_from - date '0001-01-01')
  else date '0001-01-01' - b.day_from end`;

/** Payments at the revisions before and after their reversal, with the worker where they name no member. */
const PAYMENTS_WITH_WORKERS = `create or replace temp table worker_payment as ${pickedRows({
  table: 'reversed_payment',
  among: 'stage_worker',
  on: 'b.household_id = a.household_id and a.membership_id is null',
  greatest: NEAREST,
  value: 'b.worker_id',
})}`;
const REVERSED_PAYMENTS = `create or replace temp table reversed_payment as
  select * exclude (reversed_in) replace (if(reversed_in <= rev_from, reversed_on, null) as reversed_on),
    if(reversed_in > rev_from, reversed_in, ${OPEN_REVISION}) as rev_to
  from stage_payment
  union all
  select * exclude (reversed_in) replace (reversed_in as rev_from), ${OPEN_REVISION} as rev_to
  from stage_payment where reversed_in > rev_from`;
const NAMED_PAYMENTS = `create or replace temp table named_payment as
  select * exclude (membership_id, picked), coalesce(membership_id, picked) as membership_id from worker_payment`;
const BENEFICIARIES = `create or replace temp table paid as select * exclude (picked),
    coalesce(picked, membership_id, household_id) as person_id
  from (${pickedRows({
    table: 'named_payment',
    among: 'stage_membership',
    on: 'b.membership_id = a.membership_id',
    greatest: NEAREST,
    value: 'b.person_id',
  })})`;
const PERSONS_OF_PAYMENTS = [REVERSED_PAYMENTS, PAYMENTS_WITH_WORKERS, NAMED_PAYMENTS, BENEFICIARIES].join(';\n');

const NEW_PERSONS = `insert into person_key
  select (select coalesce(max(person_key), 0) from person_key) + row_number() over (order by person_id), person_id
  from (select person_id from stage_member union select person_id from paid)
  where person_id not in (select person_id from person_key)`;

/** The states that files entered: at each revision, those whose state is another than the one before. */
const EVENTS = `create or replace temp table entered as
  select * exclude (day_to) rename (day_from as day, picked as from_state, state as to_state)
  from (${pickedRows({
    table: 'stage_file',
    among: 'stage_file',
    on: 'b.file_id = a.file_id and b.day_from < a.day_from',
    greatest: 'b.day_from',
    value: 'b.state',
  })}) where picked is distinct from state`;

/** Rows of a day with the steward of their household on that day, as `picked`. */
function withSteward(table: string, day: string): string {
  return pickedRows({
    table,
    among: 'stage_household',
    on: `b.household_id = a.household_id and b.day_from <= a.${day} and b.day_to > a.${day}`,
    greatest: 'b.rev_from',
    value: 'b.steward_id',
  });
}

const INSERTIONS = [
  OVERLAY,
  `insert into household_steward by name
   select b.household_key, s.day_from, s.day_to, u.union_key as steward
   from stage_steward s join batch b on b.household_id = s.household_id join union_key u on u.union_id = s.union_id
   order by household_key, day_from`,
  `insert into person_fact by name
   select b.household_key, p.person_key, s.membership_id, s.day_from, s.day_to, s.rev_from, s.rev_to,
     ${[...Object.keys(MEMBERSHIP_DIMENSIONS), ...Object.keys(PERSON_DIMENSIONS)].map((column) => `s.${column}`).join(', ')}
   from stage_member s join batch b on b.household_id = s.household_id join person_key p on p.person_id = s.person_id
   order by household_key, person_key, day_from`,
  `insert into payment by name
   select b.household_key, s.payment_id, p.person_key as beneficiary, u.union_key as steward, s.is_reversal, s.reversed_on, s.rev_from, s.rev_to,
     ${Object.keys(PAYMENT_DIMENSIONS)
       .map((column) => `s.${column}`)
       .join(', ')}
   from (${withSteward('paid', 'paid_on')}) s join batch b on b.household_id = s.household_id
     join person_key p on p.person_id = s.person_id join union_key u on u.union_id = coalesce(s.picked, s.recorder_id)
   order by household_key, paid_on`,
  EVENTS,
  `insert into file_event by name
   select b.household_key, e.* exclude (household_id, union_id, picked), u.union_key as steward
   from (${pickedRows({
     table: 'entered',
     among: 'stage_stewardship',
     on: 'b.file_id = a.file_id and b.day_from <= a.day and b.day_to > a.day',
     greatest: 'b.rev_from',
     value: 'b.union_id',
   })}) e join batch b on b.household_id = e.household_id join union_key u on u.union_id = coalesce(e.picked, e.union_id)
   order by household_key, day`,
  `insert into household_closing by name
   select b.household_key, s.* exclude (household_id) from stage_closing s join batch b on b.household_id = s.household_id
   order by household_key`,
  `insert into national_entry by name
   select b.household_key, s.* exclude (household_id) from stage_entry s join batch b on b.household_id = s.household_id
   order by household_key`,
  `insert into survey by name
   select b.household_key, u.union_key as steward, s.* exclude (household_id, picked)
   from (${withSteward('stage_survey', 'surveyed_on')}) s join batch b on b.household_id = s.household_id
     left join union_key u on u.union_id = s.picked
   order by household_key, surveyed_on`,
];
