import { GraphQLError, Kind } from 'graphql';
import type { RefusalKind } from '../../../access/audit/refusals.codes.ts';
import type { ErrorCode } from '../../../graph/error.ts';
import { toErrorCode } from '../answers/to-error-code.ts';
import type { GraphContext } from '../../../graph/context.ts';
import { refusedActs } from '../../../graph/policy/refused-acts.ts';
import type { Refused, Served } from '../served.ts';

/** The codes of refusals that are on record; those of what is only written wrongly are not. */
const KINDS: Readonly<Partial<Record<ErrorCode, RefusalKind>>> = {
  FORBIDDEN: 'RIGHT',
  TOO_MANY_REQUESTS: 'QUOTA',
  TOO_MANY_WAITING: 'QUOTA',
  LINK_INVALID: 'LINK',
  LINK_OF_ANOTHER: 'LINK',
  LINK_EXPIRED: 'LINK',
  LINK_USED: 'LINK',
  LINK_ENDED: 'LINK',
};

/** Notes of an error that it refuses an attempt. The field is the schema's: an alias would be the sender's own text. */
export function noteRefusal(served: Served, error: unknown): void {
  const code = toErrorCode(error);
  const kind = KINDS[code] ?? (isKeyQuota(error) ? 'QUOTA' : undefined);
  if (kind !== undefined) addRefusal(served, { kind, code, field: fieldOf(error) });
}

/** Notes the acts that were refused as data of an answer. */
export function noteRefusedActs(served: Served, context: GraphContext): void {
  for (const act of refusedActs(context)) addRefusal(served, { kind: 'ACT', ...act });
}

/** However many fields of an answer are refused for the same reason, it is one attempt. */
function addRefusal({ refused }: Served, refusal: Refused): void {
  refused.set(`${refusal.code} ${refusal.field ?? ''}`, refusal);
}

function fieldOf(error: unknown): string | null {
  const [node] = error instanceof GraphQLError ? (error.nodes ?? []) : [];
  return node?.kind === Kind.FIELD ? node.name.value : null;
}

/** Whether a partner named more persons and households than a request may. */
function isKeyQuota(error: unknown): boolean {
  const limit = error instanceof GraphQLError ? error.extensions['limit'] : undefined;
  return typeof limit === 'string' && limit.startsWith('keys.');
}
