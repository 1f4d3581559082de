import { ID, ObjectType } from 'type-graphql';
import { registerCodes } from '../../graph/dictionary.ts';
import { makeConnectionType } from '../../graph/page/connection.type.ts';
import { Needs } from '../../graph/policy/policy.ts';
import { HasFields, inputType, maybe, needed, REQUEST_KEY } from '../../graph/values.ts';
import { LOGIN_STATES } from './login-list.read.ts';

const LoginStateEnum = registerCodes('UnionWorkerLoginState', LOGIN_STATES, '职工本人账号的状态');

@ObjectType('UnionWorkerLogin', {
  description: '职工本人账号的提出与确认（第二十条）。A login that was proposed for the worker of a household.',
  simpleResolvers: true,
})
@Needs('READ_WORKER_LOGINS')
@HasFields({
  id: needed('标识。The id of the proposal.', ID),
  state: needed('状态。What became of it.', LoginStateEnum),
  householdId: needed('家庭标识。The household.', ID),
  personId: needed('职工标识。The worker.', ID),
  issuer: needed('身份签发方（iss）。The issuer of their tokens.'),
  subject: needed('身份标识（sub）。The subject that their tokens name.'),
  validFrom: needed('提出日期。The day on which it was proposed: `2026-06-30`.'),
  validTo: needed('自此日起不能再确认。The first day on which it can no longer be confirmed.'),
  proposedBy: needed('提出人标识。The id of the member of staff who proposed it.', ID),
  confirmedBy: maybe('确认人标识。The id of the member of staff who confirmed it.', ID),
})
class WorkerLogin {}

export const WorkerLoginConnection = makeConnectionType('UnionWorkerLogin', '职工本人账号', () => WorkerLogin);

export const ProposeWorkerLoginInput = inputType(
  'UnionProposeWorkerLoginInput',
  '提出登记职工本人账号（第二十条）。The login by which the worker of a household is to see their own file.',
  {
    householdId: needed('家庭标识。The household.', ID),
    issuer: needed('身份签发方（iss）。The issuer of their tokens.'),
    subject: needed('身份标识（sub）。The subject that their tokens name.'),
    idempotencyKey: REQUEST_KEY,
  },
);

export type ProposeWorkerLoginInput = InstanceType<typeof ProposeWorkerLoginInput>;
