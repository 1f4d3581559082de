import type {
  ApolloServerPlugin,
  GraphQLRequestContextDidEncounterErrors,
  GraphQLRequestContextWillSendResponse,
  GraphQLRequestListener,
} from '@apollo/server';
import type { GraphQLError, GraphQLFormattedError } from 'graphql';
import type { Logger } from 'pino';
import type { GraphContext } from '../../../graph/context.ts';
import { type ErrorCode, ERRORS, errorMessage } from '../../../graph/error.ts';
import { headersFor } from './answer.ts';
import { toErrorCode } from './to-error-code.ts';
import { artefactOf, reportFailure } from './report-failure.ts';
import { noteRefusal, noteRefusedActs } from '../observing/refusals.ts';
import { findVariableFaults, type VariableFault } from './variable-faults.ts';
import { type Failure, isFailureCode, type Served } from '../served.ts';

/** The context of a request that came over HTTP. */
export interface ServedContext extends GraphContext {
  readonly served: Served;
}

/** How errors are returned: with the platform's codes and sentences; internal ones with the id of their log line. */
export interface Answers {
  readonly plugin: ApolloServerPlugin<ServedContext>;
  readonly formatError: (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError;
}

export function createAnswers(log: Logger): Answers {
  const ids = new WeakMap<object, string>();
  const faults = new WeakMap<object, VariableFault>();
  const report = (error: unknown, code: Failure['code'], trace: string | null) =>
    reportFailure(log, code, error, trace);
  return {
    formatError: ({ locations, path, extensions }, error) => {
      const code = toErrorCode(error);
      const { message, ...fault } = faultExtension(faults.get(error as object), code);
      return {
        message,
        ...(locations === undefined ? {} : { locations }),
        ...(path === undefined ? {} : { path }),
        extensions: {
          ...{ ...platformExtensions(extensions, code), ...fault },
          ...errorIdExtension(code, error, extensions, ids, report),
        },
      };
    },
    plugin: {
      unexpectedErrorProcessingRequest: ({ requestContext: { contextValue }, error }) => {
        const code = toErrorCode(error) === 'UNAVAILABLE' ? 'UNAVAILABLE' : 'INTERNAL';
        contextValue.served.failure = report(error, code, contextValue.served.trace);
        return Promise.resolve();
      },
      requestDidStart: () => Promise.resolve(requestListener(faults, ids, report)),
    },
  };
}

/** Notes the errors and refusals of a request, and sets the status of its answer. */
function requestListener(
  faults: WeakMap<object, VariableFault>,
  ids: WeakMap<object, string>,
  report: (error: unknown, code: Failure['code'], trace: string | null) => Failure,
): GraphQLRequestListener<ServedContext> {
  return {
    didEncounterErrors: (context) => {
      const { served } = context.contextValue;
      noteVariables(context, faults);
      for (const error of context.errors) noteRefusal(served, error);
      noteFailures(context.errors, ids, (error, code) => report(error, code, served.trace));
      return Promise.resolve();
    },
    willSendResponse: (context) => {
      setStatus(context);
      noteRefusedActs(context.contextValue.served, context.contextValue);
      return Promise.resolve();
    },
  };
}

/** The extensions of an error of the platform; of any other error, and of a variable, only the code. */
function platformExtensions(extensions: GraphQLFormattedError['extensions'], code: ErrorCode): object {
  return extensions?.['code'] === code && code !== 'INVALID_VARIABLES' ? extensions : { code };
}

function errorIdExtension(
  code: ErrorCode,
  error: unknown,
  extensions: GraphQLFormattedError['extensions'],
  ids: WeakMap<object, string>,
  report: (error: unknown, code: Failure['code'], trace: null) => Failure,
): { readonly errorId?: unknown } {
  if (!isFailureCode(code)) return {};
  const known = extensions?.['errorId'] ?? (error instanceof Error ? ids.get(error) : undefined);
  return { errorId: known ?? report(error, code, null).errorId };
}

/** Notes of each error of a variable where it is and why. */
function noteVariables(
  { errors, schema, operation, request }: GraphQLRequestContextDidEncounterErrors<ServedContext>,
  noted: WeakMap<object, VariableFault>,
): void {
  const ofVariables = errors.filter((error) => error.path === undefined && toErrorCode(error) === 'INVALID_VARIABLES');
  if (ofVariables.length === 0 || operation === undefined) return;
  const faults = findVariableFaults(schema, operation, request.variables ?? {});
  ofVariables.forEach((error, at) => {
    const fault = faults[at];
    if (fault !== undefined) noted.set(error, fault);
  });
}

/** The sentence of an error, and of a variable its path and the reason. */
function faultExtension(fault: VariableFault | undefined, code: ErrorCode) {
  if (fault === undefined) return { message: errorMessage(code) };
  const { path, zh, en } = fault;
  return { message: `${path}: ${zh} / ${en}`, variable: path, zh, en };
}

/** Logs one line per request and code, however many fields failed; and one per damaged artefact. */
function noteFailures(
  errors: readonly GraphQLError[],
  ids: WeakMap<object, string>,
  report: (error: unknown, code: Failure['code']) => Failure,
): void {
  const failures = new Map<string, Failure>();
  for (const error of errors) {
    const code = toErrorCode(error);
    if (!isFailureCode(code)) continue;
    const line = `${code} ${artefactOf(error) ?? ''}`;
    const failure = failures.get(line) ?? report(error, code);
    failures.set(line, failure);
    ids.set(error, failure.errorId);
  }
}

/**
 * Sets the status of the answer: 200 if the operation was executed, whatever became of its fields; the status of the error
 * if it was not; 503 if the database became unavailable.
 */
function setStatus({ contextValue: { served }, response }: GraphQLRequestContextWillSendResponse<ServedContext>): void {
  if (response.body.kind !== 'single') return;
  const { data, errors = [] } = response.body.singleResult;
  const [first] = errors;
  if (first === undefined) return;
  const code = errorCodeOfAnswer(first);
  served.code = code;
  const outage = errors.find((error) => errorCodeOfAnswer(error) === 'UNAVAILABLE');
  if (outage !== undefined) served.failure = { code: 'UNAVAILABLE', errorId: String(outage.extensions?.['errorId']) };
  if (data !== undefined) return;
  response.http.status = ERRORS[code].status;
  for (const [name, value] of Object.entries(headersFor(code))) response.http.headers.set(name, value);
}

function errorCodeOfAnswer({ extensions }: GraphQLFormattedError): ErrorCode {
  const code = extensions?.['code'];
  return typeof code === 'string' && Object.hasOwn(ERRORS, code) ? (code as ErrorCode) : 'INTERNAL';
}
