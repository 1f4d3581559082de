import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { errorMessage } from '../../src/graph/error.ts';
import { post, signature, signed, startSubgraph, type Subgraph } from '../support/federation.ts';

const BODY = JSON.stringify({ query: '{ _service { sdl } }' });
const REQUEST = { method: 'POST', path: '/graphql', body: BODY };
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/;

let subgraph: Subgraph;
/** The lines of the log since the test began. */
const lines: Readonly<Record<string, unknown>>[] = [];

beforeAll(async () => {
  subgraph = await startSubgraph({ log: (line) => lines.push(JSON.parse(line) as (typeof lines)[number]) });
});
afterAll(() => subgraph.close());
beforeEach(() => {
  lines.length = 0;
});

const civil = () => subgraph.gateways.civil;
const refusals = () => lines.filter(({ msg }) => msg === 'gateway refused');

/** The only refusal of the log, which has the id of the answer, and the answer no more than the id. */
async function refusalOf(headers: Readonly<Record<string, string>>, body = BODY) {
  const { status, text } = await post(subgraph.url, body, headers);
  const [error, ...more] = (JSON.parse(text) as { errors: { message: string; extensions: { errorId: string } }[] })
    .errors;
  expect([status, more, error]).toEqual([
    401,
    [],
    {
      message: errorMessage('UNAUTHENTICATED'),
      extensions: { code: 'UNAUTHENTICATED', argument: 'bangfu-signature', errorId: expect.stringMatching(UUID) },
    },
  ]);
  const [line, ...others] = refusals();
  expect([others, line?.['errorId'], line?.['level']]).toEqual([[], error?.extensions.errorId, 40]);
  const logged = Object.entries(line ?? {});
  return Object.fromEntries(logged.filter(([name]) => !['errorId', 'level', 'msg', 'time'].includes(name)));
}

const reasons: Readonly<Record<string, () => readonly [headers: Record<string, string>, expected: object]>> = {
  'no signature of that form': () => [{ 'bangfu-signature': 'x' }, { reason: 'SIGNATURE_MALFORMED' }],
  'a gateway that is not on file': () => [
    signed(subgraph.gateways.stranger, BODY),
    { reason: 'GATEWAY_UNKNOWN', gateway: 'stranger' },
  ],
  'a clock that is ahead': () => [
    signed(civil(), BODY, { seconds: 3600 }),
    { reason: 'CLOCK', gateway: 'civil-affairs', skewSeconds: expect.closeTo(3600, -1) },
  ],
  'a clock that is behind': () => [
    signed(civil(), BODY, { seconds: -90 }),
    { reason: 'CLOCK', gateway: 'civil-affairs', skewSeconds: expect.closeTo(-90, -1) },
  ],
  'another key': () => [
    signed({ ...civil(), contractKey: subgraph.gateways.other.contractKey }, BODY),
    { reason: 'SIGNATURE_MISMATCH', gateway: 'civil-affairs' },
  ],
  'another path': () => [
    signature(civil(), { ...REQUEST, path: '/behind-a-proxy/graphql' }),
    { reason: 'SIGNATURE_MISMATCH', gateway: 'civil-affairs' },
  ],
  'a body that was changed on the way': () => [
    signed(civil(), `${BODY} `),
    { reason: 'BODY_CHANGED', gateway: 'civil-affairs' },
  ],
};

test.each(Object.keys(reasons))('%s: the log says so, with the id of the answer', async (name) => {
  const [headers, expected] = reasons[name]?.() ?? [];
  expect(await refusalOf(headers ?? {})).toEqual({ ...expected, trace: expect.stringMatching(/^[0-9a-f]{32}$/) });
});

test('a nonce that was used: the log says so, and nothing of the request that held', async () => {
  const headers = signed(civil(), BODY);
  expect((await post(subgraph.url, BODY, headers)).status).toBe(200);
  expect(refusals()).toEqual([]);
  expect(await refusalOf(headers)).toMatchObject({ reason: 'NONCE_USED', gateway: 'civil-affairs' });
});

test('the log has the ids of the gateway: the trace, and the request’s own if it is one', async () => {
  const trace = randomBytes(16).toString('hex');
  const traceparent = `00-${trace}-00f067aa0ba902b7-01`;
  const ids: Readonly<Record<string, string | undefined>> = {
    'b7e6a1f0-1111-4222-8333-012345678901': 'b7e6a1f0-1111-4222-8333-012345678901',
    'req:42.a_b': 'req:42.a_b',
    '410502199001011234': undefined,
    'a 4105 0219 9001 0112 34': undefined,
    'name <x>': undefined,
    ['x'.repeat(101)]: undefined,
  };
  for (const [id, expected] of Object.entries(ids)) {
    lines.length = 0;
    const said = await refusalOf({ 'bangfu-signature': 'x', traceparent, 'x-request-id': id });
    expect([id, said]).toEqual([
      id,
      { trace, reason: 'SIGNATURE_MALFORMED', ...(expected === undefined ? {} : { requestId: expected }) },
    ]);
  }
});

test('a gateway whose name could be a personal number is not named', async () => {
  const headers = signed({ ...subgraph.gateways.stranger, id: '410502199001011234' }, BODY);
  expect(await refusalOf(headers)).toEqual({ reason: 'GATEWAY_UNKNOWN', trace: expect.any(String) });
  expect(JSON.stringify(lines)).not.toContain('410502199001011234');
});

test('a wrong token of a reader is no refusal of the gateway', async () => {
  const answer = await post(subgraph.url, BODY, { authorization: 'Bearer a.b.c', ...signed(civil(), BODY) });
  expect([answer.status, answer.codes]).toEqual([401, ['UNAUTHENTICATED']]);
  expect([answer.text.includes('errorId'), refusals()]).toEqual([false, []]);
});
