import type { ServedPlatform } from './served/platform.ts';

const CHANGE = `mutation ($input: ArchiveChangeHouseholdInput!) { changeHousehold(input: $input) { problems { code } } }`;
const RECEIPT = `insert into assessment_receipt (id, household_id, as_of, level, revision, outcome, categories, figures, missing,
    provisional, rulebook_version, facts_digest, recorded_in)
  select '00000000-0000-7000-8000-0000000000a3', f.household_id, '2026-06-01', 'NATIONAL', 1, 'ELIGIBLE', '{SUDDEN_HARDSHIP}', '{}', '{}',
    '{}', '1', '', f.recorded_in
  from archive_file f where not exists (select from archive_file_step w where w.file_id = f.id) order by f.id limit 1`;
const STEP = `insert into archive_file_step (id, file_id, household_id, number, actor_id, union_id, from_state, to_state, receipt_id,
    act, body, "on", document, until, name, unit, category, recorded_in)
  select '00000000-0000-7000-8000-0000000000a2', f.id, f.household_id, 1, l.actor_id, h.union_id, 'SURVEYED', 'PUBLICISED', r.id,
    'PUBLICISE', 'FILING', '2026-06-01', '=1+1', '2026-06-10', '=1+1', '=1+1', 'SUDDEN_HARDSHIP', f.recorded_in
  from assessment_receipt r join archive_file f on f.household_id = r.household_id join household h on h.id = f.household_id
  join change_log l on l.id = f.recorded_in where r.id = '00000000-0000-7000-8000-0000000000a3'`;

/** Publicises a file of the sample in a few words of SQL, changes its household, and returns the id of the file. */
export async function changeAfterPublicity(served: ServedPlatform, token: string): Promise<string> {
  await served.asOwner(`alter table archive_file_step disable trigger user; alter table assessment_receipt disable trigger user;
    ${RECEIPT}; ${STEP};
    alter table assessment_receipt enable trigger user; alter table archive_file_step enable trigger user`);
  const [row] = await served.asOwner(
    "select file_id as file, household_id as household from archive_file_step where act = 'PUBLICISE' order by id limit 1",
  );
  const input = { householdId: row?.['household'], from: '2026-06-30', state: { mainCause: 'OTHER' } };
  const { data } = await served.ask(CHANGE, { token, variables: { input } });
  if (JSON.stringify(data) !== '{"changeHousehold":{"problems":[]}}') throw new Error(JSON.stringify({ row, data }));
  return String(row?.['file']);
}
