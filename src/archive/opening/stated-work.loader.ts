import type { GraphContext } from '../../graph/context.ts';
import { fail, type Result, succeed } from '../../kernel/result.ts';
import { loadUnionByCode } from '../../organisation/union.loader.ts';
import { type Problem, problem } from '../../usecase/problem.ts';
import type { StatedWork } from '../jurisdiction/derive-filing.ts';
import type { FilingWorkInput } from '../procedure/graph/procedure.input.ts';

/** What is stated of the worker's work, with the ids of the unions that it names. */
export async function statedWork(
  context: GraphContext,
  { status = null, isDispatched = null, isOnBenefit = null, unions, without }: FilingWorkInput,
): Promise<Result<StatedWork, Problem>> {
  const stated: StatedWork['unions'][number][] = [];
  for (const [at, { place, union }] of (unions ?? []).entries()) {
    const found = await loadUnionByCode(context, union);
    const path = ['work', 'unions', at, 'union'];
    if (found === null) return fail(problem('NO_SUCH_UNION', ...path));
    stated.push({ place, unionId: found.id, path });
  }
  const none = (without ?? []).map((place, at) => ({ place, unionId: null, path: ['work', 'without', at] }));
  return succeed({ status, isDispatched, isOnBenefit, unions: [...stated, ...none] });
}
