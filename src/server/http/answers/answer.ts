import { HeaderMap } from '@apollo/server';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import type { Logger } from 'pino';
import { type ErrorCode, ERRORS, graphError, errorMessage } from '../../../graph/error.ts';
import { toErrorCode, errorStatus } from './to-error-code.ts';
import { noteRefusal } from '../observing/refusals.ts';
import { reportFailure } from './report-failure.ts';
import { type Failure, findServed, isFailureCode } from '../served.ts';

const JSON_TYPE = 'application/json; charset=utf-8';
const GRAPH_TYPE = 'application/graphql-response+json; charset=utf-8';
const RETRY_SECONDS = 2;

/** The error that is returned for a request that was not executed; a failure of the server is logged. */
export function toPublicError(log: Logger, error: unknown, trace: string): GraphQLError {
  const code = toErrorCode(error);
  if (isFailureCode(code)) {
    return graphError(code, { errorId: reportFailure(log, code, error, trace).errorId });
  }
  return error instanceof GraphQLError && error.extensions['code'] === code ? error : graphError(code);
}

/** Adds to an error the HTTP status and headers that Apollo is to send. */
export function withStatus(error: GraphQLError): GraphQLError {
  const code = toErrorCode(error);
  const headers = new HeaderMap(Object.entries(headersFor(code)));
  Object.assign(error.extensions, { http: { status: statusFor(code, error), headers } });
  return error;
}

export function headersFor(code: ErrorCode): Readonly<Record<string, string>> {
  if (code === 'UNAVAILABLE') return { 'retry-after': String(RETRY_SECONDS) };
  return code === 'METHOD_NOT_ALLOWED' ? { allow: 'POST' } : {};
}

/** The body of the answer to a request that failed as a whole; partial results are dropped. */
export function failureBody({ code, errorId }: Failure): string {
  return JSON.stringify({ errors: [{ message: errorMessage(code), extensions: { code, errorId } }], data: null });
}

/** Answers a request that failed before it reached Apollo. */
export function answerError(log: Logger, error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const served = findServed(request);
  const refusal = toPublicError(log, error, served.trace);
  const code = toErrorCode(refusal);
  served.code = code;
  noteRefusal(served, refusal);
  return reply
    .code(statusFor(code, error))
    .headers(headersFor(code))
    .header('content-type', typeFor(request))
    .send(JSON.stringify({ errors: [refusal.toJSON()] }));
}

/** The HTTP status of a code; a bad request and an unsupported header may have a more specific one (406, 408, 415). */
function statusFor(code: ErrorCode, error: unknown): number {
  const isSpecific = code === 'BAD_REQUEST' || code === 'HEADER_UNSUPPORTED';
  return (isSpecific ? errorStatus(error) : undefined) ?? ERRORS[code].status;
}

/** The media type of an error body, by the `Accept` header. */
function typeFor({ headers }: FastifyRequest): string {
  const accept = headers.accept ?? '';
  return accept.includes('application/graphql-response+json') && !accept.includes('application/json')
    ? GRAPH_TYPE
    : JSON_TYPE;
}
