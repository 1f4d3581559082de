import type { Logger } from 'pino';
import { type GatewayRefusal, verifyGateway } from '../access/gateway/verify-gateway.ts';
import type { Refusal, RefusedCounter } from '../access/audit/refused-counter.ts';
import type { Gateways, RegisteredGateway } from '../access/gateway/gateway-file.ts';
import type { KeyLimits } from '../access/partner/count-keys.ts';
import { OWN_PURPOSE, parsePurpose } from '../access/purpose/purpose.ts';
import type { Authenticate } from '../access/token/authenticate.ts';
import { presentedDigest } from '../access/token/dashboard-token.ts';
import { dashboardOf } from '../access/token/dashboard-token.read.ts';
import { type Identity, identityKey, loadViewers } from '../access/viewer.read.ts';
import type { Viewer } from '../access/viewer.ts';
import type { Database } from '../database/database.ts';
import { coalescedRead } from '../database/reads/coalesced-read.ts';
import { printDay } from '../kernel/calendar.ts';
import type { Secrets } from '../secrets/secrets.ts';
import { dayInChina } from '../usecase/today.ts';
import { SIGNATURE_HEADER } from '../signing/signature.ts';
import { type Gateway, PURPOSE_HEADER } from '../graph/context.ts';
import { graphError } from '../graph/error.ts';
import { refuseGateway } from './gateway-refusal.ts';
import type { IncomingRequest, RequestContext } from './http/server-parts.ts';
import type { JobQueue } from '../jobs/job.ts';

export interface Services {
  readonly database: Database;
  readonly secrets: Secrets;
  readonly jobs: JobQueue;
}

interface Parts {
  readonly services: Services;
  readonly authenticate: Authenticate;
  readonly gateways: Gateways;
  readonly keyLimits: KeyLimits;
  readonly refused: RefusedCounter;
  readonly log: Logger;
}

/** Makes the context of a request: its viewer, from the token, and its gateway, from the signature. */
export function requestContexts(parts: Parts): (request: IncomingRequest) => Promise<RequestContext> {
  return async (request) => {
    const { headers, trace } = request;
    const { database, secrets, jobs } = parts.services;
    const now = Date.now();
    const today = printDay(dayInChina(now));
    const signer = await authenticateGateway(parts, request, now);
    const { viewer, login } = await authenticateViewer(
      parts,
      headers.authorization,
      purposeOf(readHeader(headers, PURPOSE_HEADER)),
      today,
    );
    const gateway = signer && contextGateway(signer, login, parts.keyLimits);
    const deps = { database, secrets, today };
    const context = { viewer, deps, gateway, jobs, reads: { current: {} }, trace, selectedFields: null };
    return { context, viewerKey: viewer?.staffId ?? viewer?.personId ?? null };
  };
}

async function authenticateGateway(
  { gateways, log, refused, services: { database } }: Parts,
  request: IncomingRequest,
  now: number,
): Promise<Signer | null> {
  const { headers, method, path, rawBody: body } = request;
  const header = readHeader(headers, SIGNATURE_HEADER);
  const verified = await verifyGateway({ gateways, database, now }, header, { method, path, body });
  if (!verified.ok) {
    refused.note(refusedSignature(verified.error, gateways, request.trace), now);
    throw refuseGateway(log, request, verified.error);
  }
  const id = verified.value;
  const registered = id === null ? undefined : gateways(id);
  return id === null || registered === undefined ? null : { ...registered, id };
}

/** Only the name of a registered gateway goes on record: any other is the sender's own text. */
function refusedSignature({ reason, gateway }: GatewayRefusal, gateways: Gateways, trace: string): Refusal {
  const registered = gateway !== undefined && gateways(gateway) !== undefined ? gateway : null;
  const nobody = { staffId: null, personId: null, field: null, operation: null };
  return { ...nobody, kind: 'SIGNATURE', code: reason, gateway: registered, trace };
}

/** A gateway as it is registered, with its id. */
interface Signer extends RegisteredGateway {
  readonly id: string;
}

/** A gateway and the login that it is registered with belong together: another's names nothing by key. */
function contextGateway({ id, key, login }: Signer, sender: Identity | null, limits: KeyLimits): Gateway {
  const isOwn = login !== undefined && sender !== null && identityKey(login) === identityKey(sender);
  return { id, contractKey: key, keyLimits: isOwn ? limits : null };
}

async function authenticateViewer(
  parts: Parts,
  authorization: string | undefined,
  purpose: string | null,
  today: string,
): Promise<{ readonly viewer: Viewer | null; readonly login: Identity | null }> {
  const sender = await findSender(parts, authorization, today);
  if (sender.viewer === undefined) throw graphError('UNAUTHENTICATED');
  const { viewer, login } = sender;
  if (viewer === null) return { viewer, login };
  return { viewer: { ...viewer, purpose: viewer.personId === null ? purpose : (purpose ?? OWN_PURPOSE) }, login };
}

/** The bearer of a token: `null` without one, `undefined` if it is invalid; the login of one of the identity provider. */
interface Sender {
  readonly viewer: Omit<Viewer, 'purpose'> | null | undefined;
  readonly login: Identity | null;
}

/** Finds the bearer of a token of the platform or of the identity provider. */
async function findSender(
  { authenticate, services: { database } }: Parts,
  authorization: string | undefined,
  today: string,
): Promise<Sender> {
  const digest = presentedDigest(authorization);
  if (digest !== null) {
    return { viewer: await database.session((sql) => dashboardOf(sql, digest, today)), login: null };
  }
  const identity = await authenticate(authorization);
  if (!identity.ok) return { viewer: identity.error === 'NO_TOKEN' ? null : undefined, login: null };
  const { value: login } = identity;
  return { viewer: (await viewers({ database, today }, [login])).get(identityKey(login)), login };
}

/** Viewers are read for every request, never cached; concurrent requests share a statement. */
const viewers = coalescedRead<
  Identity,
  Omit<Viewer, 'purpose'>,
  { readonly database: Database; readonly today: string }
>({
  cacheKey: identityKey,
  groupKey: (_identity, { today }) => today,
  load: ({ database, today }, identities) => database.session((sql) => loadViewers(sql, identities, today)),
});

function purposeOf(header: string | undefined): string | null {
  if (header === undefined) return null;
  const purpose = parsePurpose(percentDecoded(header) ?? header);
  if (purpose.ok) return purpose.value;
  throw graphError('INVALID_ARGUMENT', { argument: PURPOSE_HEADER, ...purpose.error });
}

/** The text of a header in percent-encoded UTF-8; `undefined` for any other. */
function percentDecoded(header: string): string | undefined {
  try {
    return decodeURIComponent(header);
  } catch {
    return undefined;
  }
}

function readHeader(headers: IncomingRequest['headers'], name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
}
