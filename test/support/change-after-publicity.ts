import type { ServedPlatform } from './served/platform.ts';

const CHANGE = `mutation ($input: ArchiveChangeHouseholdInput!) { changeHousehold(input: $input) { problems { code } } }`;

/** Changes the household of a file of the sample that was publicised, and returns the id of the file. */
export async function changeAfterPublicity(served: ServedPlatform, token: string): Promise<string> {
  const [row] = await served.asOwner(
    `select file_id as file, household_id as household from archive_file_step
     where act = 'PUBLICISE' order by "on" desc, file_id limit 1`,
  );
  const input = { householdId: row?.['household'], from: '2026-06-30', state: { mainCause: 'OTHER' } };
  const { data } = await served.ask(CHANGE, { token, variables: { input } });
  if (JSON.stringify(data) !== '{"changeHousehold":{"problems":[]}}') throw new Error(JSON.stringify(data));
  return String(row?.['file']);
}
