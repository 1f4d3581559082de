import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseCase } from '../../src/assessment/json/case-json.ts';
import { describeMissing, MISSING_KINDS } from '../../src/eligibility/missing-facts.ts';
import { assess } from '../../src/policy/decision/assess.ts';
import { recordHouseholds } from '../../src/registry/recording/record-household.ts';
import { assessmentCase } from '../support/arbitraries.ts';
import { answerOf, viewerWith } from '../support/graph.ts';
import { builtIn } from '../support/json.ts';
import { newHousehold, sealAll, type TestRegister, testRegister, valueOf } from '../support/register.ts';
import { DAY, householdOfFacts } from '../support/register-household.ts';
import { runs } from '../support/runs.ts';

function parsed(json: unknown) {
  return valueOf(parseCase(json, builtIn()));
}

test('whatever is missing of any facts is described once, in Chinese and in English', () => {
  const kinds = new Set<string>();
  fc.assert(
    fc.property(assessmentCase, (json) => {
      const { facts, standards } = parsed(json);
      const { missing, findings } = assess(facts, standards);
      expect(new Set(missing).size).toBe(missing.length);
      for (const path of [...missing, ...findings.flatMap((finding) => finding.missing)]) {
        const { kind, recordId, zh, en } = describeMissing(path, facts, null);
        kinds.add(kind);
        expect([path, recordId, zh, en]).toEqual([
          path,
          null,
          expect.stringMatching(/^[^a-z]*\p{Script=Han}/u),
          expect.stringMatching(/^[\x20-\x7e’]+$/),
        ]);
        // A member is named by its key, so that two members have two sentences.
        if (kind === 'MEMBER') expect(zh).toContain(path.split('.')[1] ?? '');
      }
    }),
    { ...runs(300, 10_000), examples: worked().map((one) => [one]) as [never][] },
  );
  expect([...kinds].sort()).toEqual(Object.keys(MISSING_KINDS).sort());
});

/** The worked cases of the policy, in which each kind of fact is unknown at least once. */
function worked(): readonly unknown[] {
  const folder = join(__dirname, '..', 'policy', 'cases');
  const files = readdirSync(folder).filter((name) => name.endsWith('.json') && name !== 'refusals.json');
  return files.flatMap((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as unknown[]);
}

let register: TestRegister;
const TODAY = '2019-10-15';

beforeAll(async () => {
  register = await testRegister('18');
  const unknown = worked().filter((one) => (one as { expect?: { missing?: string[] } }).expect?.missing?.length);
  const national = unknown.map(parsed).filter(({ facts }) => facts.level === 'NATIONAL');
  const surveyedOn = DAY(2019, 9, 1);
  const commands = national.map(({ facts }, at) =>
    newHousehold(register, householdOfFacts({ ...facts, surveyedOn }, at * 10), { from: surveyedOn }),
  );
  for (const one of await recordHouseholds(register.deps, commands)) valueOf(one);
  await sealAll(register.platform.database);
});
afterAll(() => register.drop());

interface Missing {
  readonly path: string;
  readonly kind: string;
  readonly recordId: string | null;
}

const TYPES: Readonly<Record<string, string>> = {
  HOUSEHOLD: 'Household',
  MEMBER: 'ArchiveMember',
  EVENT: 'HardshipEvent',
  VEHICLE: 'ArchiveVehicle',
  SCHOOLING: 'ArchiveSchooling',
};

test.each([
  ['today', ''],
  ['another day', ', asOf: "2019-09-20"'],
])('what is missing of a household names its record by an id that shows it, of %s', async (_, times) => {
  const viewer = viewerWith('UNION_CLERK', register.ids['city'] ?? '');
  const ask = (source: string, variables: Record<string, unknown> = {}) =>
    answerOf(register.platform, source, { viewer, today: TODAY, variables });
  const { households } = (await ask(`{ households(first: 200${times}) { nodes { id
    eligibility { missing { path kind recordId } findings { missing { path kind recordId } } } } } }`)) as {
    readonly households: {
      readonly nodes: readonly {
        readonly id: string;
        readonly eligibility: { readonly missing: readonly Missing[]; readonly findings: { missing: Missing[] }[] };
      }[];
    };
  };
  const seen = new Set<string>();
  for (const { id, eligibility } of households.nodes) {
    const all = [...eligibility.missing, ...eligibility.findings.flatMap(({ missing }) => missing)];
    for (const missing of new Map(all.map((one) => [one.path, one])).values()) {
      seen.add(missing.kind);
      if (missing.kind === 'STANDARD') expect(missing.recordId).toBeNull();
      else await expectRecord(missing, id, ask);
    }
  }
  expect([...seen].sort()).toEqual([...Object.keys(TYPES), 'STANDARD'].sort());
});

const FACTS: Readonly<Record<string, string>> = {
  ArchiveMember: 'inRegister livesTogether ableToWork refusedJobOffers farms inEducation disabled ill',
  HardshipEvent: 'grave compensationInPlace',
  ArchiveVehicle: 'owned regularUse asEmployee',
  ArchiveSchooling: 'private publicTuition abroadSelfFunded',
};
const FRAGMENTS = Object.entries(FACTS).map(
  ([type, fields]) => `... on ${type} { ${fields} of${type}: household { id } }`,
);

/** Checks that the id names the household, or the record of it whose fact is unknown. */
async function expectRecord(
  { path, kind, recordId: id }: Missing,
  householdId: string,
  ask: (source: string, variables: Record<string, unknown>) => Promise<Record<string, unknown>>,
): Promise<void> {
  const { node } = (await ask(`query ($id: ID!) { node(id: $id) { __typename id ${FRAGMENTS.join(' ')} } }`, {
    id,
  })) as {
    readonly node: Readonly<Record<string, unknown>>;
  };
  const type = TYPES[kind] ?? '';
  const owner = kind === 'HOUSEHOLD' ? { id: node['id'] } : node[`of${type}`];
  expect([path, node['__typename'], node['id'], owner]).toEqual([path, type, id, { id: householdId }]);
  const fact = path.split('.').at(-1) ?? '';
  if (kind === 'HOUSEHOLD' || fact === 'employment') return;
  // A benchmark of 0 is none (R14).
  expect(fact === 'publicTuition' ? [null, '0.00'] : [null]).toContain(node[fact]);
}
