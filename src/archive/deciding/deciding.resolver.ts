import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { commandOf, outcomeOf } from '../../graph/command.ts';
import type { GraphContext } from '../../graph/context.ts';
import { isId } from '../../graph/ids.ts';
import { Requires } from '../../graph/policy.ts';
import { fail } from '../../kernel/result.ts';
import { householdOf } from '../../registry/graph/household.loader.ts';
import { readAt } from '../../registry/graph/read-at.ts';
import { problem } from '../../registry/problem.ts';
import { unionOfCode } from '../../registry/union/union.loader.ts';
import { openFile } from '../open-file.ts';
import { fileOf } from '../reading/archive-file.loader.ts';
import { recordAssessment } from '../record-assessment.ts';
import { OpenFileInput, RecordAssessmentInput } from './deciding.input.ts';
import { OpenFileAnswer, RecordAssessmentAnswer } from './deciding.type.ts';

@Resolver()
export class DecidingResolver {
  @Mutation(() => OpenFileAnswer, {
    description: '建立档案（第十、十五条）。Opens the file of a household that has no live one.',
  })
  @Requires('OPEN_FILE')
  async openFile(
    @Arg('input', () => OpenFileInput, { description: '档案。The file.' }) input: OpenFileInput,
    @Ctx() context: GraphContext,
  ) {
    const { value, problems } = await outcomeOf(context, open(context, input));
    const at = { asOf: input.on, known: 'NOW' } as const;
    return { problems, file: value === null ? null : await fileOf(context, 'id', value.fileId, at) };
  }

  @Mutation(() => RecordAssessmentAnswer, {
    description:
      '记录认定（第十五条）。Assesses a household on what is on record and keeps the decision with all that led to it.',
  })
  @Requires('RECORD_ASSESSMENT')
  async recordAssessment(
    @Arg('input', () => RecordAssessmentInput, { description: '认定。The decision.' }) input: RecordAssessmentInput,
    @Ctx() context: GraphContext,
  ) {
    const { value, problems } = await outcomeOf(context, decide(context, input));
    const at = await readAt(context.deps, input);
    const household = value === null ? null : await householdOf(context, input.householdId, at);
    return { problems, receiptId: value?.receiptId ?? null, outcome: value?.outcome ?? null, household };
  }
}

async function open(context: GraphContext, input: OpenFileInput): ReturnType<typeof openFile> {
  const { householdId, union, on, expectedRevision, idempotencyKey, ...state } = input;
  const command = commandOf(context, idempotencyKey, '建立档案');
  const steward = await unionOfCode(context, union);
  if (!isId(householdId)) return fail([problem('NO_SUCH_HOUSEHOLD', 'householdId')]);
  if (steward === null) return fail([problem('NO_SUCH_UNION', 'union')]);
  const { category = null, hardshipClass = null, reason = null } = state;
  return openFile(context.deps, {
    ...command,
    householdId,
    stewardId: steward.id,
    on,
    expectedRevision: expectedRevision ?? null,
    state: { state: state.state, level: state.level, category, hardshipClass, reason },
  });
}

async function decide(context: GraphContext, input: RecordAssessmentInput): ReturnType<typeof recordAssessment> {
  const { householdId, asOf, level, confirmation, expectedRevision, idempotencyKey } = input;
  const command = commandOf(context, idempotencyKey, '记录认定');
  if (!isId(householdId)) return fail([problem('NO_SUCH_HOUSEHOLD', 'householdId')]);
  const centre = await unionOfCode(context, confirmation?.union ?? '');
  if (confirmation !== null && confirmation !== undefined && centre === null) {
    return fail([problem('NO_SUCH_UNION', 'confirmation', 'union')]);
  }
  return recordAssessment(context.deps, {
    ...command,
    householdId,
    asOf,
    level,
    expectedRevision: expectedRevision ?? null,
    confirmation: centre === null ? null : { unionId: centre.id, document: confirmation?.document ?? '' },
  });
}
