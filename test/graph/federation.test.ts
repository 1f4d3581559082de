import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { type Known, post, startSubgraph, type Subgraph } from '../support/federation.ts';
import { composed, type Federation, type ReliefRecord, startFederation } from '../support/federation-gateway.ts';

const COUNTY = '410502';
const CITY = '410500';
const ALLOWANCE = { programme: '最低生活保障', recognisedOn: '2024-03-01' };

let subgraph: Subgraph;
let federation: Federation;
/** Of 24 households a person each: 12 with stewards under 文峰区, 12 elsewhere. Civil affairs has a record of each of them. */
let near: readonly Known[];
let far: readonly Known[];
let recognised: readonly Known[];
let records: readonly ReliefRecord[];

beforeAll(async () => {
  subgraph = await startSubgraph();
  const households = [...new Map(subgraph.persons.map((person) => [person.householdId, person])).values()];
  const ofWorker = await workersHousehold();
  const isTheirs = ({ householdId }: Known) => householdId === ofWorker;
  near = [...households.filter(isTheirs), ...households.filter((one) => isNear(one) && !isTheirs(one))].slice(0, 12);
  far = households.filter((person) => !isNear(person)).slice(0, 12);
  recognised = [...near, ...far];
  records = recognised.map(({ token, fileNumber }) => ({ ...ALLOWANCE, token, fileNumber }));
  federation = await startFederation(subgraph.url, subgraph.gateways.civil, records);
});
afterAll(async () => {
  await federation.close();
  await subgraph.close();
});
beforeEach(() => {
  federation.sent.length = 0;
});

const isNear = ({ steward }: Known) => steward.startsWith(COUNTY);
const clerk = (union: string) => subgraph.bearer({ role: 'clerk', union });
const first = ([person]: readonly Known[]): Known => {
  if (person === undefined) throw new Error('the sample has too few persons');
  return person;
};
const masked = (number: string) => '*'.repeat(14) + number.slice(-4);

/** The household of the sample's worker of 文峰区: all that they see. */
async function workersHousehold(): Promise<string> {
  const authorization = await subgraph.bearer({ role: 'worker', union: COUNTY });
  const query = '{ households { nodes { id } } }';
  const { data } = await post(subgraph.url, JSON.stringify({ query }), { authorization });
  const { nodes } = data?.['households'] as { readonly nodes: readonly { readonly id: string }[] };
  expect(nodes).toHaveLength(1);
  return nodes[0]?.id ?? '';
}

/** What was sent on, in its order: to whom, and how many objects it was asked to complete. */
const sent = () =>
  federation.sent.map(({ subgraph: name, variables: { representations } }) =>
    Array.isArray(representations) ? `${name} × ${representations.length}` : name,
  );

/** A field of the person, or of the household, of every record. */
const listed = async (selection: string, asking: Parameters<Federation['ask']>[1]) => {
  const { data, codes } = await federation.ask(`{ reliefRecords { programme ${selection} } }`, asking);
  const found = data?.['reliefRecords'] as readonly { readonly programme: string; readonly person: unknown }[];
  expect(found.map(({ programme }) => programme)).toEqual(records.map(({ programme }) => programme));
  return { codes, found, persons: found.map(({ person }) => person) };
};

test('the two subgraphs compose without an error or a hint of any level', () => {
  const { errors, hints, supergraphSdl = '' } = composed({ bangfu: 'http://bangfu', civil: 'http://civil' });
  expect([errors, hints]).toEqual([undefined, []]);
  for (const key of ['@join__type(graph: BANGFU, key: "token")', '@join__type(graph: CIVIL, key: "fileNumber")']) {
    expect(supergraphSdl).toContain(key);
  }
});

test('a person by id is completed with public relief; civil affairs is told its own token and nothing else', async () => {
  const { id, name, token } = first(near);
  const { data, codes } = await federation.ask(
    'query ($id: ID) { person(id: $id) { name reliefRecords { programme recognisedOn } } }',
    { authorization: await clerk(COUNTY), variables: { id } },
  );
  expect([codes, data]).toEqual([[], { person: { name, reliefRecords: [ALLOWANCE] } }]);
  expect(sent()).toEqual(['bangfu', 'civil × 1']);
  expect(federation.sent[1]?.variables).toEqual({ representations: [{ __typename: 'Person', token }] });
});

test('persons whom civil affairs knows by token alone are completed with our side, all in one request', async () => {
  const authorization = await clerk(CITY);
  const { codes, persons } = await listed('person { id name household { id fileNumber eligibility { outcome } } }', {
    authorization,
  });
  const outcomes = await outcomesOf(authorization);
  expect([codes, persons]).toEqual([
    [],
    recognised.map(({ id, name, householdId, fileNumber }) => ({
      ...{ id, name },
      household: { id: householdId, fileNumber, eligibility: { outcome: outcomes.get(householdId) } },
    })),
  ]);
  expect(new Set(outcomes.values())).toEqual(new Set(['ELIGIBLE', 'INELIGIBLE', 'INDETERMINATE']));
  expect(sent()).toEqual(['civil', 'bangfu × 24']);
});

/** What our side alone says of all households. */
async function outcomesOf(authorization: string): Promise<ReadonlyMap<string, string>> {
  const query = '{ households(first: 200) { nodes { id eligibility { outcome } } } }';
  const { data } = await post(subgraph.url, JSON.stringify({ query }), { authorization });
  const { nodes } = data?.['households'] as {
    readonly nodes: readonly { readonly id: string; readonly eligibility: { readonly outcome: string } }[];
  };
  return new Map(nodes.map(({ id, eligibility }) => [id, eligibility.outcome]));
}

test('a household by id is completed with public relief, and so is each of its members', async () => {
  const { id: personId, householdId, fileNumber } = first(far);
  const { data, codes } = await federation.ask(
    `query ($id: ID) { household(id: $id) { fileNumber recognisedRelief { programme recognisedOn }
      members { person { id reliefRecords { programme } } } } }`,
    { authorization: await clerk(CITY), variables: { id: householdId } },
  );
  const members = subgraph.persons.filter((person) => person.householdId === householdId);
  const relief = ({ id }: Known) => (id === personId ? [{ programme: ALLOWANCE.programme }] : []);
  const shown = members.map((member) => ({ person: { id: member.id, reliefRecords: relief(member) } }));
  expect([codes, data]).toEqual([[], { household: { fileNumber, recognisedRelief: [ALLOWANCE], members: shown } }]);
  expect(sent().toSorted()).toEqual(['bangfu', 'civil × 1', `civil × ${members.length}`]);
});

test('households that civil affairs knows by their file are completed with our side, all in one request', async () => {
  const authorization = await clerk(CITY);
  const { codes, found } = await listed('household { id fileNumber steward { code } }', { authorization });
  expect([codes, found]).toEqual([
    [],
    recognised.map(({ householdId, fileNumber, steward }) => ({
      programme: ALLOWANCE.programme,
      household: { id: householdId, fileNumber, steward: { code: steward } },
    })),
  ]);
  expect(sent()).toEqual(['civil', 'bangfu × 24']);
});

test('what is not the reader’s to see is null, and takes nothing of civil affairs’ with it', async () => {
  const { codes, found } = await listed('recognisedOn person { name } household { id }', {
    authorization: await clerk(COUNTY),
  });
  expect([codes, found]).toEqual([
    [],
    recognised.map((person) => ({
      ...ALLOWANCE,
      person: isNear(person) ? { name: person.name } : null,
      household: isNear(person) ? { id: person.householdId } : null,
    })),
  ]);
});

test('a partner sees who is eligible and numbers masked, but no incomes and nobody by an identity number', async () => {
  const { id, token, identityNumber } = first(far);
  const { data, codes } = await federation.ask(
    `query ($id: ID, $token: String, $number: String) {
      byId: person(id: $id) { name }
      person(token: $token) { identityNumber household { eligibility { outcome } incomes { amount } } reliefRecords { programme } }
      named: person(idNumber: $number) { name }
    }`,
    {
      authorization: await subgraph.bearer({ role: 'partner', union: CITY }),
      ...{ purpose: '信息比对', variables: { id, token, number: identityNumber } },
    },
  );
  expect(data).toEqual({
    byId: null,
    person: {
      identityNumber: masked(identityNumber),
      household: { eligibility: { outcome: expect.stringMatching(/ELIGIBLE|INDETERMINATE/) }, incomes: null },
      reliefRecords: [{ programme: ALLOWANCE.programme }],
    },
    named: null,
  });
  expect(codes).toEqual(['FORBIDDEN', 'FORBIDDEN']);
});

test('a worker finds in civil affairs’ whole list their own family, a statistician nobody', async () => {
  const seenBy = async (role: string) => {
    const authorization = await subgraph.bearer({ role, union: COUNTY });
    return (await listed('person { name household { id } }', { authorization })).persons;
  };
  const ofWorker = await workersHousehold();
  const theirs = ({ name, householdId }: Known) =>
    householdId === ofWorker ? { name, household: { id: householdId } } : null;
  expect(await seenBy('worker')).toEqual(recognised.map(theirs));
  expect((await seenBy('worker')).filter((person) => person !== null)).toHaveLength(1);
  expect(await seenBy('statistician')).toEqual(recognised.map(() => null));
});

test('the reader’s token and purpose go along: a sensitive value is shown, and the read is on record', async () => {
  const authorization = await clerk(COUNTY);
  const numbers = (persons: readonly unknown[]) =>
    persons.map((person) => (person as Known | null)?.identityNumber ?? null);
  const shown = (show: (number: string) => string) =>
    recognised.map((person) => (isNear(person) ? show(person.identityNumber) : null));
  const without = await listed('person { id identityNumber }', { authorization });
  expect(numbers(without.persons)).toEqual(shown(masked));
  const within = await listed('person { id identityNumber }', { authorization, purpose: '信息比对：与民政救助' });
  expect(numbers(within.persons)).toEqual(shown((number) => number));
  const [read, ...more] = await subgraph.register.asOwner(
    "select purpose, subjects from sensitive_read where purpose = '信息比对：与民政救助'",
  );
  expect(more).toEqual([]);
  const subjects = read?.['subjects'] as readonly { readonly id: string }[];
  expect(subjects.map(({ id }) => id).toSorted()).toEqual(near.map(({ id }) => id).toSorted());
});

test('nobody stays nobody behind the gateway', async () => {
  const { codes, persons } = await listed('person { name }', {});
  expect([codes, persons]).toEqual([['UNAUTHENTICATED'], recognised.map(() => null)]);
});

test.each([
  ['other', []],
  ['stranger', ['UNAUTHENTICATED']],
] as const)('behind the gateway `%s` the tokens of this contract are nobody’s', async (name, expected) => {
  const elsewhere = await startFederation(subgraph.url, subgraph.gateways[name], records);
  const asking = { authorization: await clerk(CITY) };
  const { data, codes } = await elsewhere.ask('{ reliefRecords { person { name } } }', asking);
  await elsewhere.close();
  expect([codes, data]).toEqual([expected, { reliefRecords: records.map(() => ({ person: null })) }]);
});
