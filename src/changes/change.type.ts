import { ID, ObjectType } from 'type-graphql';
import { argumentsType, computed, HasFields, inputType, maybe, needed } from '../graph/values.ts';
import { PageArgs } from '../graph/arguments/args.input.ts';
import { registerCodes } from '../graph/dictionary.ts';
import { makeConnectionType } from '../graph/page/connection.type.ts';
import { Needs } from '../graph/policy/policy.ts';
import { DayScalar, JsonScalar, MomentScalar, RevisionScalar } from '../graph/scalars.ts';
import { ActEnum } from '../registry/graph/codes.type.ts';
import { EFFECTS } from './facts/changed-facts.ts';
import { FACT_KINDS } from './facts/facts.read.ts';

const kindTerms = Object.fromEntries(Object.entries(FACT_KINDS).map(([name, { zh }]) => [name, zh]));
const FactKindEnum = registerCodes('ArchiveFactKind', kindTerms, '事实类别');
const EffectEnum = registerCodes('ArchiveChangeEffect', EFFECTS, '变更效果');

@ObjectType('ArchiveChange', {
  description: '变更记录（第十六条）。A change: who did what, when and why.',
  simpleResolvers: true,
})
@Needs('INHERIT')
@HasFields({
  id: needed(
    '变更标识。The id of the change; `@` and the id of a union or standard follow in whose history alone it is shown so.',
    ID,
  ),
  revision: maybe(
    '登记版本。Its number in the sequence of all changes; `null` until it is assigned, a moment later.',
    RevisionScalar,
  ),
  at: needed('时间。The time in China.', MomentScalar),
  actor: needed('经办人。The code of the member of staff.'),
  action: needed('事项。What was done.', ActEnum),
  purpose: needed('事由。The purpose.'),
})
export class Change {}

@ObjectType('ArchiveChangedField', {
  description: '变更的数据项（第十六条）。A field that a change altered, masked as the field itself is for you.',
  simpleResolvers: true,
})
@Needs('INHERIT')
@HasFields({
  field: needed('数据项名称。The name of the field.'),
  term: needed('数据项。The term of the form.'),
  old: computed('原值。The value before; `null` if there was none.', JsonScalar),
  new: computed('新值。The value after; `null` if there is none.', JsonScalar),
  oldText: computed('原值（如表所示）。The value before as forms print it.', String),
  newText: computed('新值（如表所示）。The value after as forms print it.', String),
  isWithheld: needed('是否未予显示（须说明用途）。Whether you may see the values, but only for a purpose.', Boolean),
})
class ChangedField {}

@ObjectType('ArchiveChangedFact', {
  description: '变更的事实（第十六条）。What a change did to a fact, as far as you may know of it.',
  simpleResolvers: true,
})
@Needs('INHERIT')
@HasFields({
  kind: needed('事实类别。The kind of the fact.', FactKindEnum),
  factId: needed('事实标识。Its id, the same at all times: of a household, a member, a record, a file.', ID),
  belongsTo: needed('归属标识。The id of the household, person, union or standard that it belongs to.', ID),
  key: maybe('编号。Its key in the household.'),
  memberId: maybe('成员标识。The id of the member that a record belongs to.', ID),
  personId: maybe('人员标识。The id of the person whose values they are.', ID),
  effect: needed('变更效果。Whether it was added, altered or removed for these days.', EffectEnum),
  from: maybe('自。The first day for which it was altered; `null`: for all days.', DayScalar),
  to: maybe('至（不含）。The first day after those for which it was altered; `null`: for all later days.', DayScalar),
  fields: needed('变更的数据项。The fields that differ.', [ChangedField]),
})
export class ChangedFact {}

export const ChangeConnection = makeConnectionType('ArchiveChange', '变更记录', () => Change);

const ChangeFilterInput = inputType(
  'ArchiveChangeFilterInput',
  '变更筛选条件，全部须满足。The conditions that changes must all meet.',
  {
    union: maybe('工会（含下级）：标识或代码。What is changed is of this union or one under it today.'),
    actor: maybe('经办人。The code of the member of staff.'),
    act: maybe('事项。What was done.', ActEnum),
    from: maybe('起始日期。The first day on which it was done.', DayScalar),
    to: maybe('截止日期。The last day on which it was done.', DayScalar),
  },
);

export const ChangesArgs = argumentsType(PageArgs, {
  filter: maybe('筛选条件。The conditions that they must meet.', ChangeFilterInput),
});
export type ChangesArgs = InstanceType<typeof ChangesArgs>;
