import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { contractToken } from '../../src/signing/contract-token.ts';
import { subgraphSdl } from '../../src/graph/federation.ts';
import { openSchema } from '../../src/app/schema.ts';
import {
  type Answered,
  type Known,
  post,
  signature,
  signed,
  startSubgraph,
  type Subgraph,
} from '../support/federation.ts';

const SERVICE = JSON.stringify({ query: '{ _service { sdl } }' });
const UNAUTHENTICATED = { status: 401, data: undefined, codes: ['UNAUTHENTICATED'] };

let subgraph: Subgraph;
let authorization: string;
let person: Known;
/** Asks for a person by token. */
let entities: string;

beforeAll(async () => {
  subgraph = await startSubgraph();
  authorization = await subgraph.bearer({ role: 'clerk', union: '410500' });
  const [first] = subgraph.persons;
  if (first === undefined) throw new Error('the sample has no persons');
  person = first;
  entities = entitiesOf({ __typename: 'Person', token: person.token });
});
afterAll(() => subgraph.close());

const entitiesOf = (...representations: readonly object[]) => {
  const query = 'query ($of: [_Any!]!) { _entities(representations: $of) { ... on Person { name token } } }';
  return JSON.stringify({ query, variables: { of: representations } });
};
const ask = async (body: string, headers: Readonly<Record<string, string>>): Promise<Omit<Answered, 'text'>> => {
  const { status, data, codes } = await post(subgraph.url, body, headers);
  return { status, data, codes };
};

test('without a signature the machinery of federation is refused, whoever asks', async () => {
  for (const headers of [{}, { authorization }]) {
    expect(await ask(SERVICE, headers)).toEqual({ status: 200, data: null, codes: ['FORBIDDEN'] });
    expect(await ask(entities, headers)).toEqual({ status: 200, data: null, codes: ['FORBIDDEN'] });
  }
});

test('a gateway reads the schema for itself, but entities only for somebody', async () => {
  const { civil } = subgraph.gateways;
  const service = await post(subgraph.url, SERVICE, signed(civil, SERVICE));
  expect([service.status, service.codes, service.data]).toEqual([
    ...[200, []],
    { _service: { sdl: subgraphSdl(openSchema()) } },
  ]);
  expect(await ask(entities, signed(civil, entities))).toEqual({ status: 200, data: null, codes: ['UNAUTHENTICATED'] });
  const { name, token } = person;
  expect(await ask(entities, { authorization, ...signed(civil, entities) })).toEqual({
    ...{ status: 200, data: { _entities: [{ name, token }] }, codes: [] },
  });
});

test('a signature holds once, even where many come at the same time', async () => {
  const headers = { authorization, ...signed(subgraph.gateways.civil, entities) };
  const answers = await Promise.all(Array.from({ length: 8 }, () => ask(entities, headers)));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(answers.filter(({ status }) => status === 401)).toHaveLength(7);
  expect(await ask(entities, headers)).toEqual(UNAUTHENTICATED);
  const nonce = randomBytes(16).toString('base64url');
  const again = () => ask(SERVICE, signed(subgraph.gateways.civil, SERVICE, { nonce }));
  expect((await again()).status).toBe(200);
  expect(await again()).toEqual(UNAUTHENTICATED);
});

test('a signature over another request, of another time or of nobody known is refused', async () => {
  const { civil, other, stranger } = subgraph.gateways;
  const request = { method: 'POST', path: '/graphql', body: entities };
  const good = signature(civil, request)['bangfu-signature'] ?? '';
  const wrong: Readonly<Record<string, Record<string, string>>> = {
    'another body': signature(civil, { ...request, body: SERVICE }),
    'a character more': signature(civil, { ...request, body: `${entities} ` }),
    'another path': signature(civil, { ...request, path: '/graphql?query={_service{sdl}}' }),
    'another method': signature(civil, { ...request, method: 'GET' }),
    'an old time': signature(civil, request, { seconds: -90 }),
    'a time to come': signature(civil, request, { seconds: 90 }),
    'an unknown gateway': signature(stranger, request),
    'the key of another': signature({ ...civil, contractKey: other.contractKey }, request),
    'a short nonce': signature(civil, request, { nonce: 'abc' }),
    'a nonce put in': {
      'bangfu-signature': good.replace(/nonce=[^,]*/, `nonce=${randomBytes(16).toString('base64url')}`),
    },
    'another name': { 'bangfu-signature': good.replace('civil-affairs', 'other') },
    'no signature at all': { 'bangfu-signature': '' },
    'something else': { 'bangfu-signature': 'Bearer x' },
  };
  for (const [what, headers] of Object.entries(wrong)) {
    expect([what, await ask(entities, { authorization, ...headers })]).toEqual([what, UNAUTHENTICATED]);
  }
  const names = JSON.stringify({ query: '{ tradeUnions(first: 1) { nodes { code } } }' });
  expect(await ask(names, { authorization, ...signed(stranger, names) })).toEqual(UNAUTHENTICATED);
  expect((await ask(names, { authorization })).codes).toEqual([]);
  expect((await ask(entities, { authorization, 'bangfu-signature': good })).status).toBe(200);
});

test('by GET, the query in the address is what is signed', async () => {
  const read = async (path: string, proof: Record<string, string>) => {
    const url = new URL(path, subgraph.url);
    const response = await fetch(url, { headers: { 'content-type': 'application/json', ...proof } });
    return { status: response.status, text: await response.text() };
  };
  const path = '/graphql?query=%7B%20_service%20%7B%20sdl%20%7D%20%7D';
  const proofOf = (over: string) => signature(subgraph.gateways.civil, { method: 'GET', path: over, body: '' });
  expect(await read(path, proofOf(path))).toEqual({ status: 200, text: expect.stringContaining('type Person') });
  const refused = { status: 401, text: expect.stringContaining('UNAUTHENTICATED') };
  expect(await read(path, proofOf('/graphql'))).toEqual(refused);
  expect(await read(path, proofOf(`${path}&operationName=x`))).toEqual(refused);
});

test('a token is of its contract alone: under another key, and without a gateway, it is nobody’s', async () => {
  const { civil, other } = subgraph.gateways;
  const under = contractToken(other.contractKey, person.identityNumber);
  expect(under).not.toBe(person.token);
  const asked = entitiesOf({ __typename: 'Person', token: person.token }, { __typename: 'Person', token: under });
  const found = (token: string) => ({ name: person.name, token });
  expect((await ask(asked, { authorization, ...signed(civil, asked) })).data).toEqual({
    _entities: [found(person.token), null],
  });
  expect((await ask(asked, { authorization, ...signed(other, asked) })).data).toEqual({
    _entities: [null, found(under)],
  });
});

test('a person has a token only before a gateway, the one of its contract', async () => {
  const body = JSON.stringify({
    query:
      'query ($id: ID, $token: String) { byId: person(id: $id) { token } byToken: person(token: $token) { name } }',
    variables: { id: person.id, token: person.token },
  });
  const { civil, other } = subgraph.gateways;
  const answerTo = async (proof: Record<string, string>) => (await ask(body, { authorization, ...proof })).data;
  expect(await answerTo({})).toEqual({ byId: { token: null }, byToken: null });
  expect(await answerTo(signed(civil, body))).toEqual({
    byId: { token: person.token },
    byToken: { name: person.name },
  });
  const under = contractToken(other.contractKey, person.identityNumber);
  expect(await answerTo(signed(other, body))).toEqual({ byId: { token: under }, byToken: null });
});

test('the signature proves the gateway and nobody else: rights stay those of the reader', async () => {
  const far = subgraph.persons.find(({ steward }) => steward.startsWith('410581'));
  const asked = entitiesOf({ __typename: 'Person', token: far?.token });
  const answerTo = async (role: string, union: string) => {
    const bearer = await subgraph.bearer({ role, union });
    const headers = { authorization: bearer, 'bangfu-purpose': encodeURIComponent('信息比对') };
    return (await ask(asked, { ...headers, ...signed(subgraph.gateways.civil, asked) })).data;
  };
  const found = { _entities: [{ name: far?.name, token: far?.token }] };
  expect(await answerTo('clerk', '410581')).toEqual(found);
  expect(await answerTo('partner', '410500')).toEqual(found);
  expect(await answerTo('clerk', '410502')).toEqual({ _entities: [null] });
  expect(await answerTo('administrator', '410500')).toEqual({ _entities: [null] });
  const forged = { authorization: 'Bearer a.b.c', ...signed(subgraph.gateways.civil, asked) };
  expect(await ask(asked, forged)).toEqual(UNAUTHENTICATED);
});
