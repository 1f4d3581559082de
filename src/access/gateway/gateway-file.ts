import { type KeyObject, randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Config } from '../../config.ts';
import { SAMPLE_ISSUER } from '../token/signing-key.ts';
import { type Identity, identityKey } from '../viewer.read.ts';
import { parseJson } from '../../kernel/parse-json.ts';
import { fail, type Result, succeed } from '../../kernel/result.ts';
import { secretKey } from '../../secrets/keys/key-file.ts';
import { makeFile } from '../../secrets/keys/make-file.ts';
import { watchedFile } from '../../secrets/keys/watched-file.ts';
import { GATEWAY_ID } from '../../signing/signature.ts';

/** A gateway of the file: the key of its contract, and the login that belongs to it. */
export interface RegisteredGateway {
  readonly key: KeyObject;
  /** The login of the partner, by which alone its partner's role is of use; `undefined`: of nobody's. */
  readonly login?: Identity | undefined;
}

/** The current gateways by their ids. */
export type Gateways = (id: string) => RegisteredGateway | undefined;

/** The login of the sample data's partner. */
const SAMPLE_PARTNER: Identity = { issuer: SAMPLE_ISSUER, subject: 'civil-affairs' };

const login = z.strictObject({ issuer: z.string().min(1), subject: z.string().min(1) });

const gatewayFile = z
  .array(z.strictObject({ id: z.string().regex(GATEWAY_ID), key: secretKey, login: login.optional() }))
  .refine((all) => new Set(all.map(({ id }) => id)).size === all.length)
  .refine((all) => {
    const logins = all.flatMap((one) => (one.login === undefined ? [] : [identityKey(one.login)]));
    return new Set(logins).size === logins.length;
  })
  .transform((all) => new Map<string, RegisteredGateway>(all.map(({ id, ...gateway }) => [id, gateway])));

/**
 * Reads the gateways from a file: a JSON array of `{ id, key, login }` with one key of 32 bytes in base64 per contract, and the
 * login of the partner, of one gateway at most. Changes of the file take effect within a second. Sample data gets a file with the
 * gateway `sample`; otherwise no file means no gateway.
 */
export async function readGateways({
  gatewayFile: path,
  sample,
}: Pick<Config, 'gatewayFile' | 'sample'>): Promise<Result<Gateways, string>> {
  if (sample) await makeFile(path, newFile());
  const first = existsSync(path) ? parse(readFileSync(path, 'utf8')) : new Map<string, RegisteredGateway>();
  if (first === undefined) return fail(`网关文件 ${path} 有误 / the gateway file ${path} is invalid`);
  const gateways = watchedFile(path, first, parse);
  return succeed((id) => gateways().get(id));
}

function newFile(): string {
  const sample = { id: 'sample', key: randomBytes(32).toString('base64'), login: SAMPLE_PARTNER };
  return `${JSON.stringify([sample], undefined, 2)}\n`;
}

function parse(text: string): ReadonlyMap<string, RegisteredGateway> | undefined {
  return gatewayFile.safeParse(parseJson(text)).data;
}
