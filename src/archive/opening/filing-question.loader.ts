import { inputPath } from '../../graph/command.ts';
import type { GraphContext } from '../../graph/context.ts';
import { idProblem, NOBODY } from '../../graph/arguments/ids.ts';
import { requireViewer } from '../../graph/policy/require-viewer.ts';
import { fail } from '../../kernel/result.ts';
import { loadUnionByCode } from '../../organisation/union.loader.ts';
import type { OrProblems, Problem } from '../../usecase/problem.ts';
import type { WhoFiles } from '../jurisdiction/filing-union.ts';
import { askFiling, type FilingAnswer } from './ask-filing.ts';
import type { FilingQuestionInput } from './filing-question.type.ts';
import { statedWork } from './stated-work.loader.ts';

export interface FilingAnswerNode extends WhoFiles {
  readonly wouldOpen: boolean | null;
  readonly problems: readonly Problem[];
}

/** Says who files for a household; `null` if there is none for which the viewer may open a file. */
export async function filingAnswer(
  context: GraphContext,
  input: FilingQuestionInput,
): Promise<FilingAnswerNode | null> {
  const answer = await askFromInput(context, input);
  if (!answer.ok) {
    if (answer.error.some(({ code }) => code === 'NO_SUCH_HOUSEHOLD')) return null;
    return { unionId: null, rules: [], gaps: [], wouldOpen: false, problems: answer.error.map(ofInput) };
  }
  const { who, refusals } = answer.value;
  const problems = (refusals ?? []).map(ofInput);
  return { ...who, wouldOpen: refusals === null ? null : problems.length === 0, problems };
}

function ofInput(one: Problem): Problem {
  return { ...one, path: inputPath(one.path) };
}

async function askFromInput(context: GraphContext, input: FilingQuestionInput): Promise<OrProblems<FilingAnswer>> {
  const { householdId, union, on, state, work } = input;
  const actorId = requireViewer(context).staffId ?? NOBODY;
  const stated = await statedWork(context, work ?? {});
  const wrong = idProblem(householdId, 'NO_SUCH_HOUSEHOLD', 'householdId');
  if (wrong !== null) return fail([wrong]);
  if (!stated.ok) return fail([stated.error]);
  const unionId = await namedUnion(context, union ?? null);
  return askFiling(context.deps, { actorId, householdId, unionId, on, state, work: stated.value });
}

/** An unknown union is one that nobody acts for. */
async function namedUnion(context: GraphContext, code: string | null): Promise<string | null> {
  return code === null ? null : ((await loadUnionByCode(context, code))?.id ?? NOBODY);
}
