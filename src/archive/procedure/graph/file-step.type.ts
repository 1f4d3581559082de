import { ID, Int, ObjectType } from 'type-graphql';
import { addFields } from '../../../graph/dictionary.ts';
import { Needs } from '../../../graph/policy/policy.ts';
import { Problem } from '../../../graph/problem.type.ts';
import { MomentScalar, RevisionScalar } from '../../../graph/scalars.ts';
import { HasFields, maybe, needed } from '../../../graph/values.ts';
import { Node } from '../../../graph/views/node.ts';
import { FileStateEnum, WithheldFieldEnum } from '../../../registry/graph/codes.type.ts';
import { ArchiveFile } from '../../reading/archive-file.type.ts';
import { fileStepFields } from '../steps/file-step.fields.ts';
import { BodyEnum, FileActEnum } from './procedure-codes.type.ts';

@ObjectType('ArchiveFileStep', {
  description:
    '档案步骤（第七、十至十七条）。A step of a file: who did what for which body on which day. It never changes.',
  simpleResolvers: true,
  implements: Node,
})
@Needs('READ_HISTORY')
@HasFields({
  id: needed('步骤标识。The id of the step; of an objection, that of the objection.', ID),
  number: needed('序号。Its place among the steps of the file, from 1 on.', Int),
  actor: needed('经办人代码。The code of the member of staff.'),
  actorName: needed('经办人姓名。Their name.'),
  fromState: maybe('之前的状态。The state of the file before; `null` if the step opened it.', FileStateEnum),
  toState: needed('之后的状态。The state of the file after it.', FileStateEnum),
  objectionId: maybe('异议标识。The objection that it settles.', ID),
  recordedAt: needed('记录时间。The time at which it was recorded, in China.', MomentScalar),
  withheld: needed(
    '未予显示的敏感字段（须说明用途）。The names of the sensitive fields that have a value which you may see, but only for a purpose.',
    [WithheldFieldEnum],
  ),
})
export class FileStep {}

addFields(FileStep, fileStepFields, {
  articles: '第七、十至十七条',
  fieldPolicy: (name) => (name === 'author' ? 'READ_OBJECTOR' : undefined),
});

@ObjectType('ArchiveNextAct', {
  description: '下一步（第十、十五条）。An act that the state of a file allows, and why it cannot be taken today.',
  simpleResolvers: true,
})
@Needs('INHERIT')
@HasFields({
  act: needed('步骤。The act.', FileActEnum),
  body: needed('经办方。The body whose act it is; the first one, where several may.', BodyEnum),
  refusal: maybe(
    '不能办理的理由。Why not; `null` if it is possible. A provisional standard is named here until the step names its confirmation.',
    Problem,
  ),
})
export class NextFileAct {}

@ObjectType('ArchiveTakeFileStepAnswer', {
  description: '办理结果。The result of taking a step of a file.',
  simpleResolvers: true,
})
@Needs('INHERIT')
@HasFields({
  problems: needed('错误；有错误则什么也没有写入。The reasons for a refusal; if there is any, nothing was written.', [
    Problem,
  ]),
  file: maybe('档案。The file after the step.', ArchiveFile),
  stepId: maybe('步骤标识。The id of the step.', ID),
  revision: maybe(
    '变更序号。The number of the change; `null` if nothing was written, or for a moment after the change.',
    RevisionScalar,
  ),
})
export class TakeFileStepAnswer {}
