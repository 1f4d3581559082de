import { ID, ObjectType } from 'type-graphql';
import { SENSITIVITY_NAMES } from '../../access/sensitivity.codes.ts';
import type { Sensitivity } from '../../fields/sensitivity.codes.ts';
import { registerCodes } from '../../graph/dictionary.ts';
import { makeConnectionType } from '../../graph/page/connection.type.ts';
import { Needs } from '../../graph/policy/policy.ts';
import { MomentScalar } from '../../graph/scalars.ts';
import { argumentsType, HasFields, maybe, needed } from '../../graph/values.ts';
import { OversightArgs } from '../oversight.input.ts';

const SensitivityEnum = registerCodes('ArchiveSensitivity', SENSITIVITY_NAMES, '敏感信息的种类');

export const SensitiveReadsArgs = argumentsType(OversightArgs, {
  person: maybe('人员标识。The id of a person whose values were read, whatever its times.', ID),
  household: maybe('家庭标识。The id of a household whose values were read, whatever its times.', ID),
});

export type SensitiveReadsArgs = InstanceType<typeof SensitiveReadsArgs>;

const READ = {
  at: needed('时间。When the answer was sent.', MomentScalar),
  kinds: needed<readonly Sensitivity[]>('所见种类。The kinds of values that were shown whole.', [SensitivityEnum]),
  staffCode: maybe('查阅人代码。The code of the member of staff who read; `null`: the worker themselves.'),
  staffName: maybe('查阅人姓名。Their name.'),
  purpose: needed('事由。What for; a worker is told the kind of purpose alone.'),
};

@ObjectType('ArchiveSensitiveRead', {
  description: '敏感信息的一次查阅。An answer that showed sensitive values of a person or household.',
  simpleResolvers: true,
})
@Needs('READ_ACCESS_RECORD')
@HasFields({
  ...READ,
  operation: maybe('操作名称。The name of the operation.'),
  trace: needed('追踪号。The id of the request in the log.'),
})
export class SensitiveRead {}

export const SensitiveReadConnection = makeConnectionType(
  'ArchiveSensitiveRead',
  '敏感信息的查阅',
  () => SensitiveRead,
);

@ObjectType('ArchiveOwnRead', {
  description: '与本人有关的一次查阅。What a member of staff read or, for a worker, who read values of theirs.',
  simpleResolvers: true,
})
@Needs('READ_OWN_RECORD')
@HasFields(READ)
export class OwnRead {}

export const OwnReadConnection = makeConnectionType('ArchiveOwnRead', '与本人有关的查阅', () => OwnRead);
