import { randomUUID } from 'node:crypto';
import { GraphQLError } from 'graphql';
import type { Logger } from 'pino';
import { errorCode, violatedConstraint } from '../../../kernel/error-code.ts';
import { rootCause } from './to-error-code.ts';
import type { Failure } from '../served.ts';

/** Errors whose messages come from the code alone and may be logged; those of others may quote data. */
const SPEAKING = new Set(['InvariantError', 'TypeError', 'ReferenceError']);

/** Logs a failure of the server, without data of the request or the database. */
export function reportFailure(log: Logger, code: Failure['code'], error: unknown, trace: string | null): Failure {
  const errorId = randomUUID();
  const artefact = artefactOf(error);
  log.error({ trace, errorId, code, artefact, error: describe(rootCause(error), code) }, 'failure');
  return { code, errorId };
}

/** The address of the artefact that an error is about. */
export function artefactOf(error: unknown): string | undefined {
  const artefact = error instanceof GraphQLError ? error.extensions['artefact'] : undefined;
  return typeof artefact === 'string' ? artefact : undefined;
}

/** Describes an error for the log; a stack is logged only for bugs. */
function describe(error: unknown, code: Failure['code']): object {
  const { name, message, stack, table } = Object(error) as Readonly<Record<string, unknown>>;
  return {
    name,
    code: errorCode(error),
    constraint: violatedConstraint(error),
    table: typeof table === 'string' ? table : undefined,
    message: typeof name === 'string' && SPEAKING.has(name) ? message : undefined,
    stack: code === 'INTERNAL' && typeof stack === 'string' ? stackFrames(stack) : undefined,
  };
}

/** The frames of a stack, without the message before them. */
function stackFrames(stack: string): readonly string[] {
  return stack
    .split('\n')
    .filter((line) => /^ {4}at /.test(line))
    .map((line) => line.trim());
}
