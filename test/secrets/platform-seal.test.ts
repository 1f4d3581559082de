import { createHmac, createSecretKey } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { CompactSign, compactVerify, importJWK } from 'jose';
import { verifySeal } from '../../src/secrets/platform-seal.ts';
import { createSecrets } from '../../src/secrets/secrets.ts';
import { testSecrets } from '../support/test-secrets.ts';

const fromHex = (text: string) => Buffer.from(text, 'hex');

/** RFC 8032, section 7.1: tests 1 to 3. */
const VECTORS = [
  {
    publicKey: 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
    bytes: '',
    signature:
      'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
  },
  {
    publicKey: '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
    bytes: '72',
    signature:
      '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
  },
  {
    publicKey: 'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025',
    bytes: 'af82',
    signature:
      '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a',
  },
].map(({ publicKey, bytes, signature }) => ({
  ...{ publicKey: fromHex(publicKey), bytes: fromHex(bytes), signature: fromHex(signature) },
}));

/** The bytes, with one bit of each byte changed in turn. */
function changed(bytes: Buffer): readonly Buffer[] {
  return [...bytes].map((byte, at) => {
    const copy = Buffer.from(bytes);
    copy[at] = byte ^ 0x10;
    return copy;
  });
}

test('a signature is verified as RFC 8032 prescribes, and none with a bit changed', () => {
  for (const { publicKey, bytes, signature } of VECTORS) {
    expect(verifySeal(publicKey, bytes, signature)).toBe(true);
    const others = [
      ...changed(signature).map((other) => verifySeal(publicKey, bytes, other)),
      ...changed(publicKey).map((other) => verifySeal(other, bytes, signature)),
      ...changed(bytes).map((other) => verifySeal(publicKey, other, signature)),
    ];
    expect(others.filter(Boolean)).toEqual([]);
  }
});

test('what is no key and no signature verifies nothing, and throws nothing', () => {
  const bytes = Buffer.from('表');
  const { publicKey, signature } = testSecrets(1).sign(bytes);
  expect(verifySeal(publicKey, bytes, signature)).toBe(true);
  for (const length of [0, 1, 31, 33, 64]) expect(verifySeal(Buffer.alloc(length, 7), bytes, signature)).toBe(false);
  for (const length of [0, 63, 65]) expect(verifySeal(publicKey, bytes, Buffer.alloc(length))).toBe(false);
  for (const fill of [0, 0xff]) expect(verifySeal(Buffer.alloc(32, fill), bytes, signature)).toBe(false);
});

test('zeroed bytes are no seal of anything, nor are others under a key of small order', () => {
  const messages = Array.from({ length: 40 }, (_, at) => Buffer.from(`表 ${at}`));
  const zero = Buffer.alloc(32);
  for (const key of [zero, fromHex(`01${'00'.repeat(31)}`)]) {
    expect(messages.filter((message) => verifySeal(key, message, Buffer.concat([key, zero])))).toEqual([]);
  }
});

/** HKDF-SHA256 of RFC 5869 for one block, without a salt. */
function derive(key: Buffer, info: string): Buffer {
  const extracted = createHmac('sha256', Buffer.alloc(32)).update(key).digest();
  return createHmac('sha256', extracted).update(`${info}\u0001`).digest();
}

test('another library derives the same key from the key file, signs the same and verifies what was signed', async () => {
  const wrapping = Buffer.alloc(32, 0x5a);
  const entry = { version: 7, activeFrom: 0, wrapping: createSecretKey(wrapping), token: createSecretKey(wrapping) };
  const secrets = createSecrets(() => [entry]);
  const header = Buffer.from(JSON.stringify({ alg: 'EdDSA' })).toString('base64url');
  const payload = Buffer.from('实名制汇总表').toString('base64url');
  const { version, publicKey, signature } = secrets.sign(Buffer.from(`${header}.${payload}`));
  const x = publicKey.toString('base64url');
  const jwk = { kty: 'OKP', crv: 'Ed25519', x, d: derive(wrapping, 'bangfu seal key v1').toString('base64url') };
  const jws = `${header}.${payload}.${signature.toString('base64url')}`;
  const signed = new CompactSign(Buffer.from('实名制汇总表')).setProtectedHeader({ alg: 'EdDSA' });
  expect(await signed.sign(await importJWK(jwk, 'EdDSA'))).toBe(jws);
  const verified = await compactVerify(jws, await importJWK({ kty: 'OKP', crv: 'Ed25519', x }, 'EdDSA'));
  expect(Buffer.from(verified.payload).toString()).toBe('实名制汇总表');
  expect([version, secrets.sealKey(7)]).toEqual([7, publicKey]);
});

test('the current version signs; older seals are verified as long as the key file holds their version', () => {
  const bytes = Buffer.from('表');
  const old = testSecrets(1).sign(bytes);
  const both = testSecrets(2, 1);
  const next = both.sign(bytes);
  expect([old.version, next.version]).toEqual([1, 2]);
  expect(next.publicKey.equals(old.publicKey)).toBe(false);
  expect(both.sealKey(1)).toEqual(old.publicKey);
  expect(verifySeal(old.publicKey, bytes, old.signature)).toBe(true);
  expect(verifySeal(next.publicKey, bytes, old.signature)).toBe(false);
  expect([testSecrets(2).sealKey(1), both.sealKey(3)]).toEqual([null, null]);
  // A caller that writes into what it was given does not change the platform's key.
  both.sealKey(1)?.fill(0);
  expect(both.sealKey(1)).toEqual(old.publicKey);
});
