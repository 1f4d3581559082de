import type { ApolloServerPlugin, GraphQLRequestListener } from '@apollo/server';
import type { MaskedCounter } from '../access/audit/masked-counter.ts';
import type { RefusedCounter } from '../access/audit/refused-counter.ts';
import { keepSensitiveRead } from '../access/audit/sensitive-read.ts';
import type { GraphContext } from '../graph/context.ts';
import { notedName } from '../graph/redaction.ts';
import { sensitiveReads } from '../graph/policy/sensitive-reads.ts';
import type { RecordRefusals } from './http/server-parts.ts';

/**
 * Writes one audit row for each answer that shows sensitive values, and commits it before the body is sent; if that
 * fails, so does the request. Values that were masked are only counted.
 */
export function auditPlugin(masked: MaskedCounter): ApolloServerPlugin<GraphContext> {
  const listener: GraphQLRequestListener<GraphContext> = {
    willSendResponse: ({ contextValue, operationName }) => recordReads(contextValue, notedName(operationName), masked),
  };
  return { requestDidStart: () => Promise.resolve(listener) };
}

/** Writes the audit row of what was read in a context, and counts what was masked. */
export async function recordReads(
  context: GraphContext,
  operation: string | null,
  masked: MaskedCounter,
): Promise<void> {
  const { viewer, gateway, deps, trace } = context;
  const reads = sensitiveReads(context);
  const shown = reads.shown();
  if (viewer === null) return;
  if (reads.masked() > 0) masked.note(viewer.staffId ?? viewer.personId ?? '', reads.masked());
  if (shown.length === 0) return;
  const subjects = shown.map(({ kind, id, fields }) => ({ kind, id, fields: [...fields].sort() }));
  await deps.database.transaction((sql) =>
    keepSensitiveRead(sql, {
      viewer,
      subjects,
      trace,
      operation,
      // Viewers without a purpose see no more than contract tokens; the contract is then the purpose.
      purpose: viewer.purpose ?? `合同 ${gateway?.id ?? ''}`,
    }),
  );
}

/** Counts the refusals of each request; outside the graph its route names what was refused. */
export function refusalRecorder(refused: RefusedCounter): RecordRefusals {
  return ({ refused: found, viewer, operation, trace }, route) => {
    for (const { kind, code, field } of found.values()) {
      const sender = { staffId: viewer?.staffId ?? null, personId: viewer?.personId ?? null, gateway: null };
      refused.note({ ...sender, kind, code, field: field ?? route, operation, trace }, Date.now());
    }
  };
}
