import { createHmac, createPublicKey } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { generateKeyPair, importJWK, type JWK, type JWTPayload, SignJWT } from 'jose';
import { pino } from 'pino';
import { SAMPLE_ISSUER, signingKey } from '../../src/access/token/signing-key.ts';
import { errorMessage } from '../../src/graph/error.ts';
import { serveGraph } from '../../src/app/serve.ts';
import { emptyRegister, valueOf } from '../support/register.ts';
import { servedAnswerOf, type ServedAnswer, type ServedPlatform, startServed } from '../support/served/platform.ts';

const REGIONS = '{ regions { code } }';
const UNAUTHENTICATED = {
  errors: [{ message: errorMessage('UNAUTHENTICATED'), extensions: { code: 'UNAUTHENTICATED' } }],
};

const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
const now = () => Math.floor(Date.now() / 1000);
const claims = (over: object = {}) => ({
  ...{ iss: SAMPLE_ISSUER, aud: 'bangfu', sub: 'clerk.410502', exp: now() + 60 },
  ...over,
});

describe('a token that does not hold', () => {
  let served: ServedPlatform;
  let good = '';
  beforeAll(async () => {
    served = await startServed({ households: 5 });
    good = await served.bearer({ role: 'clerk', union: '410502' });
  });
  afterAll(() => served.close());

  /** The same everywhere: no detail, nothing executed, nothing of it repeated or logged. */
  const expectRefused = async (token: string) => {
    const { url, ask } = served;
    const search = new URLSearchParams({ query: REGIONS });
    const headers = { authorization: token };
    const answers: readonly ServedAnswer[] = [
      await ask(REGIONS, { token }),
      await ask('{ __typename }', { token }),
      await ask('mutation { cancelJob(id: "x") { id } }', { token }),
      await servedAnswerOf(
        await fetch(`${url}/graphql?${search.toString()}`, {
          headers: { ...headers, 'apollo-require-preflight': '1' },
        }),
      ),
      await servedAnswerOf(
        await fetch(`${url}/imports?union=410502-Q1`, {
          ...{ method: 'POST', body: 'PK' },
          headers: {
            ...headers,
            'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
          },
        }),
      ),
    ];
    for (const { status, text } of answers)
      expect([token, status, JSON.parse(text)]).toEqual([token, 401, UNAUTHENTICATED]);
    const [, , signature = ''] = token.split('.');
    if (signature.length > 8) expect(served.log()).not.toContain(signature);
  };

  test('one that holds is answered', async () => {
    const { status, data } = await served.ask(REGIONS, { token: good });
    expect([status, data?.['regions']]).toEqual([200, expect.arrayContaining([{ code: '410502' }])]);
  });

  test.each(['none', 'None', 'NONE', ''])('of algorithm “%s”', async (alg) => {
    await expectRefused(`Bearer ${encode({ alg })}.${encode(claims())}.`);
    await expectRefused(`Bearer ${encode({ alg })}.${encode(claims())}.c2lnbmF0dXJl`);
  });

  test.each(['HS256', 'HS512'])('of algorithm %s, with the public key for a secret', async (alg) => {
    const { publicKey } = await signingKey(served.config);
    const pem = createPublicKey({ key: { ...publicKey }, format: 'jwk' }).export({ format: 'pem', type: 'spki' });
    for (const secret of [pem.toString(), JSON.stringify(publicKey), Buffer.from(publicKey.x ?? '', 'base64url')]) {
      const head = `${encode({ alg, kid: publicKey.kid })}.${encode(claims())}`;
      const hash = alg === 'HS256' ? 'sha256' : 'sha512';
      await expectRefused(`Bearer ${head}.${createHmac(hash, secret).update(head).digest('base64url')}`);
    }
  });

  test('signed by another key under the name of ours', async () => {
    const { publicKey } = await signingKey(served.config);
    const { privateKey } = await generateKeyPair('EdDSA');
    const token = new SignJWT(claims()).setProtectedHeader({
      alg: 'EdDSA',
      ...(publicKey.kid === undefined ? {} : { kid: publicKey.kid }),
    });
    await expectRefused(`Bearer ${await token.sign(privateKey)}`);
  });

  test('for another audience', async () => {
    const { sign } = await signingKey({ ...served.config, audience: 'elsewhere' });
    await expectRefused(`Bearer ${await sign('clerk.410502')}`);
  });

  test('changed after it was signed', async () => {
    const [head = '', body = '', signature = ''] = good.split('.');
    const admin = encode({ ...(JSON.parse(Buffer.from(body, 'base64url').toString()) as object), sub: 'admin' });
    for (const token of [
      `${head}.${admin}.${signature}`,
      `${head}.${body}.${signature.slice(1)}`,
      `${head}.${body}.`,
    ]) {
      await expectRefused(token);
    }
  });

  test.each([
    { exp: now() - 60 },
    { exp: null },
    { nbf: now() + 600 },
    { aud: 'elsewhere' },
    { iss: 'https://idp.example' },
    { sub: null },
    { sub: 'clerk.410502\n' },
    { sub: "' or 1=1 --" },
    { sub: { $gt: '' } },
  ])('signed by the right key, but saying %j', async (over) => {
    const key = JSON.parse(readFileSync(join(served.config.dataFolder, 'signing-key.json'), 'utf8')) as JWK;
    const payload = JSON.parse(JSON.stringify(claims(over))) as JWTPayload;
    const token = new SignJWT(payload).setProtectedHeader({ alg: 'EdDSA' });
    await expectRefused(`Bearer ${await token.sign(await importJWK(key, 'EdDSA'))}`);
  });

  test('of nobody, of a member of staff who was deactivated', async () => {
    const { sign } = await signingKey(served.config);
    await expectRefused(`Bearer ${await sign('nobody')}`);
    const token = await served.bearer({ staff: 'finance.410522' });
    expect((await served.ask(REGIONS, { token })).status).toBe(200);
    const [leaver] = await served.asOwner("select id from staff where code = 'finance.410522'");
    const admin = await served.bearer({ staff: 'admin' });
    const { data } = await served.ask('mutation ($id: ID!) { deactivateStaff(staffId: $id) { problems { code } } }', {
      ...{ token: admin, variables: { id: leaver?.['id'] } },
    });
    expect(data).toEqual({ deactivateStaff: { problems: [] } });
    await expectRefused(token);
  });

  test('of no form at all', async () => {
    const forms = [
      ...['Bearer', 'Bearer ', 'Bearer a', 'Bearer a.b.c', 'Bearer ..', 'Basic YTpi', 'Negotiate x', '__proto__', '{}'],
      ...[`Bearer ${'x'.repeat(9000)}`, `Bearer ${'.'.repeat(5000)}`, "Bearer ' or 1=1 --", 'Bearer null', 'null'],
    ];
    for (const form of forms) await expectRefused(form);
  });
});

test('while the identity provider’s keys cannot be had, a token is neither good nor bad: 503, to be tried again', async () => {
  const register = await emptyRegister('18');
  const dataFolder = mkdtempSync(join(tmpdir(), 'bangfu-tokens-'));
  const identity = { jwksUrl: 'http://127.0.0.1:1/keys', issuer: 'https://idp.example' };
  const config = { ...register.config, dataFolder, identity, sample: false, port: 0 };
  const server = valueOf(await serveGraph(config, register.platform, pino({ level: 'silent' })));
  const { privateKey } = await generateKeyPair('EdDSA');
  const token = await new SignJWT(claims({ iss: identity.issuer }))
    .setProtectedHeader({ alg: 'EdDSA' })
    .sign(privateKey);
  const ask = async (authorization: string) =>
    servedAnswerOf(
      await fetch(`${server.url}/graphql`, {
        ...{ method: 'POST', body: JSON.stringify({ query: REGIONS }) },
        headers: { 'content-type': 'application/json', authorization },
      }),
    );
  const answer = await ask(`Bearer ${token}`);
  expect([answer.status, answer.codes, answer.data]).toEqual([503, ['UNAVAILABLE'], undefined]);
  expect(answer.headers.get('retry-after')).toBe('2');
  expect(answer.text).not.toMatch(/keys|ECONN|jwks/i);
  expect((await ask('Bearer garbage')).status).toBe(401);
  await server.close();
  await register.drop();
  rmSync(dataFolder, { recursive: true });
});
