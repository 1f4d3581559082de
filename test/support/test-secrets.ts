import { createSecretKey } from 'node:crypto';
import { createSecrets, type MasterKeys, type Secrets } from '../../src/secrets/secrets.ts';

/** Master keys that are the same in every run. */
function keysOf(version: number): MasterKeys {
  const key = (mark: number) => createSecretKey(Buffer.alloc(32, mark + version));
  return { version, activeFrom: 0, wrapping: key(10), token: key(100) };
}

/** Secrets under keys of these versions, without a file or a clock. */
export function testSecrets(...versions: readonly number[]): Secrets {
  return createSecrets(() => versions.map(keysOf));
}
