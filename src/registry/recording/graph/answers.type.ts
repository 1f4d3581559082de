import { ID, ObjectType } from 'type-graphql';
import { registerCodes } from '../../../graph/dictionary.ts';
import { RECORDS, SURVEYED_KINDS } from '../../kinds.ts';
import { HasFields, maybe, needed } from '../../../graph/values.ts';
import { RevisionScalar } from '../../../graph/scalars.ts';
import { Needs } from '../../../graph/policy/policy.ts';
import { Notice, Problem } from '../../../graph/problem.type.ts';
import { Household, Person } from '../../graph/household.type.ts';
import { RECORD_CLASSES } from '../../graph/record.type.ts';
import { FactKindEnum } from './lives.input.ts';

const PROBLEMS = '错误；有错误则什么也没有写入。The problems; if there are any, nothing was written.';
const NOTICES = '提示；不妨碍写入，请再核对。What deserves a second look; it stops no write.';

@ObjectType('ArchiveActAnswer', {
  description: '办理结果。The result of an act on a household.',
  simpleResolvers: true,
})
@Needs('INHERIT')
@HasFields({
  problems: needed(PROBLEMS, [Problem]),
  notices: needed(NOTICES, [Notice]),
  household: maybe('家庭。The household as it is today, after the act.', Household),
  revision: maybe('变更序号。The number of the change; `null` if nothing changed.', RevisionScalar),
})
export class ActAnswer {}

@ObjectType('ArchiveSplitAnswer', {
  description: '分户结果。The result of splitting a household.',
  simpleResolvers: true,
})
@Needs('INHERIT')
@HasFields({
  problems: needed(PROBLEMS, [Problem]),
  notices: needed(NOTICES, [Notice]),
  household: maybe('新家庭。The new household as it is today.', Household),
  remaining: maybe('原家庭。The household that they left.', Household),
  revision: maybe('变更序号。The number of the change.', RevisionScalar),
})
export class SplitAnswer {}

@ObjectType('ArchiveMergeAnswer', {
  description: '人员合并结果。The result of merging two persons.',
  simpleResolvers: true,
})
@Needs('INHERIT')
@HasFields({
  problems: needed(PROBLEMS, [Problem]),
  person: maybe('人员。The person who is kept.', Person),
  doubles: needed(
    '疑似重复发放。Payments to both on one day, of one amount and kind of aid; nothing is done to them.',
    [RECORD_CLASSES.disbursements],
  ),
  revision: maybe('变更序号。The number of the change.', RevisionScalar),
})
export class MergeAnswer {}

@ObjectType('ArchiveMergedFact', {
  description: '合并后登记的内容。Something that was recorded of a merged person since the merge.',
  simpleResolvers: true,
})
@Needs('INHERIT')
@HasFields({
  kind: needed('种类。What it is.', FactKindEnum),
  factId: needed('标识。The id of the membership or record, otherwise of the person.', ID),
})
class MergedFact {}

@ObjectType('ArchiveUndoMergeAnswer', {
  description: '撤销人员合并结果。The result of undoing a merge.',
  simpleResolvers: true,
})
@Needs('INHERIT')
@HasFields({
  problems: needed(PROBLEMS, [Problem]),
  facts: needed('合并后登记的内容。What was recorded since, if that is why it is refused.', [MergedFact]),
  person: maybe('人员。The person who has a life of their own again.', Person),
  revision: maybe('变更序号。The number of the change.', RevisionScalar),
})
export class UndoMergeAnswer {}

const SurveyedKindEnum = registerCodes(
  'ArchiveSurveyedKind',
  Object.fromEntries((['surveys', ...SURVEYED_KINDS] as const).map((kind) => [kind.toUpperCase(), RECORDS[kind].zh])),
  '调查所列记录的种类',
);

@ObjectType('ArchiveFigureChange', {
  description: '记录的变化。A record that a survey states otherwise than what it follows.',
  simpleResolvers: true,
})
@Needs('INHERIT')
@HasFields({
  kind: needed('种类。The kind of the record.', SurveyedKindEnum),
  key: needed('编号。Its key.'),
  member: maybe('成员编号。The key of its member.'),
  fields: needed('各项。The fields that differ, or that have a value.', [String]),
})
class FigureChangeType {}

@ObjectType('ArchiveRecordSurveyAnswer', {
  description: '调查登记结果。The result of recording a survey, or of its preview.',
  simpleResolvers: true,
})
@Needs('INHERIT')
@HasFields({
  problems: needed(PROBLEMS, [Problem]),
  notices: needed(NOTICES, [Notice]),
  household: maybe('家庭。The household as it is today.', Household),
  revision: maybe('变更序号。The number of the change; `null` if nothing changed, and of a preview.', RevisionScalar),
  begins: needed('新增。What the survey states and the one before it did not.', [FigureChangeType]),
  changes: needed('变更。What it states otherwise.', [FigureChangeType]),
  ends: needed('不再列出。What the one before it stated and this one does not.', [FigureChangeType]),
})
export class RecordSurveyAnswer {}
