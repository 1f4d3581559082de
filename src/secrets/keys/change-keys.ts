import { setTimeout as pause } from 'node:timers/promises';
import { addKeys } from './key-file.ts';
import { type Rotated, rotateKeys } from './rotate-keys.store.ts';
import type { Secrets } from '../secrets.ts';

/** Creates new master keys and re-encrypts everything under them while the platform is in use. */
export async function changeKeys(
  { keyFile, ownerUrl, secrets }: { readonly keyFile: string; readonly ownerUrl: string; readonly secrets: Secrets },
  actorId: string,
  progress: (rows: number) => void,
): Promise<Rotated & { readonly version: number }> {
  const version = await addKeys(keyFile);
  while (secrets.version() < version) await pause(100);
  return { version, ...(await rotateKeys(ownerUrl, secrets, actorId, progress)) };
}
