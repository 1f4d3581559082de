import type { Action } from '../access/permissions.ts';
import { authorisedUnions } from '../access/viewer.ts';
import { filterTexts } from '../graph/arguments/filter-texts.ts';
import type { GraphContext } from '../graph/context.ts';
import { requireViewer } from '../graph/policy/require-viewer.ts';
import { requireUnion } from '../organisation/named-union.loader.ts';
import type { Narrowing, Overseen } from './listed.read.ts';
import type { OversightArgs } from './oversight.input.ts';

/** What the viewer oversees by an action. */
export function overseenBy(context: GraphContext, action: Action): Overseen {
  return { roots: authorisedUnions(requireViewer(context), action), today: context.deps.today };
}

/** The narrowing of a list by its arguments. Errors: INVALID_ARGUMENT, also for a union of which the viewer may see nothing. */
export async function narrowingOf(
  context: GraphContext,
  { from, to, ...given }: Partial<Pick<OversightArgs, 'union' | 'staff' | 'from' | 'to'>>,
): Promise<Narrowing> {
  const none: { readonly union: string | null; readonly staff: string | null } = { union: null, staff: null };
  const texts = filterTexts(none, { union: given.union, staff: given.staff });
  await requireUnion(context, texts.union, 'READ_ACCESS_RECORD', 'union');
  return { ...texts, from: from ?? null, to: to ?? null };
}
