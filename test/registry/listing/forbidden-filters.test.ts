import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { GraphQLInputObjectType, GraphQLObjectType } from 'graphql';
import type { Viewer } from '../../../src/access/viewer.ts';
import { openSchema } from '../../../src/app/schema.ts';
import { effectivePolicy } from '../../../src/graph/policy/field-policy.ts';
import { seedSample } from '../../../src/sample/seed.ts';
import { ask, viewerWith } from '../../support/graph.ts';
import { emptyRegister, valueOf } from '../../support/register.ts';
import { DAY } from '../../support/register-household.ts';

/** A filter by a field that the viewer may not read would find nothing, which reads as "no such household". */

let register: Awaited<ReturnType<typeof emptyRegister>>;
const unions: Record<string, string> = {};

beforeAll(async () => {
  register = await emptyRegister('18');
  const { ownerUrl, secrets } = register.platform;
  const options = { households: 60, seed: 3, on: DAY(2026, 6, 30), progress: () => undefined };
  valueOf(await seedSample({ ownerUrl, secrets, ...options }));
  for (const { id, code } of await register.asOwner('select id, code from trade_union'))
    unions[String(code)] = String(id);
});
afterAll(() => register.drop());

const finance = (union: string) => viewerWith('FINANCE_OFFICER', unions[union] ?? '');
/** A finance officer of the city who is a clerk of a county too. */
const both = (): Viewer => ({
  ...finance('410500'),
  grants: [...finance('410500').grants, { role: 'UNION_CLERK', unionId: unions['410502'] ?? '' }],
});

async function asked(viewer: Viewer, field: string) {
  const { result } = await ask(register.platform, `{ ${field} }`, { viewer, today: '2026-06-30' });
  const told = (result.errors ?? []).map(({ extensions: { code, argument } }) => [code, argument]);
  return { data: result.data, told };
}
const households = (filter: string) => `households(filter: { ${filter} }) { totalCount }`;

test.each([
  ['whoever may read it nowhere', () => finance('410500'), ''],
  ['whoever may read it in a part of their territory', both, ''],
  ['whoever may not read it in the union that is named', both, ', union: "410503"'],
])('a filter by a declared fact is refused: %s', async (_, viewer, union) => {
  for (const value of [true, false]) {
    const { data, told } = await asked(viewer(), households(`singleParent: ${value}${union}`));
    expect({ data, told }).toEqual({ data: { households: null }, told: [['FORBIDDEN', 'filter.singleParent']] });
  }
});

test('a partner is refused the list, whatever it is filtered by', async () => {
  for (const given of ['singleParent: true', 'search: "李"', 'union: "410502"', 'workerName: "李"', 'cell: "x"', '']) {
    const wanted = { data: { households: null }, told: [['FORBIDDEN', undefined]] };
    expect(await asked(viewerWith('PARTNER_SYSTEM', unions['410500'] ?? ''), households(given))).toEqual(wanted);
  }
});

test('where every household of the list may be read, the filter finds what it should', async () => {
  const counts = async (viewer: Viewer, union: string) => {
    const count = async (more: string) => {
      const { data, told } = await asked(viewer, households(`union: "${union}"${more}`));
      expect(told).toEqual([]);
      return (data?.['households'] as { readonly totalCount: number }).totalCount;
    };
    return [await count(', singleParent: true'), await count(', singleParent: false'), await count('')] as const;
  };
  for (const [viewer, union] of [
    [both(), '410502'],
    [viewerWith('UNION_CLERK', unions['410500'] ?? ''), '410500'],
  ] as const) {
    const [single, couple, all] = await counts(viewer, union);
    expect(single).toBeGreaterThan(0);
    expect(couple).toBeGreaterThan(0);
    expect(single + couple).toBeLessThanOrEqual(all);
  }
});

test('whoever may see no identity number is refused a search by one', async () => {
  const [person] = await register.asOwner('select id from person limit 1');
  expect(person).toBeDefined();
  for (const field of ['person', 'household']) {
    const wanted = { data: { [field]: null }, told: [['FORBIDDEN', 'idNumber']] };
    const partner = viewerWith('PARTNER_SYSTEM', unions['410500'] ?? '');
    expect(await asked(partner, `${field}(idNumber: "410599199001011155") { id }`)).toEqual(wanted);
    expect((await asked(finance('410500'), `${field}(idNumber: "410599199001011155") { id }`)).told).toEqual([]);
  }
});

test('every field that a list of households is filtered by may be read with the list, or is refused', async () => {
  const schema = openSchema();
  const household = schema.getType('Household') as GraphQLObjectType;
  const filter = schema.getType('ArchiveHouseholdFilterInput') as GraphQLInputObjectType;
  const refused: string[] = [];
  for (const name of Object.keys(filter.getFields())) {
    const field = household.getFields()[name];
    if (field === undefined || effectivePolicy(household, field) === 'READ_HOUSEHOLD') continue;
    const { told } = await asked(finance('410500'), households(`${name}: true`));
    expect(told).toEqual([['FORBIDDEN', `filter.${name}`]]);
    refused.push(name);
  }
  expect(refused).toEqual(['singleParent']);
});
