import { Arg, Args, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { PageArgs } from '../../graph/arguments/args.input.ts';
import { idProblem } from '../../graph/arguments/ids.ts';
import { buildCommand } from '../../graph/command.ts';
import type { GraphContext } from '../../graph/context.ts';
import { Requires } from '../../graph/policy/policy.ts';
import { refusedAnswer, staffAnswer } from '../staff-answer.loader.ts';
import { listedPage } from '../staff.loader.ts';
import { StaffAnswer } from '../staff.type.ts';
import { confirmWorkerLogin } from './confirm-worker-login.ts';
import { type ListedLogin, LOGIN_LIST } from './login-list.read.ts';
import { proposeWorkerLogin } from './propose-worker-login.ts';
import { ProposeWorkerLoginInput, WorkerLoginConnection } from './worker-login.type.ts';

const INPUT = { description: '内容。The content of the command.' } as const;
const SAYS = {
  id: '标识。The id of the proposal.',
  list: '职工本人账号。The logins that were proposed for workers of your unions, and who confirmed them.',
  propose:
    '提出登记职工本人账号（第二十条），须由另一人在 30 日内确认。Proposes a login for the worker of a household, which another person confirms within 30 days.',
  confirm:
    '确认职工本人账号，当日生效，原账号失效。Confirms a proposed login, which is the worker’s from today on in place of the one before.',
};
const LIST = { list: 'workerLogins', action: 'READ_WORKER_LOGINS', keyOf: ({ id }: ListedLogin) => id } as const;

@Resolver()
export class WorkerLoginResolver {
  @Query(() => WorkerLoginConnection, { description: SAYS.list })
  @Requires('READ_WORKER_LOGINS')
  workerLogins(@Args(() => PageArgs) given: PageArgs, @Ctx() context: GraphContext) {
    return listedPage(context, LIST, LOGIN_LIST, given);
  }

  @Mutation(() => StaffAnswer, { description: SAYS.propose })
  @Requires('LINK_WORKER')
  async proposeWorkerLogin(
    @Arg('input', () => ProposeWorkerLoginInput, INPUT) input: ProposeWorkerLoginInput,
    @Ctx() context: GraphContext,
  ) {
    const { idempotencyKey: key, ...login } = input;
    const wrong = idProblem(login.householdId, 'NO_SUCH_HOUSEHOLD', 'householdId');
    if (wrong !== null) return refusedAnswer(wrong);
    const command = buildCommand(context, key, '提出登记职工本人账号');
    return staffAnswer(context, proposeWorkerLogin(context.deps, { ...command, ...login }), (made) => made.proposalId);
  }

  @Mutation(() => StaffAnswer, { description: SAYS.confirm })
  @Requires('LINK_WORKER')
  async confirmWorkerLogin(
    @Arg('proposalId', () => ID, { description: SAYS.id }) proposalId: string,
    @Ctx() context: GraphContext,
  ) {
    const wrong = idProblem(proposalId, 'NO_SUCH_PROPOSAL', 'proposalId');
    if (wrong !== null) return refusedAnswer(wrong);
    const command = { ...buildCommand(context, null, '登记职工本人账号'), proposalId };
    return staffAnswer(context, confirmWorkerLogin(context.deps, command), (linked) => linked.personId);
  }
}
