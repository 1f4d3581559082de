import { Arg, Args, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { PageArgs } from '../graph/arguments/args.input.ts';
import { buildCommand, settleCommand } from '../graph/command.ts';
import type { GraphContext } from '../graph/context.ts';
import { idProblem } from '../graph/arguments/ids.ts';
import { Requires } from '../graph/policy/policy.ts';
import { fail } from '../kernel/result.ts';
import { problem } from '../usecase/problem.ts';
import { loadUnionByCode } from '../organisation/union.loader.ts';
import { confirmGrant } from './grants/confirm-grant.ts';
import { momentInChina } from '../export/link/moment-in-china.ts';
import { issueDashboardToken } from './dashboard/issue-dashboard-token.ts';
import { endGrant } from './grants/end-grant.ts';
import { proposeGrant } from './grants/propose-grant.ts';
import { deactivateStaff } from './deactivate-staff.ts';
import { registerStaff } from './register-staff.ts';
import { ProposeGrantInput, RegisterStaffInput } from './staff.input.ts';
import { deactivationAnswer, refusedAnswer, staffAnswer } from './staff-answer.loader.ts';
import { proposalPage, staffPage } from './staff.loader.ts';
import { DashboardTokenAnswer, GrantProposalConnection, StaffAnswer, StaffConnection } from './staff.type.ts';

const ID_ARG = { description: '标识。The id.' } as const;

const INPUT = { description: '内容。The content of the command.' } as const;

@Resolver()
export class StaffResolver {
  @Query(() => StaffConnection, {
    description: '工作人员（第十九条）。The active staff, in the order of their codes.',
  })
  @Requires('MANAGE_STAFF')
  staff(@Args(() => PageArgs) given: PageArgs, @Ctx() context: GraphContext) {
    return staffPage(context, given);
  }

  @Query(() => GrantProposalConnection, {
    description: '待确认的授权。The grants that wait for a second administrator.',
  })
  @Requires('MANAGE_STAFF')
  grantProposals(@Args(() => PageArgs) given: PageArgs, @Ctx() context: GraphContext) {
    return proposalPage(context, given);
  }

  @Mutation(() => StaffAnswer, {
    description: '登记工作人员。Registers a member of staff, who has no grants yet.',
  })
  @Requires('MANAGE_STAFF')
  async registerStaff(
    @Arg('input', () => RegisterStaffInput, INPUT) input: RegisterStaffInput,
    @Ctx() context: GraphContext,
  ) {
    const { idempotencyKey, ...staff } = input;
    const command = buildCommand(context, idempotencyKey, '登记工作人员');
    return staffAnswer(context, registerStaff(context.deps, { ...command, ...staff }), ({ staffId }) => staffId);
  }

  @Mutation(() => StaffAnswer, {
    description:
      '停用工作人员，代理其授权的一并终止。Ends a member of staff from today on, and the grants that stand in for theirs.',
  })
  @Requires('MANAGE_STAFF')
  async deactivateStaff(@Arg('staffId', () => ID, ID_ARG) staffId: string, @Ctx() context: GraphContext) {
    const wrong = idProblem(staffId, 'NO_SUCH_STAFF', 'staffId');
    if (wrong !== null) return refusedAnswer(wrong);
    const command = buildCommand(context, null, '停用工作人员');
    return deactivationAnswer(context, staffId, () => deactivateStaff(context.deps, { ...command, staffId }));
  }

  @Mutation(() => StaffAnswer, {
    description: '提出授权。Proposes a grant, which another administrator confirms.',
  })
  @Requires('MANAGE_STAFF')
  async proposeGrant(
    @Arg('input', () => ProposeGrantInput, INPUT) input: ProposeGrantInput,
    @Ctx() context: GraphContext,
  ) {
    return staffAnswer(context, propose(context, input), ({ grantId }) => grantId);
  }

  @Mutation(() => StaffAnswer, {
    description: '确认授权。Confirms a grant that another administrator proposed.',
  })
  @Requires('MANAGE_STAFF')
  async confirmGrant(@Arg('grantId', () => ID, ID_ARG) grantId: string, @Ctx() context: GraphContext) {
    const wrong = idProblem(grantId, 'NO_SUCH_GRANT', 'grantId');
    if (wrong !== null) return refusedAnswer(wrong);
    const command = buildCommand(context, null, '确认授权');
    return staffAnswer(context, confirmGrant(context.deps, { ...command, grantId }), () => grantId);
  }

  @Mutation(() => StaffAnswer, { description: '终止授权。Ends a grant from today on.' })
  @Requires('MANAGE_STAFF')
  async endGrant(@Arg('grantId', () => ID, ID_ARG) grantId: string, @Ctx() context: GraphContext) {
    const wrong = idProblem(grantId, 'NO_SUCH_GRANT', 'grantId');
    if (wrong !== null) return refusedAnswer(wrong);
    const command = buildCommand(context, null, '终止授权');
    return staffAnswer(context, endGrant(context.deps, { ...command, grantId }), () => grantId);
  }

  @Mutation(() => DashboardTokenAnswer, {
    description:
      '签发看板令牌，原令牌即时失效。Issues the token of a grant of `DASHBOARD`; the one that it had is no longer valid.',
  })
  @Requires('MANAGE_STAFF')
  async issueDashboardToken(@Arg('grantId', () => ID, ID_ARG) grantId: string, @Ctx() context: GraphContext) {
    const wrong = idProblem(grantId, 'NO_SUCH_GRANT', 'grantId');
    if (wrong !== null) return { problems: [wrong], token: null, expiresAt: null };
    const command = { ...buildCommand(context, null, '签发看板令牌'), idempotencyKey: null, grantId };
    const { value, problems } = await settleCommand(context, issueDashboardToken(context.deps, command));
    return { problems, token: value?.token ?? null, expiresAt: value === null ? null : momentInChina(value.expiresAt) };
  }
}

async function propose(context: GraphContext, input: ProposeGrantInput): ReturnType<typeof proposeGrant> {
  const { idempotencyKey, union, to, ...grant } = input;
  const command = buildCommand(context, idempotencyKey, '提出授权');
  const over = await loadUnionByCode(context, union);
  if (over === null) return fail([problem('NO_SUCH_UNION', 'union')]);
  const deputyFor = grant.deputyFor ?? null;
  const wrong =
    idProblem(grant.staffId, 'NO_SUCH_STAFF', 'staffId') ??
    (deputyFor === null ? null : idProblem(deputyFor, 'NOTHING_TO_STAND_IN_FOR', 'deputyFor'));
  if (wrong !== null) return fail([wrong]);
  return proposeGrant(context.deps, { ...command, ...grant, deputyFor, unionId: over.id, to: to ?? null });
}
