import { Directive, ID, ObjectType } from 'type-graphql';
import { HasFields, maybe, needed, sealedText } from '../../graph/values.ts';
import { addFields, classNamed } from '../../graph/dictionary.ts';
import { makeConnectionType } from '../../graph/page/connection.type.ts';
import { Needs } from '../../graph/policy/policy.ts';
import { MomentScalar, RevisionScalar } from '../../graph/scalars.ts';
import { Node } from '../../graph/views/node.ts';
import { addViewFields } from '../../graph/views/view-fields.ts';
import { STATES } from '../kinds.ts';
import { ActEnum, WithheldFieldEnum } from './codes.type.ts';

const ASSETS = ['savingsFen', 'investmentsFen', 'commercialProperty', 'ownsShop', 'employsOthers'];

/** The fields that summary tables and partners' comparisons need; all others require `READ_FACTS`. */
const HEAD = [
  ...['workerNumber', 'declaredClass', 'region', 'migrant', 'unionMember', 'mainCause', 'otherCauses'],
  ...['applicationKind', 'keyGroup', 'liftTarget', 'liftTargetOn', 'declaredPopulation', 'filedBy'],
  ...['checkedBy', 'enteredBy', 'bank', 'bankBranch'],
];

const WITHHELD =
  '未予显示的敏感字段（须说明用途）。The sensitive fields that have a value which you may see, but only for a purpose.';

@ObjectType({
  description: '困难职工家庭（第二、三、十四条）。A household in difficulty, as of a day.',
  simpleResolvers: true,
  implements: Node,
})
@Directive('@key(fields: "fileNumber")')
@Needs('READ_HOUSEHOLD')
@HasFields({
  fileNumber: maybe('档案编号（第十四、十五条）。The number of the file that is live today.'),
  withheld: needed(WITHHELD, [WithheldFieldEnum]),
})
export class Household {}

addViewFields(Household, '家庭', { isEntity: true });

const householdSealed = (key: string) => STATES.household.fields[key as keyof typeof STATES.household.fields].sealed;

addFields(Household, STATES.household.fields, {
  articles: STATES.household.articles,
  fieldPolicy: (key) => (HEAD.includes(key) || householdSealed(key) ? undefined : 'READ_FACTS'),
  only: (key) => !ASSETS.includes(key) && !['dwellingsKnown', 'vehiclesKnown'].includes(key),
});

export const Assets = classNamed('Assets');
ObjectType('ArchiveAssets', {
  description: '家庭财产（第五、六条）。The assets of the household; `null` if they were not verified.',
  simpleResolvers: true,
})(Assets);
Needs('READ_FACTS')(Assets);

addFields(Assets, STATES.household.fields, {
  articles: '第五、六条',
  only: (key) => ASSETS.includes(key),
});

@ObjectType('ArchiveMember', {
  description: '家庭成员（第四条）。A person in a household as of a day, and the state of their membership.',
  simpleResolvers: true,
  implements: Node,
})
@Needs('READ_HOUSEHOLD')
@HasFields({
  key: needed('成员编号。The key of the member, which the household’s facts use as `memberId`.'),
  withheld: needed(WITHHELD, [WithheldFieldEnum]),
})
export class Member {}

addViewFields(Member, '成员');
addFields(Member, STATES.member.fields, {
  articles: STATES.member.articles,
  fieldPolicy: (key) => (key === 'relation' || key === 'countedByDecisionReason' ? undefined : 'READ_FACTS'),
});

@ObjectType({
  description: '人员（第九、十四条）。A natural person, who has the same id in every household and at all times.',
  simpleResolvers: true,
  implements: Node,
})
@Directive('@key(fields: "token")')
@Needs('READ_HOUSEHOLD')
@HasFields({
  identityNumber: sealedText(
    'IDENTITY',
    '身份证号（第九条）。公民身份号码, 18 characters; masked unless you may see it. `null` if the person has none yet.',
  ),
  withheld: needed(WITHHELD, [WithheldFieldEnum]),
})
export class Person {}

/** What is not among them needs the right to read facts; the birth day also that to the identity number. */
const PERSON_HEAD = ['name', 'sex', 'workplaceOrSchool', 'workState'];
const personSealed = (key: string) => STATES.person.fields[key as keyof typeof STATES.person.fields].sealed;

addViewFields(Person, '人员', { isEntity: true });
addFields(Person, STATES.person.fields, {
  articles: STATES.person.articles,
  fieldPolicy: (key) => (PERSON_HEAD.includes(key) || personSealed(key) ? undefined : 'READ_FACTS'),
});

@ObjectType('ArchiveChange', {
  description: '变更记录（第十六条）。A change of a household: who did what, when and why.',
  simpleResolvers: true,
})
@Needs('INHERIT')
@HasFields({
  id: needed('变更标识。The id of the change.', ID),
  number: maybe(
    '变更序号。Its number in the sequence of all changes; `null` until it is assigned, a moment later.',
    RevisionScalar,
  ),
  at: needed('时间。The time in China.', MomentScalar),
  actor: needed('经办人。The code of the member of staff.'),
  action: needed('事项。What was done.', ActEnum),
  purpose: needed('事由。The purpose.'),
})
class Change {}

export const HouseholdConnection = makeConnectionType('ArchiveHousehold', '困难职工家庭', () => Household);
export const ChangeConnection = makeConnectionType('ArchiveChange', '变更记录', () => Change);
