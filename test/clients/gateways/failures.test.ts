import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, beforeEach, describe, test } from 'node:test';
import { CITY_CLERK, tokenOf } from '../support/platform.ts';
import { startApollo } from './support/apollo.ts';
import { type Federation, startFederation } from './support/federation.ts';
import type { StartGateway } from './support/gateway.ts';
import { startHive } from './support/hive.ts';
import { startStitching } from './support/stitching.ts';

const QUERY = '{ households(first: 1) { totalCount } }';
const ANSWER = { households: { totalCount: 204 } };

/** How users of such gateways were hurt where requests are signed. */
describe('gateways whose requests are signed', () => {
  let federation: Federation;
  before(async () => {
    federation = await startFederation('apollo', startApollo());
  });
  after(() => federation.close());
  beforeEach(() => {
    federation.bangfu.sent.length = 0;
  });

  const askOf = async (start: StartGateway, query = QUERY) => {
    const gateway = await federation.startOther(start);
    const answer = await gateway.ask(query, { token: tokenOf('clerk') });
    await gateway.close();
    return answer;
  };
  const signatures = () => federation.bangfu.sent.map(({ headers }) => String(headers['bangfu-signature']));

  const retrying: Readonly<Record<string, StartGateway>> = {
    'Hive Gateway': startHive({ upstreamRetry: { maxRetries: 2, retryDelay: 10 } }),
    'schema stitching': startStitching({ retry: 3 }),
  };
  for (const [name, start] of Object.entries(retrying)) {
    test(`${name} signs a retry anew`, async () => {
      federation.bangfu.failures = 1;
      assert.deepEqual(await askOf(start), { data: ANSWER });
      const nonces = signatures().map((signature) => /nonce=([^,]+)/.exec(signature)?.[1]);
      assert.equal(nonces.length, 2);
      assert.equal(new Set(nonces).size, 2);
    });
  }

  test('readers whose equal requests are tried again at the same time each get their own answer', async () => {
    const gateway = await federation.startOther(startHive({ upstreamRetry: { maxRetries: 4, retryDelay: 10 } }));
    federation.bangfu.failures = 3;
    const answers = await Promise.all(
      [CITY_CLERK, 'clerk'].map((role) => gateway.ask(QUERY, { token: tokenOf(role) })),
    );
    await gateway.close();
    assert.deepEqual(answers, [{ data: { households: { totalCount: 2000 } } }, { data: ANSWER }]);
    assert.equal(federation.bangfu.failures, 0);
  });

  test('`@apollo/gateway` signs the hash of a persisted query, and the query that follows', async () => {
    const gateway = await federation.startOther(startApollo({ apq: true }));
    // A query that was never asked before.
    const name = `q${randomBytes(8).toString('hex')}`;
    const query = `{ ${name}: households(first: 1) { totalCount } }`;
    const asking = { token: tokenOf('clerk') };
    const expected = { data: { [name]: ANSWER.households } };
    assert.deepEqual(await gateway.ask(query, asking), expected);
    assert.equal(federation.bangfu.sent.length, 2);
    assert.deepEqual(await gateway.ask(query, asking), expected);
    assert.equal(federation.bangfu.sent.length, 3);
    assert.ok(!federation.bangfu.sent[2]?.body.toString().includes('households'));
    await gateway.close();
  });

  test('schema stitching signs the address where it asks by GET', async () => {
    assert.deepEqual(await askOf(startStitching({ useGETForQueries: true })), { data: ANSWER });
    assert.deepEqual(
      federation.bangfu.sent.map(({ method, path }) => [method, path.startsWith('/graphql?query=')]),
      [['GET', true]],
    );
  });

  test('Hive Gateway is told with a sentence that a compressed request cannot be signed, and sends nothing', async () => {
    const contentEncoding = { subgraphs: ['*'] };
    const { data, errors } = await askOf(startHive({ contentEncoding, maskedErrors: false }));
    assert.equal((data as { households: unknown } | null | undefined)?.households ?? null, null);
    assert.match(JSON.stringify(errors), /takes no compressed requests|text or bytes can be signed/);
    assert.deepEqual(federation.bangfu.sent, []);
  });
});
