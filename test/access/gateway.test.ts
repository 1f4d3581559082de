import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { contractToken, identityOfToken } from '../../src/signing/contract-token.ts';
import { readGateways } from '../../src/access/gateway/gateway-file.ts';
import { digestBody, signRequest } from '../../src/signing/signature.ts';
import { verifyGateway } from '../../src/access/gateway/verify-gateway.ts';
import { emptyRegister, SERVERS, valueOf } from '../support/register.ts';
import { identityNumber } from '../support/register-household.ts';
import { runs } from '../support/runs.ts';
import { expire } from '../../src/database/time/expire.ts';

const newKey = () => createSecretKey(randomBytes(32));
const newNonce = () => randomBytes(16).toString('base64url');
const NOW = Date.UTC(2026, 5, 30);
const TIME = NOW / 1000;
const REQUEST = { method: 'POST', path: '/graphql', body: '{"query":"{ _service { sdl } }"}' };
const refused = (reason: string, more: object = { gateway: 'civil' }) => ({ ok: false, error: { reason, ...more } });
const LOGIN = { issuer: 'https://id.example', subject: 'civil-affairs' };
const SIGNED = { ok: true, value: 'civil' };

describe.each(SERVERS)('a gateway’s signature on PostgreSQL %s', (server) => {
  const key = newKey();
  const gateways = new Map([
    ['civil', { key }],
    ['other', { key: newKey() }],
  ]);
  let register: Awaited<ReturnType<typeof emptyRegister>>;
  const verify = (header: string | undefined, request = REQUEST, now = NOW) => {
    const { database } = register.platform;
    return verifyGateway({ gateways: (id) => gateways.get(id), database, now }, header, request);
  };
  const sign = (over: { time?: number; nonce?: string; gateway?: string; key?: KeyObject } = {}, request = REQUEST) => {
    const { time = TIME, nonce = newNonce(), gateway = 'civil', key: own = key } = over;
    return signRequest(own, gateway, request, time, nonce);
  };

  beforeAll(async () => {
    register = await emptyRegister(server);
  });
  afterAll(() => register.drop());

  test('names the gateway; without a header there is none', async () => {
    expect(await verify(sign())).toEqual(SIGNED);
    expect(await verify(sign({}, { ...REQUEST, body: '' }), { ...REQUEST, body: '' })).toEqual(SIGNED);
    expect(await verify(undefined)).toEqual({ ok: true, value: null });
  });

  test('is the one that the contract describes', () => {
    const fixed = createSecretKey(Buffer.alloc(32, 106));
    expect(signRequest(fixed, 'civil', REQUEST, 1_782_779_220, 'AAAAAAAAAAAAAAAAAAAAAA')).toBe(
      `gateway=civil, time=1782779220, nonce=AAAAAAAAAAAAAAAAAAAAAA, digest=${digestBody(REQUEST.body)}, signature=T83Wx8V8mUZ-x88fA0-qi1IqOt7HS7NaD8W7q5KVlSA`,
    );
  });

  test('holds once', async () => {
    const header = sign();
    const answers = await Promise.all([header, header, header, header].map((one) => verify(one)));
    expect(answers.filter(({ ok }) => ok)).toEqual([SIGNED]);
    expect(await verify(header)).toEqual(refused('NONCE_USED'));
    expect(await verify(header, REQUEST, NOW + 59_000)).toEqual(refused('NONCE_USED'));
  });

  test('holds for its own request alone', async () => {
    for (const [other, reason] of [
      [{ ...REQUEST, method: 'GET' }, 'SIGNATURE_MISMATCH'],
      [{ ...REQUEST, path: '/graphql?a=b' }, 'SIGNATURE_MISMATCH'],
      [{ ...REQUEST, path: '/GraphQL' }, 'SIGNATURE_MISMATCH'],
      [{ ...REQUEST, body: `${REQUEST.body} ` }, 'BODY_CHANGED'],
      [{ ...REQUEST, body: '' }, 'BODY_CHANGED'],
    ] as const) {
      expect([other, await verify(sign(), other)]).toEqual([other, refused(reason)]);
    }
  });

  test('holds for a minute before and after', async () => {
    for (const [seconds, answer] of [
      [60, SIGNED],
      [-60, SIGNED],
      [61, refused('CLOCK', { gateway: 'civil', skewSeconds: 61 })],
      [-61, refused('CLOCK', { gateway: 'civil', skewSeconds: -61 })],
    ] as const) {
      expect([seconds, await verify(sign({ time: TIME + seconds }))]).toEqual([seconds, answer]);
    }
  });

  test('that is forged, of another gateway or malformed is refused', async () => {
    const good = sign();
    const flip = (text: string) => text.slice(0, -3) + (text.at(-3) === 'A' ? 'B' : 'A') + text.slice(-2);
    const wrong: Readonly<Record<string, readonly string[]>> = {
      SIGNATURE_MISMATCH: [
        ...[sign({ key: newKey() }), sign({ gateway: 'other' }), flip(sign())],
        good.replace(/nonce=[^,]*/, `nonce=${newNonce()}`),
        good.replace(/digest=[^,]*/, `digest=${digestBody('another')}`),
      ],
      GATEWAY_UNKNOWN: [sign({ gateway: 'nobody' }), sign({ gateway: 'constructor' })],
      SIGNATURE_MALFORMED: [
        ...[sign({ gateway: '__proto__' }), sign({ nonce: 'short' })],
        ...['', ' ', 'garbage', `${good} `, ` ${good}`, `${good}, ${good}`, good.replaceAll(', ', ','), `${good}=`],
        ...[good.replace(/time=\d+/, 'time=-1'), good.replace(/time=(\d+)/, 'time=$1.0')],
        ...[
          good.replace('time=', 'time=0'),
          good.replace(/signature=.*/, 'signature='),
          good.replace(/ digest=.*,/, ''),
        ],
        ...['x'.repeat(100_000), good.replace('civil', 'civil\u0000'), good.toUpperCase()],
      ],
    };
    for (const [reason, headers] of Object.entries(wrong)) {
      for (const header of headers) {
        expect([header, await verify(header)]).toMatchObject([header, { ok: false, error: { reason } }]);
      }
    }
    expect(await verify(good)).toEqual(SIGNED);
  });

  test('leaves a nonce behind only where it held, and expired ones are cleared away', async () => {
    await register.asOwner('delete from gateway_nonce');
    await verify(sign({ key: newKey() }));
    expect(await register.asOwner('select * from gateway_nonce')).toEqual([]);
    for (let at = 0; at < 8; at += 1) await verify(sign());
    await register.asOwner("update gateway_nonce set expires_at = now() - interval '1 second'");
    const now = Math.floor(Date.now() / 1000);
    for (let at = 0; at < 3; at += 1) expect(await verify(sign({ time: now }), REQUEST, now * 1000)).toEqual(SIGNED);
    await expire(register.platform.database);
    expect(await register.asOwner('select count(*)::int as left from gateway_nonce')).toEqual([{ left: 3 }]);
  });
});

describe('the file of gateways', () => {
  let folder = '';
  const entry = (id: string) => ({ id, key: randomBytes(32).toString('base64') });
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'bangfu-gateways-'));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  test('is made with one gateway for a sample, and for nobody else', async () => {
    const path = join(folder, 'made', 'gateways.json');
    expect(valueOf(await readGateways({ gatewayFile: path, sample: false }))('sample')).toBeUndefined();
    expect(existsSync(path)).toBe(false);
    const gateways = valueOf(await readGateways({ gatewayFile: path, sample: true }));
    expect(gateways('sample')).toMatchObject({
      key: { symmetricKeySize: 32 },
      login: { issuer: 'bangfu:sample', subject: 'civil-affairs' },
    });
    expect(gateways('other')).toBeUndefined();
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const text = readFileSync(path, 'utf8');
    await readGateways({ gatewayFile: path, sample: true });
    expect(readFileSync(path, 'utf8')).toBe(text);
  });

  test('a gateway that is added or taken out is seen within a second; a broken file changes nothing', async () => {
    const path = join(folder, 'changing.json');
    const clock = jest.spyOn(Date, 'now');
    const gateways = valueOf(await readGateways({ gatewayFile: path, sample: false }));
    const isThere = (content: string) => {
      writeFileSync(path, content);
      clock.mockReturnValue(Date.now() + 1000);
      return gateways('civil') !== undefined;
    };
    expect(isThere(JSON.stringify([entry('civil')]))).toBe(true);
    expect(isThere('[')).toBe(true);
    expect(isThere('[]')).toBe(false);
    clock.mockRestore();
  });

  test.each([
    ['no JSON', '['],
    ['no list', '{}'],
    ['a short key', [{ id: 'civil', key: 'AAAA' }]],
    ['a name that is none', [entry('Civil Affairs')]],
    ['a name that stands twice', [entry('civil'), entry('civil')]],
    ['a login without a subject', [{ ...entry('civil'), login: { issuer: 'https://id.example' } }]],
    ['one login of two gateways', ['civil', 'other'].map((id) => ({ ...entry(id), login: LOGIN }))],
    ['something more', [{ ...entry('civil'), role: 'ADMINISTRATOR' }]],
  ])('with %s is refused', async (_, content) => {
    const path = join(folder, 'wrong.json');
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
    expect(await readGateways({ gatewayFile: path, sample: false })).toEqual({
      ...{ ok: false, error: expect.stringContaining(path) },
    });
  });
});

describe('a contract’s token', () => {
  const key = newKey();
  const numbers = fc.integer({ min: 0, max: 364_999 }).map(identityNumber);

  test('opens to the number that it was made of, is the same each time and tells nothing of it', () => {
    fc.assert(
      fc.property(numbers, (number) => {
        const token = contractToken(key, number);
        expect(identityOfToken(key, token)).toBe(number);
        expect(contractToken(key, number)).toBe(token);
        expect(Buffer.from(token, 'base64url').toString('latin1')).not.toContain(number.slice(0, 6));
      }),
      runs(200, 20_000),
    );
  });

  test('of another number or under another key is another, and opens under its own key alone', () => {
    fc.assert(
      fc.property(numbers, numbers, (one, two) => {
        const other = newKey();
        expect(contractToken(key, one) === contractToken(key, two)).toBe(one === two);
        expect(contractToken(other, one)).not.toBe(contractToken(key, one));
        expect(identityOfToken(other, contractToken(key, one))).toBeNull();
      }),
      runs(100, 5000),
    );
  });

  test('that was changed anywhere, or never was one, opens to nothing', () => {
    fc.assert(
      fc.property(numbers, fc.nat(), fc.integer({ min: 1, max: 255 }), (number, place, change) => {
        const bytes = Buffer.from(contractToken(key, number), 'base64url');
        const at = place % bytes.length;
        bytes[at] = (bytes[at] ?? 0) ^ change;
        expect(identityOfToken(key, bytes.toString('base64url'))).toBeNull();
      }),
      runs(300, 20_000),
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.base64String(),
          fc.uint8Array().map((bytes) => Buffer.from(bytes).toString('base64url')),
        ),
        (text) => {
          expect(identityOfToken(key, text)).toBeNull();
        },
      ),
      runs(300, 20_000),
    );
    const token = contractToken(key, identityNumber(1));
    const spelt = [`${token}=`, ` ${token}`, `${token}A`, token.slice(0, -1), `${token}${token}`, '__proto__'];
    expect(spelt.map((text) => identityOfToken(key, text))).toEqual(spelt.map(() => null));
  });
});
