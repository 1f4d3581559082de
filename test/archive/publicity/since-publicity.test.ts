import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { SERVER } from '../../support/register.ts';
import { stepDesk, WAY } from '../procedure/step-desk.ts';

/** What the reviewing union sees of a household beside what was publicised (Article 15). */

let desk: Awaited<ReturnType<typeof stepDesk>>;
beforeAll(async () => {
  desk = await stepDesk(SERVER);
}, 60_000);
afterAll(() => desk.drop());

interface Listed {
  readonly totalCount: number;
  readonly nodes: readonly {
    readonly action: string;
    readonly revision: number;
    readonly facts: readonly { readonly fields: readonly object[] }[];
  }[];
}
const LIST = `query ($id: ID!, $known: Revision) { archiveFile(id: $id, revision: $known) { changesSincePublicity {
  totalCount nodes { action revision facts { fields { term oldText newText } } } } } }`;
async function since(id: string, known: number | null = null): Promise<Listed> {
  const { archiveFile } = await desk.ask('reviewer', LIST, { id, known });
  return (archiveFile as { readonly changesSincePublicity: Listed }).changesSincePublicity;
}

const CHANGE = `mutation ($input: ArchiveChangeHouseholdInput!) { changeHousehold(input: $input) { problems { code } } }`;
async function change(householdId: string, mainCause: string): Promise<void> {
  const input = { householdId, from: '2026-03-05', state: { mainCause } };
  expect((await desk.ask('clerk', CHANGE, { input }))['changeHousehold']).toEqual({ problems: [] });
}

test('the changes of the household since the file was last publicised are listed, with what was and what is', async () => {
  const householdId = await desk.eligible();
  const { file } = await desk.open(householdId);
  const id = file?.id ?? '';
  const step = async (at: number, over: object = {}) => {
    const [who, act, on, words] = WAY[at] ?? ['clerk', 'PUBLICISE', '2026-03-04', {}];
    expect((await desk.take(id, who, act, on, { ...words, ...over })).problems).toEqual([]);
  };
  await change(householdId, 'SCHOOLING');
  expect(await since(id)).toEqual({ totalCount: 0, nodes: [] });
  await step(0);
  expect((await since(id)).totalCount).toBe(0);
  await change(householdId, 'MAJOR_ILLNESS');
  const [seen, ...others] = (await since(id)).nodes;
  expect(others).toEqual([]);
  expect(seen).toMatchObject({
    action: 'CHANGE_HOUSEHOLD',
    facts: expect.arrayContaining([
      { fields: [{ term: '主要致困原因', oldText: '子女上学', newText: '患重特大疾病' }] },
    ]) as unknown,
  });
  // Steps change nothing of the household.
  await step(1);
  await step(2);
  expect((await since(id)).totalCount).toBe(1);
  expect((await since(id, (seen?.revision ?? 0) - 1)).totalCount).toBe(0);
  const returned = await desk.take(id, 'reviewer', 'RETURN', '2026-03-16', { note: '重新公示' });
  expect(returned.problems).toEqual([]);
  await step(0, { on: '2026-03-17', document: '会议纪要〔2026〕2号' });
  expect((await since(id)).totalCount).toBe(0);
});
