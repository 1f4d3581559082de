import { createServer, type Server as HttpServer } from 'node:http';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createHmac, createPublicKey } from 'node:crypto';
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT } from 'jose';
import { type Authenticate, authenticator, KeysUnavailable } from '../../src/access/token/authenticate.ts';
import { SAMPLE_ISSUER, signingKey } from '../../src/access/token/signing-key.ts';
import { parseConfig } from '../../src/config.ts';
import { emptyRegister, SERVER, valueOf } from '../support/register.ts';

const ISSUER = 'https://idp.example';
const AUDIENCE = 'bangfu';
const INVALID = { ok: false, error: 'INVALID' };
const server = SERVER;

/** An identity provider on loopback. */
class Provider {
  keys: JWK[] = [];
  state: 'UP' | 'BROKEN' | 'NONSENSE' = 'UP';
  private http: HttpServer | undefined;
  asked = 0;

  async start(port = 0): Promise<string> {
    this.http = createServer((_, response) => {
      this.asked += 1;
      response.statusCode = this.state === 'BROKEN' ? 500 : 200;
      response.end(this.state === 'NONSENSE' ? '{"keys": 7}' : JSON.stringify({ keys: this.keys }));
    });
    const { http } = this;
    await new Promise<void>((resolve) => http.listen(port, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(http.address() as AddressInfo).port}/keys`;
  }

  async stop(): Promise<void> {
    this.http?.closeAllConnections();
    await new Promise((resolve) => this.http?.close(resolve));
  }
}

const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
const now = () => Math.floor(Date.now() / 1000);
const claims = (over: object = {}) => ({ iss: ISSUER, aud: AUDIENCE, sub: 'clerk', exp: now() + 60, ...over });

describe('tokens of an identity provider', () => {
  const provider = new Provider();
  const keys: Record<string, { publicKey: CryptoKey; privateKey: CryptoKey }> = {};
  let register: Awaited<ReturnType<typeof emptyRegister>>;
  let url = '';

  const start = async (jwksUrl = url): Promise<Authenticate> =>
    valueOf(
      await authenticator(
        { ...register.config, sample: false, identity: { jwksUrl, issuer: ISSUER } },
        register.platform.database,
      ),
    );
  const sign = async (alg: string, payload: JWTPayload, header: object = {}) => {
    const { privateKey } = keys[alg] ?? (await generateKeyPair(alg));
    return `Bearer ${await new SignJWT(payload).setProtectedHeader({ alg, kid: alg, ...header }).sign(privateKey)}`;
  };

  beforeAll(async () => {
    register = await emptyRegister(server);
    for (const alg of ['EdDSA', 'ES256', 'ES384', 'RS256', 'PS256', 'RS512']) {
      const pair = await generateKeyPair(alg, { extractable: true });
      keys[alg] = pair;
      provider.keys.push({ ...(await exportJWK(pair.publicKey)), kid: alg, alg, use: 'sig' });
    }
    url = await provider.start();
  });
  afterAll(async () => {
    await provider.stop();
    await register.drop();
  });

  test.each(['EdDSA', 'ES256', 'ES384', 'RS256', 'PS256'])('signed with %s tell who asks', async (alg) => {
    const authenticate = await start();
    expect(await authenticate(await sign(alg, claims()))).toEqual({
      ...{ ok: true, value: { issuer: ISSUER, subject: 'clerk' } },
    });
    expect(await authenticate((await sign(alg, claims())).replace('Bearer', 'bearer'))).toMatchObject({ ok: true });
  });

  test('nothing is no token, and what is not a bearer’s token is none that holds', async () => {
    const authenticate = await start();
    expect(await authenticate(undefined)).toEqual({ ok: false, error: 'NO_TOKEN' });
    const good = (await sign('EdDSA', claims())).slice('Bearer '.length);
    const wrong = [
      ...['', 'Bearer', 'Bearer ', 'Bearer a.b', 'Bearer a.b.c', 'Bearer a.b.c.d', 'Bearer ..', 'Basic YTpi', good],
      ...[`Bearer ${good} ${good}`, `Bearer ${good},`, `Bearer ${good}\n`, `Bearer\u0000${good}`, `Bearer ${good}=`],
      ...[`Bearer ${'a'.repeat(20_000)}.b.c`, `Bearer ${'.'.repeat(8000)}`, `Bearer ${good}${'A'.repeat(9000)}`],
      ...['__proto__', 'Bearer {"alg":"none"}', `Bearer ${'x'.repeat(1_000_000)}`, `Bearer é.${good}`],
    ];
    for (const header of wrong) expect([header, await authenticate(header)]).toEqual([header, INVALID]);
  });

  test('a token without a signature, or signed otherwise than its key, does not hold', async () => {
    const authenticate = await start();
    const body = encode(claims());
    const unsigned = ['none', 'None', 'NONE', ''].flatMap((alg) => [
      `Bearer ${encode({ alg })}.${body}.`,
      `Bearer ${encode({ alg, kid: 'RS256' })}.${body}.AAAA`,
    ]);
    const rsa = provider.keys.find(({ kid }) => kid === 'RS256');
    const publicKey = createPublicKey({ key: { ...rsa }, format: 'jwk' })
      .export({ format: 'pem', type: 'spki' })
      .toString();
    const jwk = JSON.stringify(rsa);
    const confused = [publicKey, publicKey.trim(), jwk].flatMap((secret) =>
      ['HS256', 'RS256'].map((alg) => {
        const head = `${encode({ alg, kid: 'RS256' })}.${body}`;
        return `Bearer ${head}.${createHmac('sha256', secret).update(head).digest('base64url')}`;
      }),
    );
    const swapped = [
      await sign('RS256', claims(), { kid: 'PS256' }),
      await sign('ES256', claims(), { kid: 'EdDSA' }),
      await sign('RS512', claims()),
      await sign('EdDSA', claims(), { kid: 'unknown' }),
      await sign('EdDSA', claims(), { kid: '' }),
    ];
    const good = await sign('EdDSA', claims());
    const [head = '', , signature = ''] = good.slice('Bearer '.length).split('.');
    const changed = [`Bearer ${head}.${encode(claims({ sub: 'admin' }))}.${signature}`, good.slice(0, -4)];
    for (const header of [...unsigned, ...confused, ...swapped, ...changed]) {
      expect([header, await authenticate(header)]).toEqual([header, INVALID]);
    }
  });

  test('keys that a token brings or points to are not looked at', async () => {
    const authenticate = await start();
    const own = await generateKeyPair('EdDSA', { extractable: true });
    const jwk = await exportJWK(own.publicKey);
    const asked = provider.asked;
    for (const header of [
      { jwk },
      { jku: url },
      { x5u: url },
      { crit: ['b64'], b64: false },
      { kid: '../../etc/passwd' },
    ]) {
      const token = new SignJWT(claims()).setProtectedHeader({ alg: 'EdDSA', kid: 'EdDSA', ...header });
      expect(await authenticate(`Bearer ${await token.sign(own.privateKey).catch(() => 'a.b.c')}`)).toEqual(INVALID);
    }
    expect(provider.asked - asked).toBeLessThanOrEqual(1);
  });

  test('a token of another time, for somebody else or of nobody does not hold', async () => {
    const authenticate = await start();
    const wrong: Record<string, unknown>[] = [
      { exp: now() - 60 },
      { exp: undefined },
      { exp: String(now() + 60) },
      { nbf: now() + 600 },
      { aud: 'other' },
      { aud: undefined },
      { aud: ['a', 'b'] },
      { iss: 'https://other.example' },
      { iss: SAMPLE_ISSUER },
      { iss: undefined },
      { sub: undefined },
      { sub: '' },
      { sub: 7 },
      { sub: ['clerk'] },
      { sub: { toString: 'clerk' } },
      { sub: 'x'.repeat(201) },
      { sub: 'clerk\u0000' },
      { sub: 'clerk\n' },
    ];
    for (const over of wrong) {
      const header = await sign('EdDSA', JSON.parse(JSON.stringify(claims(over))) as JWTPayload);
      expect([over, await authenticate(header)]).toEqual([over, INVALID]);
    }
    expect(
      await authenticate(await sign('EdDSA', claims({ aud: ['other', AUDIENCE], sub: 'x'.repeat(200) }))),
    ).toMatchObject({
      ok: true,
    });
  });

  test('while the provider cannot be asked nobody is refused: it is said, and holds again afterwards', async () => {
    const absent = new Provider();
    absent.keys = provider.keys;
    const address = await absent.start();
    const { port } = new URL(address);
    await absent.stop();
    const authenticate = await start(address);
    const token = await sign('EdDSA', claims());
    await expect(authenticate(token)).rejects.toThrow(KeysUnavailable);
    expect(await authenticate('Bearer garbage')).toEqual(INVALID);
    await absent.start(Number(port));
    for (const state of ['BROKEN', 'NONSENSE'] as const) {
      absent.state = state;
      await expect(authenticate(token)).rejects.toThrow(KeysUnavailable);
    }
    absent.state = 'UP';
    expect(await authenticate(token)).toMatchObject({ ok: true });
    await absent.stop();
    expect(await authenticate(token)).toMatchObject({ ok: true });
  });

  test('tokens of the local key never hold', async () => {
    const authenticate = await start();
    const dataFolder = mkdtempSync(join(tmpdir(), 'bangfu-key-'));
    const { sign: signLocally } = await signingKey({ dataFolder, audience: AUDIENCE });
    expect(await authenticate(`Bearer ${await signLocally('admin')}`)).toEqual(INVALID);
    rmSync(dataFolder, { recursive: true });
  });
});

describe('which database takes whose tokens', () => {
  let register: Awaited<ReturnType<typeof emptyRegister>>;
  let dataFolder = '';
  const identity = { jwksUrl: 'http://127.0.0.1:1/keys', issuer: ISSUER };
  const start = (over: object) =>
    authenticator({ ...register.config, dataFolder, identity: null, ...over }, register.platform.database);

  beforeAll(async () => {
    register = await emptyRegister(server);
    dataFolder = join(mkdtempSync(join(tmpdir(), 'bangfu-key-')), 'data');
  });
  afterAll(async () => {
    await register.drop();
    rmSync(join(dataFolder, '..'), { recursive: true });
  });

  test('one that holds no sample takes an identity provider’s, and does not start without', async () => {
    const refused = { ok: false, error: expect.stringContaining('BANGFU_JWKS_URL') };
    expect(await start({ sample: true })).toEqual(refused);
    expect(await start({ sample: false })).toEqual(refused);
    expect(await start({ sample: false, identity })).toMatchObject({ ok: true });
    expect(() => statSync(dataFolder)).toThrow('ENOENT');
  });

  test('a sample takes those of its own key, kept for its owner alone, and no provider’s', async () => {
    await register.asOwner("insert into database_mark (mark) values ('SAMPLE')");
    expect(await start({ identity })).toEqual({ ok: false, error: expect.stringContaining('示例数据库') });
    expect(await start({ sample: false })).toMatchObject({ ok: false });
    const [authenticate, again] = [valueOf(await start({})), valueOf(await start({}))];
    const path = join(dataFolder, 'signing-key.json');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const { sign } = await signingKey({ dataFolder, audience: AUDIENCE });
    const token = `Bearer ${await sign('clerk.410502')}`;
    const who = { ok: true, value: { issuer: SAMPLE_ISSUER, subject: 'clerk.410502' } };
    expect([await authenticate(token), await again(token)]).toEqual([who, who]);
    const other = await signingKey({ dataFolder: join(dataFolder, 'other'), audience: AUDIENCE });
    expect(await authenticate(`Bearer ${await other.sign('clerk.410502')}`)).toEqual(INVALID);
    const elsewhere = await signingKey({ dataFolder, audience: 'elsewhere' });
    expect(await authenticate(`Bearer ${await elsewhere.sign('clerk.410502')}`)).toEqual(INVALID);
    const { exp = 0, iat = 0 } = JSON.parse(
      Buffer.from(token.split('.')[1] ?? '', 'base64url').toString(),
    ) as JWTPayload;
    expect(exp - iat).toBe(12 * 3600);
    expect(readFileSync(path, 'utf8')).toContain('"d"');
  });

  test('with an identity provider no sample is made, and both at once are refused', () => {
    const provider = { BANGFU_JWKS_URL: identity.jwksUrl, BANGFU_ISSUER: ISSUER };
    expect(parseConfig(provider)).toMatchObject({ ok: true, value: { sample: false, identity } });
    expect(parseConfig({})).toMatchObject({ ok: true, value: { sample: true, identity: null } });
    expect(parseConfig({ BANGFU_SAMPLE: '0' })).toMatchObject({ ok: true, value: { sample: false } });
    expect(parseConfig({ ...provider, BANGFU_SAMPLE: '1' })).toEqual({
      ...{ ok: false, error: expect.stringMatching(/只可设其一.*not both/) },
    });
  });

  test('of several that make the key at once one does, and all use it', async () => {
    const fresh = { dataFolder: join(dataFolder, 'at-once'), audience: AUDIENCE };
    const made = await Promise.all(Array.from({ length: 20 }, () => signingKey(fresh)));
    expect(new Set(made.map(({ publicKey }) => publicKey.kid)).size).toBe(1);
  });
});
