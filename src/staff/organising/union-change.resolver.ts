import { Arg, Args, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { PageArgs } from '../../graph/arguments/args.input.ts';
import { idProblem } from '../../graph/arguments/ids.ts';
import { buildCommand } from '../../graph/command.ts';
import type { GraphContext } from '../../graph/context.ts';
import { Requires } from '../../graph/policy/policy.ts';
import { fail } from '../../kernel/result.ts';
import { loadUnionByCode } from '../../organisation/union.loader.ts';
import { problem } from '../../usecase/problem.ts';
import { refusedAnswer, staffAnswer } from '../staff-answer.loader.ts';
import { listedPage } from '../staff.loader.ts';
import { StaffAnswer } from '../staff.type.ts';
import { confirmUnionChange } from './confirm-union-change.ts';
import { proposeUnionChange } from './propose-union-change.ts';
import { rejectUnionChange } from './reject-union-change.ts';
import { type ListedUnionChange, UNION_CHANGE_LIST } from './union-change-list.read.ts';
import { ProposeUnionChangeInput, UnionChangeConnection } from './union-change.type.ts';

const INPUT = { description: '内容。The content of the command.' } as const;
const ID_ARG = { description: '标识。The id of the proposal.' } as const;
const SAYS = {
  list: '工会变动。The changes that were proposed for unions under yours, and what became of them.',
  propose:
    '提出工会的成立、更名、变更隶属、合并、撤销（第十条），须由另一人在 30 日内确认。Proposes that a union is founded, renamed, moved, merged or dissolved, which another administrator of the superior union confirms within 30 days.',
  confirm: '确认工会变动。Makes a proposed change of a union, from its day on.',
  reject: '不予确认或撤回工会变动。Rejects a proposed change of a union, or withdraws one’s own.',
};
const LIST = { list: 'unionChanges', action: 'READ_UNION_CHANGES', keyOf: ({ id }: ListedUnionChange) => id } as const;

@Resolver()
export class UnionChangeResolver {
  @Query(() => UnionChangeConnection, { description: SAYS.list })
  @Requires('READ_UNION_CHANGES')
  unionChanges(@Args(() => PageArgs) given: PageArgs, @Ctx() context: GraphContext) {
    return listedPage(context, LIST, UNION_CHANGE_LIST, given);
  }

  @Mutation(() => StaffAnswer, { description: SAYS.propose })
  @Requires('MANAGE_ORGANISATION')
  async proposeUnionChange(
    @Arg('input', () => ProposeUnionChangeInput, INPUT) input: ProposeUnionChangeInput,
    @Ctx() context: GraphContext,
  ) {
    return staffAnswer(context, propose(context, input), ({ proposalId }) => proposalId);
  }

  @Mutation(() => StaffAnswer, { description: SAYS.confirm })
  @Requires('MANAGE_ORGANISATION')
  async confirmUnionChange(@Arg('proposalId', () => ID, ID_ARG) proposalId: string, @Ctx() context: GraphContext) {
    const wrong = idProblem(proposalId, 'NO_SUCH_PROPOSAL', 'proposalId');
    if (wrong !== null) return refusedAnswer(wrong);
    const command = { ...buildCommand(context, null, '确认工会变动'), proposalId };
    return staffAnswer(context, confirmUnionChange(context.deps, command), ({ unionId }) => unionId);
  }

  @Mutation(() => StaffAnswer, { description: SAYS.reject })
  @Requires('MANAGE_ORGANISATION')
  async rejectUnionChange(
    @Arg('proposalId', () => ID, ID_ARG) proposalId: string,
    @Arg('reason', () => String, { description: '理由。The reason.' }) reason: string,
    @Ctx() context: GraphContext,
  ) {
    const wrong = idProblem(proposalId, 'NO_SUCH_PROPOSAL', 'proposalId');
    if (wrong !== null) return refusedAnswer(wrong);
    const command = { ...buildCommand(context, null, '不予确认工会变动'), proposalId, reason };
    return staffAnswer(context, rejectUnionChange(context.deps, command), () => proposalId);
  }
}

async function propose(context: GraphContext, input: ProposeUnionChangeInput): ReturnType<typeof proposeUnionChange> {
  const { idempotencyKey, union, target, ...rest } = input;
  const command = buildCommand(context, idempotencyKey, '提出工会变动');
  const [own, over] = await Promise.all([unionId(context, union), unionId(context, target)]);
  if (own === undefined) return fail([problem('NO_SUCH_UNION', 'union')]);
  if (over === undefined) return fail([problem('NO_SUCH_UNION', 'target')]);
  return proposeUnionChange(context.deps, { ...command, ...withNulls(rest), unionId: own, targetId: over });
}

/** A change with `null` for what it does not name. */
function withNulls<I extends Omit<ProposeUnionChangeInput, 'idempotencyKey' | 'union' | 'target'>>(input: I) {
  const { code = null, name = null, unionKind = null, region = null, centreName = null, unlisted, ...rest } = input;
  return { ...rest, code, name, unionKind, region, centreName, unlisted: unlisted === true };
}

/** The id of the union with a code: `null` if no code is given, `undefined` if there is no such union. */
async function unionId(context: GraphContext, code: string | null | undefined): Promise<string | null | undefined> {
  return typeof code === 'string' ? (await loadUnionByCode(context, code))?.id : null;
}
