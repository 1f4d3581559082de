import { createHash, timingSafeEqual } from 'node:crypto';
import { Extensions, Field, Int, ObjectType } from 'type-graphql';
import type { Secrets } from '../secrets/secrets.ts';
import type { Viewer } from '../access/viewer.ts';
import { type Class, classNamed } from './dictionary.ts';
import { graphError } from './error.ts';
import { LIMITS } from './limits.ts';
import { Needs, type PolicyExtensions } from './policy/policy.ts';

/** Forward Relay connections with signed cursors; all pages of a walk are of one revision (DESIGN, section 3). */

const FIRST = 20;
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

/** One row of a page with its keyset. */
export interface Keyed<T> {
  readonly node: T;
  readonly key: readonly (string | null)[];
}

/** A page of the graph; a cursor is signed when its field is resolved. */
export interface Page<T> {
  readonly edges: readonly { readonly node: T; readonly cursor: () => string }[];
  readonly nodes: readonly T[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: () => string | null };
  readonly totalCount: () => Promise<number>;
}

/** The number of rows of a page, from the argument `first`. */
export function pageSize(first: number | null | undefined): number {
  const size = first ?? FIRST;
  if (size < 1 || size > LIMITS.first) throw graphError('INVALID_ARGUMENT', { argument: 'first' });
  return size;
}

/** Makes a page from rows that were read with one more than fits, which tells whether there is a next page. */
export function makePage<T>(
  secrets: Secrets,
  walk: Walk,
  size: number,
  { rows, revision }: { readonly rows: readonly Keyed<T>[]; readonly revision: number },
  totalCount: () => Promise<number>,
): Page<T> {
  const shown = rows.slice(0, size);
  const edges = shown.map(({ node, key }) => ({
    node,
    cursor: () => signCursor(secrets, walk, { after: key, revision }),
  }));
  return {
    edges,
    nodes: shown.map(({ node }) => node),
    pageInfo: { hasNextPage: rows.length > size, endCursor: () => edges.at(-1)?.cursor() ?? null },
    totalCount,
  };
}

/** The position of a cursor; one with a wrong signature, or of another walk, is refused. */
export function openCursor(secrets: Secrets, walk: Walk, cursor: string | null | undefined): Position | null {
  if (cursor === null || cursor === undefined) return null;
  const [version, payload, mac] = cursor.split('.');
  if (version === undefined || payload === undefined || mac === undefined) throw graphError('INVALID_CURSOR');
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
  const given = Buffer.from(mac, 'base64url');
  const wanted = computeMac(secrets, walk, payload, Number(version));
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

function signCursor(secrets: Secrets, walk: Walk, position: Position): string {
  const payload = Buffer.from(JSON.stringify(position)).toString('base64url');
  const version = secrets.version();
  return `${version}.${payload}.${computeMac(secrets, walk, payload, version).toString('base64url')}`;
}

function keyVersions(secrets: Secrets): readonly string[] {
  return secrets.tokens('cursor').map(({ version }) => String(version));
}

function computeMac(secrets: Secrets, { list, of, viewer }: Walk, payload: string, version: number): Buffer {
  const who = viewer.staffId ?? viewer.personId;
  const bound = createHash('sha256')
    .update(JSON.stringify([list, of, who]))
    .digest('base64url');
  return secrets.token(`cursor ${bound} ${payload}`, version).subarray(0, MAC_BYTES);
}

const MADE: PolicyExtensions = { made: true };

@ObjectType({ description: '分页信息。How a page ends and whether more follows.', simpleResolvers: true })
@Needs('INHERIT')
class PageInfo {
  @Field(() => Boolean, { description: '是否有下一页。Whether there are more rows.' })
  readonly hasNextPage!: boolean;

  @Field(() => String, {
    nullable: true,
    description: '末行游标。The cursor of the last row: `after` of the next page.',
  })
  @Extensions({ ...MADE })
  readonly endCursor!: string | null;
}

/** Makes the connection and edge types of a node's type. */
export function makeConnectionType(name: string, zh: string, node: () => Class): Class {
  const edge = classNamed(`${name}Edge`);
  const connection = classNamed(`${name}Connection`);
  const field = (target: Class, key: string, type: () => unknown, description: string) => {
    Field(type as () => Class, { description })(target.prototype as object, key);
  };
  field(edge, 'node', node, `${zh}。The row itself.`);
  field(edge, 'cursor', () => String, '游标。The position of the row in this list, for `after`.');
  field(connection, 'edges', () => [edge], '各行及其游标。The rows with their cursors.');
  field(connection, 'nodes', () => [node()], '各行。The rows.');
  field(connection, 'pageInfo', () => PageInfo, '分页信息。How the page ends and whether more follows.');
  field(
    connection,
    'totalCount',
    () => Int,
    '总数。The total number of rows, which is counted only when it is requested.',
  );
  for (const [target, name] of [
    [edge, 'cursor'],
    [connection, 'totalCount'],
  ] as const) {
    Extensions({ ...MADE })(target.prototype as object, name);
  }
  for (const [target, suffix] of [
    [edge, 'Edge'],
    [connection, 'Connection'],
  ] as const) {
    ObjectType(`${name}${suffix}`, { description: `${zh}。A page of a list.`, simpleResolvers: true })(target);
    Extensions({ policy: 'INHERIT' })(target);
  }
  return connection;
}
