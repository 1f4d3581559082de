import { createHash, timingSafeEqual } from 'node:crypto';
import type { Viewer } from '../../access/viewer.ts';
import type { Secrets } from '../../secrets/secrets.ts';
import { graphError } from '../error.ts';

const MAC_BYTES = 16;

/** Where a page begins: the keyset of the last row before it, and the revision of the walk's first page. */
export interface Position {
  readonly after: readonly (string | null)[];
  readonly revision: number;
}

/** What a cursor is bound to: it is valid for the same list, arguments and viewer only. */
export interface Walk {
  readonly list: string;
  /** The filter, order and other arguments that determine the rows, as JSON. */
  readonly of: unknown;
  readonly viewer: Viewer;
}

/** The position of a cursor; one with a wrong signature, of another walk or with any other character is refused. */
export function openCursor(secrets: Secrets, walk: Walk, cursor: string | null | undefined): Position | null {
  if (cursor === null || cursor === undefined) return null;
  const [version, payload, mac, ...others] = cursor.split('.');
  const isWhole = version !== undefined && payload !== undefined && mac !== undefined && others.length === 0;
  if (!isWhole) throw graphError('INVALID_CURSOR');
  if (!hasValidMac(secrets, walk, { version, payload, mac })) throw graphError('INVALID_CURSOR');
  return JSON.parse(Buffer.from(payload, 'base64url').toString()) as Position;
}

interface CursorParts {
  readonly version: string;
  readonly payload: string;
  readonly mac: string;
}

function hasValidMac(secrets: Secrets, walk: Walk, { version, payload, mac }: CursorParts): boolean {
  if (!keyVersions(secrets).includes(version)) return false;
  const given = Buffer.from(mac);
  const wanted = Buffer.from(computeMac(secrets, walk, payload, Number(version)));
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

/** Prints the position of a row as a signed cursor of its walk. */
export function signCursor(secrets: Secrets, walk: Walk, position: Position): string {
  const payload = Buffer.from(JSON.stringify(position)).toString('base64url');
  const version = secrets.version();
  return `${version}.${payload}.${computeMac(secrets, walk, payload, version)}`;
}

function keyVersions(secrets: Secrets): readonly string[] {
  return secrets.tokens('cursor').map(({ version }) => String(version));
}

function computeMac(secrets: Secrets, { list, of, viewer }: Walk, payload: string, version: number): string {
  const who = viewer.staffId ?? viewer.personId;
  const bound = createHash('sha256')
    .update(JSON.stringify([list, of, who]))
    .digest('base64url');
  return secrets.token(`cursor ${bound} ${payload}`, version).subarray(0, MAC_BYTES).toString('base64url');
}
