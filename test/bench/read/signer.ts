import { createSecretKey, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SIGNATURE_HEADER, signRequest } from '../../../src/signing/signature.ts';
import type { Target } from './load.ts';

/** Signs as the sample's gateway, each request anew. */
export function signer(dataFolder: string): NonNullable<Target['sign']> {
  const [gateway] = JSON.parse(readFileSync(join(dataFolder, 'gateways.json'), 'utf8')) as [
    { id: string; key: string },
  ];
  const key = createSecretKey(Buffer.from(gateway.key, 'base64'));
  return (body) => {
    const [time, nonce] = [Math.floor(Date.now() / 1000), randomBytes(16).toString('base64url')];
    const request = { method: 'POST', path: '/graphql', body };
    return { [SIGNATURE_HEADER]: signRequest(key, gateway.id, request, time, nonce) };
  };
}
