import { ObjectType } from 'type-graphql';
import { HasFields, maybe, needed } from '../../../graph/values.ts';
import { RevisionScalar } from '../../../graph/scalars.ts';
import { Needs } from '../../../graph/policy/policy.ts';
import { Problem } from '../../../graph/problem.type.ts';
import { Household } from '../../graph/household.type.ts';

const PROBLEMS = '错误；有错误则什么也没有写入。The problems; if there are any, nothing was written.';

@ObjectType('ArchiveRecordHouseholdAnswer', {
  description: '登记结果。The result of recording a household.',
  simpleResolvers: true,
})
@Needs('INHERIT')
@HasFields({
  problems: needed(PROBLEMS, [Problem]),
  household: maybe('家庭。The household as it is today, after the change.', Household),
  revision: maybe('变更序号。The number of the change; `null` if nothing changed.', RevisionScalar),
  kept: needed('未列出而保留的。The members and records that were not given and stay on record.', [String]),
})
export class RecordHouseholdAnswer {}
