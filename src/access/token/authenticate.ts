import { createLocalJWKSet, createRemoteJWKSet, errors, type JWTVerifyGetKey, jwtVerify } from 'jose';
import type { Config } from '../../config.ts';
import type { Database } from '../../database/database.ts';
import { errorCode } from '../../kernel/error-code.ts';
import { fail, type Result, succeed } from '../../kernel/result.ts';
import type { Identity } from '../viewer.read.ts';
import { isSampleDatabase } from './database-mark.read.ts';
import { SAMPLE_ISSUER, signingKey } from './signing-key.ts';
import { type Verified, VerifiedTokens } from './verified-tokens.ts';

/** Authenticates a header `authorization`; throws {@link KeysUnavailable} while that is not possible. */
export type Authenticate = (authorization: string | undefined) => Promise<Result<Identity, 'NO_TOKEN' | 'INVALID'>>;

/** The identity provider's keys are unavailable, so a token can be neither accepted nor rejected: try again later. */
export class KeysUnavailable extends Error {
  override readonly name = 'KeysUnavailable';
}

/** The issuer that a token must name, and the keys that verify its tokens. */
interface Issuer {
  readonly issuer: string;
  readonly keys: JWTVerifyGetKey;
}

type Setting = Pick<Config, 'identity' | 'audience' | 'dataFolder' | 'sample'>;

/** Asymmetric algorithms only, so that a key that verifies tokens cannot sign them. */
const ALGORITHMS = ['EdDSA', 'ES256', 'ES384', 'RS256', 'PS256'];
const BEARER = /^Bearer +([A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+)$/i;
/** Excludes control characters and lone surrogates, which the database cannot store or which would break a log. */
const SUBJECT = /^[^\p{Cc}\p{Cs}]{1,200}$/u;
const LONGEST_HEADER = 8192;
const CLOCK_SECONDS = 5;
const FETCH_MILLISECONDS = 3000;
/** Errors that the token causes, not the provider. */
const OF_THE_TOKEN = new Set(['ERR_JWKS_NO_MATCHING_KEY', 'ERR_JWKS_MULTIPLE_MATCHING_KEYS']);

/** Returns the function that authenticates requests, or a message why the settings do not fit the database. */
export async function authenticator(config: Setting, database: Database): Promise<Result<Authenticate, string>> {
  const issuer = await chooseIssuer(config, await database.session(isSampleDatabase));
  if (!issuer.ok) return issuer;
  const verifiedTokens = new VerifiedTokens();
  return succeed((authorization) => authenticate(authorization, issuer.value, config.audience, verifiedTokens));
}

/** Sample data accepts only tokens of the local key; every other database accepts only tokens of the provider. */
async function chooseIssuer(config: Setting, isSample: boolean): Promise<Result<Issuer, string>> {
  if (config.identity !== null) {
    if (!isSample) return succeed(remoteIssuer(config.identity));
    return fail(
      '示例数据库不得使用正式的身份提供方，请取消 BANGFU_JWKS_URL / a sample database cannot use an identity provider: unset BANGFU_JWKS_URL',
    );
  }
  if (!isSample || !config.sample) {
    return fail(
      '未设置身份提供方：使用非示例数据时须设置 BANGFU_JWKS_URL 与 BANGFU_ISSUER / ' +
        'no identity provider is set: set BANGFU_JWKS_URL and BANGFU_ISSUER, unless the data is sample data',
    );
  }
  const { publicKey } = await signingKey(config);
  return succeed({ issuer: SAMPLE_ISSUER, keys: createLocalJWKSet({ keys: [publicKey] }) });
}

function remoteIssuer({ jwksUrl, issuer }: NonNullable<Config['identity']>): Issuer {
  const keys = createRemoteJWKSet(new URL(jwksUrl), { timeoutDuration: FETCH_MILLISECONDS });
  return {
    issuer,
    keys: async (header, token) => {
      try {
        return await keys(header, token);
      } catch (error) {
        if (OF_THE_TOKEN.has(errorCode(error) ?? '')) throw error;
        throw new KeysUnavailable('the key set of the identity provider cannot be read', { cause: error });
      }
    },
  };
}

async function authenticate(
  authorization: string | undefined,
  issuer: Issuer,
  audience: string,
  verifiedTokens: VerifiedTokens,
): Promise<Result<Identity, 'NO_TOKEN' | 'INVALID'>> {
  if (authorization === undefined) return fail('NO_TOKEN');
  const token = authorization.length > LONGEST_HEADER ? undefined : BEARER.exec(authorization)?.[1];
  const subject =
    token === undefined
      ? undefined
      : await verifiedTokens.verifiedSubject(token, () => verify(token, issuer, audience));
  return subject === undefined ? fail('INVALID') : succeed({ issuer: issuer.issuer, subject });
}

/** Verifies a token: returns its subject and its expiry in milliseconds since 1970, or `undefined` if it is invalid. */
async function verify(token: string, { issuer, keys }: Issuer, audience: string): Promise<Verified | undefined> {
  try {
    const { payload } = await jwtVerify<{ sub: unknown }>(token, keys, {
      ...{ issuer, audience, algorithms: ALGORITHMS, clockTolerance: CLOCK_SECONDS },
      requiredClaims: ['exp', 'sub'],
    });
    const { sub, exp = 0 } = payload;
    return typeof sub === 'string' && SUBJECT.test(sub) ? { subject: sub, until: exp * 1000 } : undefined;
  } catch (error) {
    if (error instanceof errors.JOSEError) return undefined;
    throw error;
  }
}
