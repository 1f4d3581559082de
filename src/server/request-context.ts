import type { Logger } from 'pino';
import { verifyGateway } from '../access/gateway/verify-gateway.ts';
import type { Gateways } from '../access/gateway/gateway-file.ts';
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
import type { Gateway } from '../graph/context.ts';
import { graphError } from '../graph/error.ts';
import { refuseGateway } from './gateway-refusal.ts';
import type { IncomingRequest, RequestContext } from './http/server-parts.ts';
import { containsPersonalNumber } from '../graph/redaction.ts';
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
  readonly log: Logger;
}

/** The header with the purpose of a sensitive read, in percent-encoded UTF-8. */
const PURPOSE_HEADER = 'bangfu-purpose';
const PURPOSE = /^[^\p{C}\p{Zl}\p{Zp}]{1,200}$/u;
/** A purpose must have a letter or a digit, since an auditor reads it. */
const HAS_LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;
/** A worker who reads their own file needs no reason (Article 20). */
const OWN_PURPOSE = '本人查阅';

/** Makes the context of a request: its viewer, from the token, and its gateway, from the signature. */
export function requestContexts(parts: Parts): (request: IncomingRequest) => Promise<RequestContext> {
  return async (request) => {
    const { headers, trace } = request;
    const { database, secrets, jobs } = parts.services;
    const now = Date.now();
    const today = printDay(dayInChina(now));
    const gateway = await authenticateGateway(parts, request, now);
    const viewer = await authenticateViewer(
      parts,
      headers.authorization,
      parsePurpose(readHeader(headers, PURPOSE_HEADER)),
      today,
    );
    const deps = { database, secrets, today };
    const context = { viewer, deps, gateway, jobs, reads: { current: {} }, trace, selectedFields: null };
    return { context, viewerKey: viewer?.staffId ?? viewer?.personId ?? null };
  };
}

async function authenticateGateway(
  { gateways, log, services: { database } }: Parts,
  request: IncomingRequest,
  now: number,
): Promise<Gateway | null> {
  const { headers, method, path, rawBody: body } = request;
  const header = readHeader(headers, SIGNATURE_HEADER);
  const verified = await verifyGateway({ gateways, database, now }, header, { method, path, body });
  if (!verified.ok) throw refuseGateway(log, request, verified.error);
  const contractKey = verified.value === null ? undefined : gateways(verified.value);
  return verified.value === null || contractKey === undefined ? null : { id: verified.value, contractKey };
}

async function authenticateViewer(
  parts: Parts,
  authorization: string | undefined,
  purpose: string | null,
  today: string,
): Promise<Viewer | null> {
  const viewer = await findViewer(parts, authorization, today);
  if (viewer === undefined) throw graphError('UNAUTHENTICATED');
  if (viewer === null) return null;
  return { ...viewer, purpose: viewer.personId === null ? purpose : (purpose ?? OWN_PURPOSE) };
}

/** Finds the bearer of a token of the platform or of the identity provider: `null` without a token, `undefined` if it is invalid. */
async function findViewer(
  { authenticate, services: { database } }: Parts,
  authorization: string | undefined,
  today: string,
): Promise<Omit<Viewer, 'purpose'> | null | undefined> {
  const digest = presentedDigest(authorization);
  if (digest !== null) return database.session((sql) => dashboardOf(sql, digest, today));
  const identity = await authenticate(authorization);
  if (!identity.ok) return identity.error === 'NO_TOKEN' ? null : undefined;
  return (await viewers({ database, today }, [identity.value])).get(identityKey(identity.value));
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

function parsePurpose(header: string | undefined): string | null {
  if (header === undefined) return null;
  try {
    const purpose = decodeURIComponent(header).trim();
    if (PURPOSE.test(purpose) && HAS_LETTER_OR_DIGIT.test(purpose) && !containsPersonalNumber(purpose)) return purpose;
  } catch {
    // A header that is not percent-encoded UTF-8 is refused like any other invalid purpose.
  }
  throw graphError('INVALID_ARGUMENT', { argument: PURPOSE_HEADER });
}

function readHeader(headers: IncomingRequest['headers'], name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
}
