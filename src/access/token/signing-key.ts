import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose';
import { z } from 'zod';
import type { Config } from '../../config.ts';
import { makeFile } from '../../secrets/keys/make-file.ts';

/** The issuer of tokens for sample data; no identity provider has this name. */
export const SAMPLE_ISSUER = 'bangfu:sample';

/** The local key that signs tokens of sample data. */
export interface SigningKey {
  readonly publicKey: JWK;
  /** Signs a token for a subject, which is valid for twelve hours. */
  readonly sign: (subject: string) => Promise<string>;
}

const HOURS = 12;

const keyFile = z.strictObject({
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  alg: z.literal('EdDSA'),
  kid: z.string(),
  x: z.string(),
  d: z.string(),
});

/** Reads the key from the data folder, and creates it if it is missing; it is used for sample data only. */
export async function signingKey({
  dataFolder,
  audience,
}: Pick<Config, 'dataFolder' | 'audience'>): Promise<SigningKey> {
  const path = join(dataFolder, 'signing-key.json');
  await makeFile(path, await newKey());
  const key = keyFile.parse(JSON.parse(await readFile(path, 'utf8')));
  const { kty, crv, alg, kid, x } = key;
  const privateKey = await importJWK(key);
  const sign = (subject: string) =>
    new SignJWT()
      .setProtectedHeader({ alg, kid })
      .setIssuer(SAMPLE_ISSUER)
      .setAudience(audience)
      .setSubject(subject)
      .setIssuedAt()
      .setExpirationTime(`${HOURS}h`)
      .sign(privateKey);
  return { publicKey: { kty, crv, alg, kid, x }, sign };
}

async function newKey(): Promise<string> {
  const { privateKey } = await generateKeyPair('EdDSA', { extractable: true });
  const { kty, crv, x, d } = await exportJWK(privateKey);
  const kid = await calculateJwkThumbprint({ kty, crv, x } as JWK);
  return `${JSON.stringify({ kty, crv, alg: 'EdDSA', kid, x, d }, undefined, 2)}\n`;
}
