import { GraphQLError, Kind } from 'graphql';
import { KeysUnavailable } from '../../../access/token/authenticate.ts';
import { isUnavailable } from '../../../database/connection/unavailable.ts';
import { errorCode } from '../../../kernel/error-code.ts';
import { type ErrorCode, ERRORS } from '../../../graph/error.ts';

const APOLLOS: Readonly<Record<string, ErrorCode>> = {
  GRAPHQL_PARSE_FAILED: 'INVALID_DOCUMENT',
  GRAPHQL_VALIDATION_FAILED: 'INVALID_DOCUMENT',
  BAD_USER_INPUT: 'INVALID_VARIABLES',
  OPERATION_RESOLUTION_FAILURE: 'BAD_REQUEST',
};

/** The platform's code under which an error is returned, whichever library threw it. */
export function toErrorCode(error: unknown): ErrorCode {
  const cause = rootCause(error);
  if (!(error instanceof GraphQLError)) return fastifyErrorCode(error) ?? causeErrorCode(cause);
  const { code } = error.extensions;
  if (isErrorCode(code)) return code;
  if (typeof code === 'string' && Object.hasOwn(APOLLOS, code)) return APOLLOS[code] ?? 'INTERNAL';
  return graphqlErrorCode(error) ?? causeErrorCode(cause);
}

function graphqlErrorCode(error: GraphQLError): ErrorCode | undefined {
  if (isVariablesError(error)) return 'INVALID_VARIABLES';
  return isArgumentError(error) ? 'INVALID_ARGUMENT' : undefined;
}

/** Whether graphql-js gave up on too many invalid variables: that error has no nodes, no path and no original error. */
function isVariablesError({ originalError, nodes, path }: GraphQLError): boolean {
  return originalError === undefined && nodes === undefined && path === undefined;
}

function causeErrorCode(cause: unknown): ErrorCode {
  return isUnavailable(cause) || cause instanceof KeysUnavailable ? 'UNAVAILABLE' : 'INTERNAL';
}

/** What was thrown originally: graphql-js wraps other errors in its own, and a thrown value in `thrownValue`. */
export function rootCause(error: unknown): unknown {
  if (error instanceof GraphQLError && error.originalError !== undefined) return rootCause(error.originalError);
  return error instanceof Error && 'thrownValue' in error ? error.thrownValue : error;
}

function isErrorCode(code: unknown): code is ErrorCode {
  return typeof code === 'string' && Object.hasOwn(ERRORS, code);
}

/** Whether a variable inside an argument has a wrong value: graphql-js then reports the node of the value. */
function isArgumentError({ originalError }: GraphQLError): boolean {
  const kind = originalError instanceof GraphQLError ? originalError.nodes?.[0]?.kind : undefined;
  return kind !== undefined && kind !== Kind.FIELD;
}

/** The code for a request that Fastify itself refused; `undefined` for any other error. */
function fastifyErrorCode(error: unknown): ErrorCode | undefined {
  if (errorCode(error) === 'FST_ERR_CTP_BODY_TOO_LARGE') return 'TOO_LARGE';
  const status = errorStatus(error);
  return status !== undefined && status >= 400 && status < 500 ? 'BAD_REQUEST' : undefined;
}

/** The HTTP status that an error carries as `statusCode`, as the errors of Fastify do. */
export function errorStatus(error: unknown): number | undefined {
  const asks = typeof error === 'object' && error !== null && 'statusCode' in error;
  return asks && typeof error.statusCode === 'number' ? error.statusCode : undefined;
}
