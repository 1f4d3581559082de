import { randomBytes } from 'node:crypto';
import type { Viewer } from '../../access/viewer.ts';
import type { GraphContext } from '../../graph/context.ts';
import { graphError } from '../../graph/error.ts';
import { requireViewer } from '../../graph/policy/require-viewer.ts';
import { openLink, sealLink } from './link.ts';
import { useLink } from './used-link.store.ts';

const VALID_MILLISECONDS = 5 * 60_000;
const NONCE_BYTES = 16;
/** The parameter of a route that holds the link. */
const PARAMETER = 'link';

interface MadeLink {
  /** Relative to the address of the graph. */
  readonly url: string;
  /** In milliseconds since 1970. */
  readonly expiresAt: number;
}

/** Makes a link to a file for the viewer, which they can use once within five minutes. */
export function makeLink(context: GraphContext, route: string, file: unknown): MadeLink {
  const viewer = requireViewer(context);
  const expiresAt = Date.now() + VALID_MILLISECONDS;
  const nonce = randomBytes(NONCE_BYTES).toString('base64url');
  const link = { file, viewerId: viewerId(viewer), purpose: viewer.purpose, expiresAt, nonce };
  return { url: `${route}?${PARAMETER}=${sealLink(context.deps.secrets, route, link)}`, expiresAt };
}

/**
 * Uses the link of a request, and returns its file and the context in which it is read: with the rights that the viewer has
 * now, and the purpose for which they asked. Errors: UNAUTHENTICATED, LINK_INVALID, LINK_OF_ANOTHER, LINK_EXPIRED, LINK_USED.
 */
export async function followLink(
  context: GraphContext,
  route: string,
  parameters: URLSearchParams,
): Promise<{ readonly file: unknown; readonly context: GraphContext }> {
  const { viewer, deps } = context;
  if (viewer === null) throw graphError('UNAUTHENTICATED');
  const link = openLink(deps.secrets, route, parameters.get(PARAMETER) ?? '');
  if (link === null) throw graphError('LINK_INVALID');
  if (link.viewerId !== viewerId(viewer)) throw graphError('LINK_OF_ANOTHER');
  if (link.expiresAt <= Date.now()) throw graphError('LINK_EXPIRED');
  const isFirst = await deps.database.transaction((sql) => useLink(sql, link));
  if (!isFirst) throw graphError('LINK_USED');
  return { file: link.file, context: { ...context, viewer: { ...viewer, purpose: link.purpose } } };
}

function viewerId({ staffId, personId }: Viewer): string {
  return staffId ?? personId ?? '';
}
