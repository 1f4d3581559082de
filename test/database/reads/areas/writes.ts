import type { TableName } from '../../../../src/database/migrations/table-classes.ts';

const UNION = "(select id from trade_union where code = '410502-Q1')";
const ELSEWHERE = "(select id from trade_union where code = '410581-Q1')";
const STAFF = '(select min(id::text)::uuid from staff)';
const PERSON = '(select min(id::text)::uuid from person)';
const HOUSEHOLD = '(select min(id::text)::uuid from household)';
const FREE = "'00000000-0000-7000-8000-00000000abcd'";

/** Shifts a code list's values by one, so that every answer that counts by them is another one. */
const ELSE = (column: string, one: string, other: string) =>
  `${column} = case when ${column} = '${one}' then '${other}' else '${one}' end`;

/** A statement that goes on from a locked table without rows, with a name of its own. */
function locked(name: string, then: string): string {
  const staff = 'select id from staff order by id';
  return `with stored as (
      insert into artefact values (sha256('${name}'), 0, 524288, 'text/plain', '', 1, :change) returning digest),
    made as (
      insert into locked_table select md5('${name}')::uuid, '${name}', 1, null, ${UNION}, '2026-01-01', '2027-01-01', 'T',
        '{}', '{}', 1, digest, '[]', '{}', (${staff} limit 1), (${staff} limit 1 offset 1), current_date, :change from stored
      returning id, content),
    tied as (
      insert into locked_table_tie_out select id, id, 1, null, content, 0, current_date, :change from made returning *)
    ${then}`;
}

/** A statement that goes on from a proposal without content, with a name of its own. */
function proposed(name: string, then: string): string {
  return `with stored as (
      insert into artefact values (sha256('proposal ${name}'), 0, 524288, 'text/plain', '', 1, :change) returning digest),
    made as (
      insert into rule_proposal select md5('proposal ${name}')::uuid, ${UNION}, 'STANDARDS', '{"kind":"STANDARDS","entries":[]}',
        '${name}', 'T', ${STAFF}, '2026-06-01', '2026-07-01', :change returning id, proposed_by)
    ${then}`;
}

/** A statement that goes on from a fund with an allocation, of a year of its own. */
function allocated(year: number, then: string): string {
  return `with fund as (
      insert into relief_fund select md5('fund ${year}')::uuid, ${UNION}, 'CENTRAL_FINANCE', 'ASSISTANCE', ${year}, null, :change
      returning id),
    made as (insert into relief_allocation select id, id, null, :change from fund returning id)
    ${then}`;
}

/** A statement that allots one fen. */
function allotted(year: number): string {
  return allocated(
    year,
    `insert into relief_transaction (id, kind, allocation_id, amount_fen, day, document_number, document_day, document_title,
       actor_id, recorded_in)
     select made.id, 'ALLOCATE', made.id, 1, '2026-06-01', '1', '2026-06-01', 'T', c.actor_id, c.id
     from made join change_log c on c.id = :change`,
  );
}

/** A statement that goes on from a batch that is prepared, with a payment and an allocation. */
function batched(year: number, then: string): string {
  return allocated(
    year,
    `, payment as (insert into relief_payment (id, person_id, aid_type, recorded_in)
       select md5('payment ${year}')::uuid, ${PERSON}, 'LIVING', :change returning id),
     batch as (insert into relief_batch (id, union_id, recorded_in) select md5('batch ${year}')::uuid, ${UNION}, :change returning id),
     step as (insert into relief_batch_step (id, batch_id, number, state, actor_id, day, recorded_in)
       select md5('step ${year}')::uuid, batch.id, 1, 'PREPARED', c.actor_id, '2026-06-01', c.id
       from batch join change_log c on c.id = :change returning id)
     ${then}`,
  );
}

const LINE = `insert into relief_batch_line (id, batch_id, number, payment_id, allocation_id, amount_fen, recorded_in)
  select payment.id, batch.id, 1, payment.id, made.id, 1, :change from payment, batch, made`;

/** A change of a union that is proposed, with a name of its own. */
function proposal(name: string, then: string): string {
  return `insert into union_change_proposal
    select md5('change ${name}')::uuid, 'RENAME', ${UNION}, ${UNION}, null, null, 'x', null, null, null, '2026-06-01', '1', '2026-06-01', 'x',
      '2026-07-01', ${STAFF}, :change ${then}`;
}

/**
 * A write into each table by its owner, which changes what is read from it if it can. `:change` is the change of its
 * transaction. A new table must say how it is written.
 */
export const WRITES: Readonly<Record<TableName, string>> = {
  change_log: `insert into change_log (id, actor_id, action, subject_kind, subject_id, purpose)
    values (${FREE}, ${STAFF}, 'TRY', 'STAFF', ${STAFF}, '测试')`,
  change_household: `insert into change_household values (${HOUSEHOLD}, :change)`,
  change_sequence: 'update change_sequence set sealed_at = sealed_at where number = 1',
  audit_form: "insert into audit_form values (1000, '[]')",
  audit_entry: `insert into audit_entry select 1000000, now(), 'change_log', ${FREE}, 1, max(number), sha256('a'), sha256('b')
    from audit_form`,
  audit_checkpoint: `insert into audit_checkpoint values
    (1000000, now(), sha256('a'), sha256('b'), '', 1, 1, sha256('c') || sha256('d'))`,
  audit_pending: `insert into audit_pending values ('sensitive_read', gen_random_uuid())`,
  region: "update region set name = name || '改'",
  region_name: "insert into region_name select code, '2020-01-01', name || '改', :change from region",
  trade_union: `update trade_union set code = code || '-X' where code = '410503'`,
  trade_union_version: "update trade_union_version set name = name || '改'",
  union_closure: `update union_closure set valid_to = '2020-01-01' where depth > 0 and descendant_id in (
    select id from trade_union where code like '410505%')`,
  union_change_proposal: proposal('a', ''),
  union_change_answer: `with proposed as (${proposal('b', 'returning id')})
    insert into union_change_answer select id, 'REJECTED', ${STAFF}, 'x', :change from proposed`,
  household_index: `update household_index set main_cause = 'DISASTER', region = '410581', union_id = ${ELSEWHERE}
    where region <> '410581'`,
  person_search: "update person_search set initials = initials || 'x'",
  household_search: 'update household_search set key_version = key_version + 1',
  person_index: `update person_index set union_id = ${ELSEWHERE} where union_id <> ${ELSEWHERE}`,
  staff: "update staff set code = code || '.x'",
  staff_version: "update staff_version set name = name || '改'",
  staff_grant: `update staff_grant set staff_id = ${STAFF}`,
  staff_grant_version: "update staff_grant_version set role = 'AUDITOR'",
  grant_proposal: `insert into grant_proposal values (
    ${FREE}, ${STAFF}, 'AUDITOR', ${UNION}, '2026-06-01', null, ${STAFF}, :change)`,
  dashboard_token: `insert into dashboard_token
    select min(id::text)::uuid, sha256('token'), now(), :change from staff_grant`,
  worker_login_proposal: `insert into worker_login_proposal
    select ${FREE}, household_id, person_id, 'https://idp.example', 'x', '2026-06-01', '2026-07-01', ${STAFF}, :change
    from membership_version limit 1`,
  worker_login_version: "update worker_login_version set subject = subject || '.x'",
  declared_relative: `insert into declared_relative (id, staff_id, relation, person_id, valid_from, recorded_in)
    values (${FREE}, ${STAFF}, 'SPOUSE', ${PERSON}, '2026-06-01', :change)`,
  relative_withdrawal: `with declared as (
      insert into declared_relative (id, staff_id, relation, person_id, valid_from, recorded_in)
      values (md5('relative')::uuid, ${STAFF}, 'SPOUSE', ${PERSON}, '2026-06-01', :change) returning id)
    insert into relative_withdrawal select id, ${STAFF}, '2026-06-02', 'x', :change from declared`,
  used_link: "insert into used_link values ('test', now())",
  sensitive_read: `insert into sensitive_read values (
    ${FREE}, now(), ${STAFF}, null, null, '测试', '[]', 'test')`,
  sensitive_read_subject: `with read as (
      insert into sensitive_read values (gen_random_uuid(), now(), ${STAFF}, null, null, '测试', '[]', 'test') returning id, at)
    insert into sensitive_read_subject select at, id, ${PERSON}, 'Person', '{IDENTITY}', ${STAFF}, null from read`,
  refused_attempt: `insert into refused_attempt values (
    ${FREE}, now(), now(), 1, 'RIGHT', 'FORBIDDEN', 'staff', null, ${STAFF}, null, null, 'test')`,
  named_key: `insert into named_key values (${STAFF}, '2026-06-30', sha256('key'), '测试')`,
  standard: 'update standard set starts_on = starts_on + 40000',
  standard_version: 'update standard_version set amount_fen = amount_fen * 9',
  profile: `update profile set union_id = ${ELSEWHERE} where level = 'COUNTY'`,
  profile_version:
    "update profile_version set exclusions_off = '{VEHICLES,CONCEALMENT,REFUSED_WORK}', near_multiple = 900, sudden_multiple = 900",
  rule_proposal: `insert into rule_proposal values (${FREE}, ${UNION}, 'STANDARDS', '{"kind":"STANDARDS","entries":[]}', '1', 'T',
    ${STAFF}, '2026-06-01', '2026-07-01', :change)`,
  rule_document: proposed(
    'a',
    `insert into rule_document
       select md5('a')::uuid, made.id, 1, digest, current_date, proposed_by, :change from made, stored`,
  ),
  rule_confirmation: proposed(
    'b',
    `insert into rule_confirmation
       select id, proposed_by, (select max(id::text)::uuid from staff), current_date, :change from made`,
  ),
  rule_preview: proposed('c', "insert into rule_preview select id, 1, '2026-01-01', '2026-01-01', 1 from made"),
  rule_preview_change: proposed(
    'd',
    `insert into rule_preview_change select id, 'FIRST_DAY', ${HOUSEHOLD}, 'NATIONAL', null, null, '{}', '{}' from made`,
  ),
  person: "update person set token = decode(md5(id::text), 'hex') || decode(md5(id::text), 'hex')",
  person_number:
    "update person_number set token = decode(md5(anchor_id::text), 'hex') || decode(md5(anchor_id::text), 'hex')",
  person_death: `insert into person_death values (${PERSON}, '2026-01-01', 'FAMILY', :change)`,
  // Of persons who are not asked for, since what is inserted stays.
  person_merge: `insert into person_merge select a.id, b.id, :change from person a, person b
    where a.id < b.id order by a.id desc, b.id desc limit 1`,
  person_version: "update person_version set name = name || '改'",
  household: `update household set union_id = ${ELSEWHERE} where union_id <> ${ELSEWHERE}`,
  household_closing: `insert into household_closing values (${HOUSEHOLD}, '2026-01-01', null, 'OTHER', :change)`,
  household_version: `update household_version set ${ELSE('main_cause', 'DISASTER', 'ILLNESS')}, concealment = true`,
  membership: "update membership set key = key || '_x'",
  membership_version:
    'update membership_version set refused_job_offers = 9, able_to_work = true, in_register = not in_register',
  household_record: "update household_record set key = key || '_x'",
  duplicate_case: `insert into duplicate_case values (
    ${FREE}, 'D1', ${STAFF}, ${PERSON}, ${HOUSEHOLD}, ${UNION}, null, '2026-06-01', :change)`,
  survey_version: 'update survey_version set surveyed_on = surveyed_on - 400',
  employment_version: `update employment_version set ${ELSE('status', 'EMPLOYED', 'NONE')}`,
  income_version: 'update income_version set amount_fen = 90000000',
  deduction_version: 'update deduction_version set amount_fen = 80000000',
  expense_version: 'update expense_version set amount_fen = 90000000, reimbursed_fen = 0',
  event_version: 'update event_version set cost_fen = 90000000, compensated_fen = 0',
  dwelling_version: 'update dwelling_version set area = 90000',
  vehicle_version: 'update vehicle_version set owned = not owned, regular_use = true',
  schooling_version: 'update schooling_version set tuition_fen = 90000000, "private" = true',
  dibao_version: 'update dibao_version set "to" = null',
  disbursement_version: 'update disbursement_version set amount_fen = amount_fen + 100',
  archive_file: `update archive_file set number = '9' || substr(number, 2)
    where number not in (select file_number from disbursement_version where file_number is not null)`,
  archive_file_version: `update archive_file_version set ${ELSE('level', 'NATIONAL', 'COUNTY')}`,
  stewardship: `update stewardship set union_id = ${ELSEWHERE} where union_id <> ${ELSEWHERE}`,
  archive_file_step: `insert into archive_file_step (id, file_id, household_id, number, actor_id, union_id, to_state, act, body, "on", recorded_in)
    select gen_random_uuid(), f.id, f.household_id, 1000, ${STAFF}, ${UNION}, 'APPLIED', 'APPLY', 'FILING', '2026-06-01', :change
    from archive_file f`,
  archive_national_entry: `insert into archive_national_entry (id, file_id, household_id, matter, entered_on, recorded_in)
    select gen_random_uuid(), f.id, f.household_id, 'FILE', '2026-06-01', :change from archive_file f`,
  assessment_receipt: `insert into assessment_receipt (id, household_id, as_of, level, revision, outcome, categories,
      figures, missing, provisional, rulebook_version, facts_digest, recorded_in)
    values (${FREE}, ${HOUSEHOLD}, '2026-06-30', 'NATIONAL', 1, 'INELIGIBLE', '{}', '{}', '{}', '{}', '1', '', :change)`,
  artefact: `insert into artefact values (sha256(''), 0, 524288, 'text/plain', '', 1, :change)`,
  artefact_part: `with made as (
      insert into artefact values (sha256('part'), 1, 524288, 'text/plain', '', 1, :change) returning digest)
    insert into artefact_part select digest, 1, 'sealed' from made`,
  relief_fund: `insert into relief_fund values (${FREE}, ${UNION}, 'CENTRAL_FINANCE', 'ASSISTANCE', 2000, null, :change)`,
  relief_fund_state: allocated(2004, 'select 1 from made'),
  relief_allocation: allocated(2001, 'select 1 from made'),
  relief_payment: `insert into relief_payment (id, person_id, aid_type, recorded_in) values (${FREE}, ${PERSON}, 'LIVING', :change)`,
  relief_condition: allocated(
    2006,
    `insert into relief_condition (id, allocation_id, number, starts_on, levels, without_file, document_number, document_day,
       document_title, actor_id, recorded_in)
     select made.id, made.id, 0, '2026-06-01', '{NATIONAL}', false, '1', '2026-06-01', 'T', c.actor_id, c.id
     from made join change_log c on c.id = :change`,
  ),
  relief_batch: `insert into relief_batch (id, union_id, recorded_in) values (${FREE}, ${UNION}, :change)`,
  relief_batch_line: batched(2007, LINE),
  relief_line_detail: batched(
    2011,
    `, line as (${LINE} returning id) insert into relief_line_detail (line_id, household_id, person_id, name, payee, own_account,
       period_from, period_to, basis_kind, recorded_in)
     select id, ${HOUSEHOLD}, ${PERSON}, 'x', 'x', true, '2026-01-01', '2026-01-31', 'MONTHS', :change from line`,
  ),
  relief_struck_line: batched(
    2008,
    `, line as (${LINE} returning id) insert into relief_struck_line select id, 'x', :change from line`,
  ),
  relief_batch_step: batched(2009, 'select 1 from step'),
  relief_transaction: allotted(2002),
  relief_account: allocated(2005, "insert into relief_account select id, 'PAID', 0 from made"),
  relief_entry: allotted(2003),
  relief_closing: `insert into relief_closing values (${UNION}, '2001-12-31', '{}', :change)`,
  locked_table: locked('a', 'select 1 from made'),
  locked_table_file: locked(
    'b',
    "insert into locked_table_file select id, 'PDF', 1, 'a', content, null, :change from made",
  ),
  locked_table_tie_out: locked('c', 'select 1 from tied'),
  locked_table_explanation: locked(
    'd',
    `insert into locked_table_explanation select id, 1, 'a', ${STAFF}, current_date, :change from tied`,
  ),
  locked_table_seal: locked(
    'e',
    `insert into locked_table_seal
       select table_id, 'SIGNED', id, ${STAFF}, current_date, '{}', 1, '', '', :change from tied`,
  ),
  stamped_scan: locked(
    'f',
    `insert into stamped_scan select md5('f')::uuid, id, 1, content, current_date, ${STAFF}, :change from made`,
  ),
  database_mark: 'update database_mark set at = now()',
  idempotency_key: `insert into idempotency_key (actor_id, key, digest, answer) values (${STAFF}, 'k', '', '{}')`,
  file_number: 'update file_number set last = last + 1',
  masked_read: `insert into masked_read values (${FREE}, now(), 1)`,
  gateway_nonce: "insert into gateway_nonce values ('g', 'n', now())",
  job_progress: `insert into job_progress (job_id, done) values (${FREE}, 1)`,
  sequencer: 'update sequencer set last = last',
  area_mark: "update area_mark set mark = mark + 1 where area = 'MONEY'",
  area_write: `insert into area_write values ('ACCESS', 1)`,
  decision_span: `insert into decision_span (slot, household_id, valid_from, known_from, provisional, facts_digest,
      national_outcome, national_categories, national_missing)
    values (0, ${HOUSEHOLD}, '2026-01-01', 1, false, '', 'INELIGIBLE', '{}', '{}')`,
  household_span: `insert into household_span (slot, household_id, valid_from, known_from, steward_id, region, migrant, members)
    values (0, ${HOUSEHOLD}, '2026-01-01', 1, ${UNION}, '410581', false, 1)`,
  decided_household: `insert into decided_household values (0, ${HOUSEHOLD}, 1, null)`,
  undecided_household: `insert into undecided_household values (0, ${HOUSEHOLD}, 1, 'Error at x')`,
  decision_state: "insert into decision_state values (1, 0, 1, 1, 1, '2028-01-01', 'test') on conflict do nothing",
  decision_run: `insert into decision_run values (${FREE}, 0, 1, '2028-01-01', 'test', null, 0, now())`,
  decision_write: `insert into decision_write values (1, ${HOUSEHOLD})`,
};
