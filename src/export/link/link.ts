import { createSecretKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import { parseJson } from '../../kernel/parse-json.ts';
import { seal, type Secrets, unseal } from '../../secrets/secrets.ts';

/** What a link to a file stands for. Nobody but the platform can read it or make one. */
export interface Link {
  /** The file, in the words of the feature that makes it. */
  readonly file: unknown;
  /** The id of the viewer who asked for it, and nobody else may use it. */
  readonly viewerId: string;
  /** The purpose that the viewer stated when they asked. */
  readonly purpose: string | null;
  /** In milliseconds since 1970. */
  readonly expiresAt: number;
  /** Differs from link to link: each is used once. */
  readonly nonce: string;
}

const linkShape = z.strictObject({
  file: z.unknown(),
  viewerId: z.string(),
  purpose: z.string().nullable(),
  expiresAt: z.number(),
  nonce: z.string(),
});

/** The text from which the key of the links comes. No identity number and no cursor begins like it. */
const KEY_LABEL = 'key of export links v1';

/**
 * Prints a link as a text for a URL: its version of the keys, then the encrypted and authenticated content, which is bound to
 * the route. Encrypted, because URLs are logged on the way and the purpose and the filter are nobody else's business.
 */
export function sealLink(secrets: Secrets, route: string, link: Link): string {
  const version = secrets.version();
  const sealed = seal(linkKey(secrets, version), boundTo(route), Buffer.from(JSON.stringify(link)), version);
  return `${version}.${sealed.toString('base64url')}`;
}

/** Reads a link; `null` for a text that is not one of this route to the last character. */
export function openLink(secrets: Secrets, route: string, text: string): Link | null {
  const [version = '', payload = '', ...others] = text.split('.');
  const isKnown = secrets.tokens(KEY_LABEL).some((one) => String(one.version) === version);
  const sealed = Buffer.from(payload, 'base64url');
  // Base64 has several spellings for the same bytes: only ours is the link.
  if (!isKnown || others.length > 0 || sealed.toString('base64url') !== payload) return null;
  const opened = unsealed(linkKey(secrets, Number(version)), boundTo(route), sealed);
  return opened === null ? null : (linkShape.safeParse(parseJson(opened)).data ?? null);
}

function unsealed(key: KeyObject, to: string, sealed: Buffer): string | null {
  try {
    return unseal(key, to, sealed).toString();
  } catch {
    // Whatever was changed, the text is no link of ours.
    return null;
  }
}

function linkKey(secrets: Secrets, version: number): KeyObject {
  return createSecretKey(secrets.token(KEY_LABEL, version));
}

function boundTo(route: string): string {
  return `export ${route}`;
}
