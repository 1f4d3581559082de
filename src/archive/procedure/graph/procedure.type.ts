import { ID, ObjectType } from 'type-graphql';
import { HasFields, maybe, needed } from '../../../graph/values.ts';
import { RevisionScalar } from '../../../graph/scalars.ts';
import { Needs } from '../../../graph/policy/policy.ts';
import { Problem } from '../../../graph/problem.type.ts';
import { OutcomeEnum } from '../../../registry/graph/codes.type.ts';
import { Household } from '../../../registry/graph/household.type.ts';
import { ArchiveFile } from '../../reading/archive-file.type.ts';

const PROBLEMS = '错误；有错误则什么也没有写入。The reasons for a refusal; if there is any, nothing was written.';

@ObjectType('ArchiveOpenFileAnswer', { description: '建档结果。The result of opening a file.', simpleResolvers: true })
@Needs('INHERIT')
@HasFields({
  problems: needed(PROBLEMS, [Problem]),
  file: maybe('档案。The file.', ArchiveFile),
  revision: maybe(
    '变更序号。The number of the change; `null` if nothing was written, or for a moment after the change.',
    RevisionScalar,
  ),
})
export class OpenFileAnswer {}

@ObjectType('ArchiveRecordAssessmentAnswer', {
  description: '记录认定的结果。The result of recording a decision.',
  simpleResolvers: true,
})
@Needs('INHERIT')
@HasFields({
  problems: needed(PROBLEMS, [Problem]),
  receiptId: maybe('记录标识。The id of the receipt.', ID),
  outcome: maybe('认定结果。The outcome of the decision.', OutcomeEnum),
  household: maybe('家庭。The household.', Household),
  revision: maybe(
    '变更序号。The number of the change; `null` if nothing was written, or for a moment after the change.',
    RevisionScalar,
  ),
})
export class RecordAssessmentAnswer {}
