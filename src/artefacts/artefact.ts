import { createHash } from 'node:crypto';

/** A content that is stored: its address, size and media type. */
export interface StoredArtefact {
  /** The SHA-256 of the content, in hexadecimal: the address of the artefact. */
  readonly digest: string;
  readonly bytes: number;
  readonly mediaType: string;
}

/**
 * Why an artefact is not read: none is stored under the address; what is stored is not what was stored; or it is encrypted
 * under a version of the master keys that the key file does not hold.
 */
export type ArtefactFault = 'MISSING' | 'DAMAGED' | 'KEY_MISSING';

/** The size of the parts of a content, of which the last may be smaller: 512 KiB. */
export const PART_BYTES = 512 * 1024;

const DIGEST = /^[0-9a-f]{64}$/;

/** Whether a text has the form of an address. */
export function isDigest(text: string): boolean {
  return DIGEST.test(text);
}

export function digestOf(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

/** How many parts a content has; an empty one has none. */
export function countParts(bytes: number, partBytes: number): number {
  return Math.ceil(bytes / partBytes);
}

/** The text that a part is bound to. Parts are counted from 1. */
export function partBinding(digest: string, part: number, count: number): string {
  return `artefact ${digest} part ${part} of ${count}`;
}
