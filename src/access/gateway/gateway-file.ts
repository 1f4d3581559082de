import { type KeyObject, randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Config } from '../../config.ts';
import { parseJson } from '../../kernel/parse-json.ts';
import { fail, type Result, succeed } from '../../kernel/result.ts';
import { secretKey } from '../../secrets/keys/key-file.ts';
import { makeFile } from '../../secrets/keys/make-file.ts';
import { watchedFile } from '../../secrets/keys/watched-file.ts';
import { GATEWAY_ID } from '../../signing/signature.ts';

/** The current gateways: returns the contract key of a gateway by its id. */
export type Gateways = (id: string) => KeyObject | undefined;

const gatewayFile = z
  .array(z.strictObject({ id: z.string().regex(GATEWAY_ID), key: secretKey }))
  .refine((all) => new Set(all.map(({ id }) => id)).size === all.length)
  .transform((all) => new Map(all.map(({ id, key }) => [id, key])));

/**
 * Reads the gateways from a file: a JSON array of `{ id, key }` with one key of 32 bytes in base64 per contract. Changes of
 * the file take effect within a second. Sample data gets a file with the gateway `sample`; otherwise no file means no gateway.
 */
export async function readGateways({
  gatewayFile: path,
  sample,
}: Pick<Config, 'gatewayFile' | 'sample'>): Promise<Result<Gateways, string>> {
  if (sample) await makeFile(path, newFile());
  const first = existsSync(path) ? parse(readFileSync(path, 'utf8')) : new Map<string, KeyObject>();
  if (first === undefined) return fail(`网关文件 ${path} 有误 / the gateway file ${path} is invalid`);
  const gateways = watchedFile(path, first, parse);
  return succeed((id) => gateways().get(id));
}

function newFile(): string {
  return `${JSON.stringify([{ id: 'sample', key: randomBytes(32).toString('base64') }], undefined, 2)}\n`;
}

function parse(text: string): ReadonlyMap<string, KeyObject> | undefined {
  return gatewayFile.safeParse(parseJson(text)).data;
}
