import { buildCommand } from '../../../graph/command.ts';
import type { GraphContext } from '../../../graph/context.ts';
import { idProblem } from '../../../graph/arguments/ids.ts';
import { fail } from '../../../kernel/result.ts';
import { problem } from '../../../usecase/problem.ts';
import { recordSurvey } from '../surveys/record-survey.ts';
import type { FiguresCompared } from '../surveys/compare-figures.ts';
import { graphName } from '../../../fields/field.ts';
import type { RecordSurveyInput } from './survey.input.ts';
import { recordHousehold } from '../record-household.ts';
import { loadUnionByCode } from '../../../organisation/union.loader.ts';
import { toFigures, toRegisterHousehold, toSurvey } from './entered-household.ts';
import type { RecordHouseholdInput } from './household-entry.input.ts';

/** Records the new household of an input, which names the union by its code. */
export async function recordEnteredHousehold(
  context: GraphContext,
  { union, household, from, idempotencyKey }: RecordHouseholdInput,
): ReturnType<typeof recordHousehold> {
  const command = buildCommand(context, idempotencyKey, '登记家庭');
  const recorder = await loadUnionByCode(context, union);
  if (recorder === null) return fail([problem('NO_SUCH_UNION', 'union')]);
  return recordHousehold(context.deps, {
    ...{ ...command, from, householdId: null, unionId: recorder.id, expectedRevision: null, correction: false },
    household: toRegisterHousehold(household),
  });
}

/** Records the survey of an input, or previews it. */
export async function recordEnteredSurvey(
  context: GraphContext,
  { householdId, survey, idempotencyKey, employment, incomes, deductions, expenses, ...input }: RecordSurveyInput,
): ReturnType<typeof recordSurvey> {
  const command = buildCommand(context, idempotencyKey, '入户调查');
  const wrong = idProblem(householdId, 'NO_SUCH_HOUSEHOLD', 'householdId');
  if (wrong !== null) return fail([wrong]);
  const { preview = false, correction = false, expectedRevision = null } = known(input);
  return recordSurvey(context.deps, {
    ...{ ...command, householdId, preview, correction, expectedRevision },
    ...{ survey: toSurvey(survey), records: toFigures({ employment, incomes, deductions, expenses }) },
  });
}

/** What a survey begins, changes and ends, as the graph's types have it. */
export function comparedNodes({ begins, changes, ends }: FiguresCompared) {
  const nodes = (list: FiguresCompared['begins']) =>
    list.map(({ kind, fields, ...one }) => ({ ...one, kind: kind.toUpperCase(), fields: fields.map(graphName) }));
  return { begins: nodes(begins), changes: nodes(changes), ends: nodes(ends) };
}

/** The fields of an input that are given and not `null`. */
function known<Input extends object>(input: Input): { [K in keyof Input]?: NonNullable<Input[K]> } {
  const given = Object.entries(input).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(given) as { [K in keyof Input]?: NonNullable<Input[K]> };
}
