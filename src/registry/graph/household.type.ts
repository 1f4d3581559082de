import { Directive, ObjectType } from 'type-graphql';
import { HasFields, maybe, needed, sealedText } from '../../graph/values.ts';
import { addFields, classNamed } from '../../graph/dictionary.ts';
import { makeConnectionType } from '../../graph/page/connection.type.ts';
import { Needs } from '../../graph/policy/policy.ts';
import { Node } from '../../graph/views/node.ts';
import { addViewFields } from '../../graph/views/view-fields.ts';
import { statePolicy } from '../household/field-policies.ts';
import { STATES } from '../kinds.ts';
import { WithheldFieldEnum } from './codes.type.ts';

const ASSETS = ['savingsFen', 'investmentsFen', 'commercialProperty', 'ownsShop', 'employsOthers'];

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

addFields(Household, STATES.household.fields, {
  articles: STATES.household.articles,
  fieldPolicy: statePolicy('household'),
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
  fieldPolicy: statePolicy('member'),
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

addViewFields(Person, '人员', { isEntity: true });
addFields(Person, STATES.person.fields, {
  articles: STATES.person.articles,
  fieldPolicy: statePolicy('person'),
});

export const HouseholdConnection = makeConnectionType('ArchiveHousehold', '困难职工家庭', () => Household);
