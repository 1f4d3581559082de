import { createHash } from 'node:crypto';
import type { Client } from 'pg';
import { ofSurveyInForce, surveysInForce } from '../../../src/database/time/survey-in-force.ts';
import { isSurveyed } from '../../../src/registry/kinds.ts';

/**
 * What the peers read: the current data alone, in a schema of its own. A version counts where it is not superseded and
 * holds today. Encrypted columns are left out: no peer could open them. Smart comments tell PostGraphile the keys.
 */

/** As long as bangfu's are. */
const TOKEN_LENGTH = 62;

/** The token by which the peers know a person. */
export function tokenOf(personId: string): string {
  const md5 = (text: string) => createHash('md5').update(text).digest('hex');
  return (md5(personId) + md5(`token ${personId}`)).slice(0, TOKEN_LENGTH);
}

/** Of a table of versions, what is not content. */
const BOOKKEEPING = [
  'anchor_id',
  'household_id',
  'person_id',
  'membership_id',
  'worker_id',
  'valid_from',
  'valid_to',
  'sealed',
  'recorded_in',
  'superseded_in',
];

const HELD =
  'v.superseded_in is null and v.valid_from <= current_date and (v.valid_to is null or v.valid_to > current_date)';

/** The records of a household: the view's name, the table, the kind, which is the list's name in the graph, whether of a member. */
const RECORDS = [
  ['employment', 'employment_version', 'employment', true],
  ['income', 'income_version', 'incomes', true],
  ['deduction', 'deduction_version', 'deductions', true],
  ['expense', 'expense_version', 'expenses', true],
  ['event', 'event_version', 'events', false],
  ['dwelling', 'dwelling_version', 'dwellings', false],
  ['vehicle', 'vehicle_version', 'vehicles', false],
  ['schooling', 'schooling_version', 'schooling', true],
  ['dibao', 'dibao_version', 'dibao', false],
  ['disbursement', 'disbursement_version', 'disbursements', true],
] as const;

/** Makes the views anew and lets a role read them. */
export async function makeViews(owner: Client, reader: string): Promise<void> {
  const columns = await columnsOf(owner);
  const records = RECORDS.map(
    ([view, table, list, belongsToMember]) =>
      `create view bench.${view} as select v.anchor_id as id, v.household_id, ${belongsToMember ? 'v.membership_id, ' : ''}
         ${columns(table)} from ${table} v
         ${isSurveyed(list) ? `join bench.survey_in_force f on f.household_id = v.household_id and ${ofSurveyInForce('current_date')}` : ''}
         where v.superseded_in is null;
       comment on view bench.${view} is E'@primaryKey id\\n${ofHousehold(list)}';`,
  );
  await owner.query('drop schema if exists bench cascade');
  await owner.query(
    [
      'create schema bench;',
      SURVEY_IN_FORCE,
      ORGANISATION,
      people(columns),
      households(columns),
      files(columns),
      ...records,
      FUNCTIONS,
    ].join('\n'),
  );
  const { rowCount } = await owner.query('select from pg_roles where rolname = $1', [reader]);
  if (rowCount === 0) await owner.query(`create role ${reader} login password '${reader}'`);
  await owner.query(
    `grant usage on schema bench to ${reader}; grant select on all tables in schema bench, public to ${reader}`,
  );
}

function ofHousehold(list: string): string {
  return `@foreignKey (household_id) references bench.household (id)|@fieldName household|@foreignFieldName ${list}`;
}

/** The columns of content of a table, `v.` before each. */
async function columnsOf(owner: Client): Promise<(table: string) => string> {
  const { rows } = await owner.query<{ of: string; name: string }>(
    `select table_name as of, column_name as name from information_schema.columns
     where table_schema = 'public' and column_name <> all($1) order by ordinal_position`,
    [BOOKKEEPING],
  );
  return (table) =>
    rows
      .filter(({ of }) => of === table)
      .map(({ name }) => `v."${name}"`)
      .join(', ');
}

type Columns = (table: string) => string;

/** The survey of each household that is in force today: a table, so that the peers need not look for it. */
const SURVEY_IN_FORCE = `
create table bench.survey_in_force as ${surveysInForce('current_date', 'NOW', 'true')};
alter table bench.survey_in_force add primary key (household_id);
analyze bench.survey_in_force;
comment on table bench.survey_in_force is E'@behavior -*';
`;

const ORGANISATION = `
create view bench.trade_union as
  select u.id, u.code, v.name, v.kind, v.region, v.parent_id
  from public.trade_union u join trade_union_version v on v.anchor_id = u.id and ${HELD};
comment on view bench.trade_union is E'@primaryKey id\\n@unique code';
`;

function people(columns: Columns): string {
  return `
create view bench.person as
  select v.anchor_id as id, ${columns('person_version')} from person_version v where ${HELD};
comment on view bench.person is E'@primaryKey id';

create view bench.member as
  select v.anchor_id as id, v.household_id, v.person_id, ${columns('membership_version')}
  from membership_version v where ${HELD};
comment on view bench.member is E'@primaryKey id\\n${ofHousehold('members')}\\n@foreignKey (person_id) references bench.person (id)|@fieldName person|@foreignFieldName memberships';
`;
}

/** The households, with the worker's name to show and sort by, and those that a union and all under it keep. */
function households(columns: Columns): string {
  return `
create view bench.household as
  select h.id, k.union_id as steward_id, f.number as file_number, v.worker_id, ${columns('household_version')},
    (select p.name from bench.member m join bench.person p on p.id = m.person_id where m.id = v.worker_id)
      collate "zh-x-icu" as worker_name
  from public.household h
  join household_version v on v.anchor_id = h.id and ${HELD}
  join public.stewards(current_date) k on k.household_id = h.id
  left join public.archive_file f on f.id = k.file_id;
comment on view bench.household is E'@primaryKey id\\n@unique file_number\\n@foreignKey (worker_id) references bench.member (id)|@fieldName worker|@foreignFieldName households\\n@foreignKey (steward_id) references bench.trade_union (id)|@fieldName steward';

create view bench.union_under as
  select c.descendant_id as id, u.code from public.union_closure c join public.trade_union u on u.id = c.ancestor_id and c.superseded_in is null
  where c.valid_from <= current_date and (c.valid_to is null or c.valid_to > current_date);

create function bench.households_under(union_code text) returns setof bench.household language sql stable as $$
  select h.* from bench.household h
  where h.steward_id in (select u.id from bench.union_under u where u.code = union_code)
$$;
comment on function bench.households_under is E'@behavior +filter +order';
`;
}

function files(columns: Columns): string {
  return `
create view bench.archive_file as
  select f.id, f.household_id, f.number, s.union_id as steward_id, ${columns('archive_file_version')}
  from public.archive_file f
  join archive_file_version v on v.anchor_id = f.id and ${HELD}
  left join stewardship s on s.anchor_id = f.id and s.superseded_in is null
    and s.valid_from <= current_date and (s.valid_to is null or s.valid_to > current_date);
comment on view bench.archive_file is E'@primaryKey id\\n${ofHousehold('files')}\\n@foreignKey (steward_id) references bench.trade_union (id)|@fieldName steward';
`;
}

/**
 * The same figures as bangfu's `statistics`, and what PostGraphile's own filters do not do: persons by a list of tokens.
 * Nobody but bangfu can open the tokens of a contract, so that the peers have theirs in a table: `tokenOf` makes the same.
 */
const FUNCTIONS = `
create view bench.households_by_cause as
  select coalesce(main_cause, 'NOT_RECORDED') as key, count(*)::int as households from bench.household group by 1;

create function bench.money_by_source(year int)
returns table (key text, amount_fen bigint, payments int, households int) language sql stable as $$
  select d.source, sum(d.amount_fen)::bigint, count(*)::int, count(distinct d.household_id)::int
  from bench.disbursement d where d.paid_on >= make_date(year, 1, 1) and d.paid_on < make_date(year + 1, 1, 1)
  group by 1
$$;

create table bench.person_token (token text primary key, person_id uuid not null);
insert into bench.person_token
  select left(md5(id::text) || md5('token ' || id), ${TOKEN_LENGTH}), id from public.person;
analyze bench.person_token;
comment on table bench.person_token is E'@behavior -*';

create function bench.persons_of(tokens text[]) returns setof bench.person language sql stable as $$
  select p.* from bench.person_token t join bench.person p on p.id = t.person_id where t.token = any(tokens)
$$;
`;
