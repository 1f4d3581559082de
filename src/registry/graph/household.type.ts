import { Directive, Extensions, Field, ID, ObjectType } from 'type-graphql';
import { addFields, classNamed } from '../../graph/dictionary.ts';
import { connectionOf } from '../../graph/page.ts';
import { Needs } from '../../graph/policy/policy.ts';
import { DayScalar } from '../../graph/scalars.ts';
import { STATES } from '../kinds.ts';
import './codes.type.ts';

const ASSETS = ['savingsFen', 'investmentsFen', 'commercialProperty', 'ownsShop', 'employsOthers'];

/** The fields that summary tables and partners' comparisons need; all others require `READ_FACTS`. */
const HEAD = [
  'workerNumber',
  'declaredClass',
  'region',
  'migrant',
  'unionMember',
  'mainCause',
  'otherCauses',
  'applicationKind',
  'keyGroup',
  'liftTarget',
  'liftTargetOn',
  'declaredPopulation',
  'filedBy',
  'checkedBy',
  'enteredBy',
  'bank',
  'bankBranch',
];

const WITHHELD = '未予显示的敏感字段。The sensitive fields that hold something which you do not see.';

@ObjectType({
  description: '困难职工家庭（第二、三、十四条）。A household in difficulty as it stands on a day.',
  simpleResolvers: true,
})
@Directive('@key(fields: "id")')
@Directive('@key(fields: "fileNumber")')
@Needs('READ_HOUSEHOLD')
export class Household {
  @Field(() => ID, { description: '家庭标识。The id of the household; it never changes.' })
  readonly id!: string;

  @Field(() => String, {
    nullable: true,
    description: '档案编号（第十四、十五条）。The number of its live file, today.',
  })
  readonly fileNumber!: string | null;

  @Field(() => DayScalar, { description: '所示日期。The day as of which it is shown.' })
  readonly asOf!: number;

  @Field(() => [String], { description: WITHHELD })
  readonly withheld!: readonly string[];
}

const sealed = (key: string) => STATES.household.fields[key as keyof typeof STATES.household.fields].sealed;

addFields(Household, STATES.household.fields, {
  articles: STATES.household.articles,
  policyOf: (key) => (HEAD.includes(key) || sealed(key) ? undefined : 'READ_FACTS'),
  only: (key) => !ASSETS.includes(key) && !['dwellingsKnown', 'vehiclesKnown'].includes(key),
});

export const Assets = classNamed('Assets');
ObjectType('Assets', {
  description: '家庭财产（第五、六条）。What the household owns; `null` where it was not verified.',
  simpleResolvers: true,
})(Assets);
Needs('READ_FACTS')(Assets);

addFields(Assets, STATES.household.fields, {
  articles: '第五、六条',
  only: (key) => ASSETS.includes(key),
});

@ObjectType({
  description: '家庭成员（第四条）。A person in a household as of a day, and the state of their membership.',
  simpleResolvers: true,
})
@Needs('READ_HOUSEHOLD')
export class Member {
  @Field(() => ID, { description: '成员标识。The id of the membership.' })
  readonly id!: string;

  @Field(() => String, { description: '成员编号。What the member is called among the household’s facts (`memberId`).' })
  readonly key!: string;

  @Field(() => [String], { description: WITHHELD })
  readonly withheld!: readonly string[];
}

addFields(Member, STATES.member.fields, {
  articles: STATES.member.articles,
  policyOf: (key) => (key === 'relation' || key === 'countedByDecisionReason' ? undefined : 'READ_FACTS'),
});

@ObjectType({
  description: '人员（第九、十四条）。A natural person, one and the same in every household and at every time.',
  simpleResolvers: true,
})
@Directive('@key(fields: "id")')
@Directive('@key(fields: "token")')
@Needs('READ_HOUSEHOLD')
export class Person {
  @Field(() => ID, { description: '人员标识。The id of the person; it never changes.' })
  readonly id!: string;

  @Field(() => String, {
    nullable: true,
    description:
      '身份证号（第九条）。公民身份号码, 18 characters; masked for whoever need not see it. `null`: none yet.',
  })
  @Extensions({ sensitivity: 'IDENTITY', sealed: true })
  readonly identityNumber!: string | null;

  @Field(() => [String], { description: WITHHELD })
  readonly withheld!: readonly string[];
}

/** The birth day is not among them: with it, a masked identity number would be nearly complete. */
const PERSON_HEAD = ['name', 'sex', 'workplaceOrSchool', 'workState'];
const personSealed = (key: string) => STATES.person.fields[key as keyof typeof STATES.person.fields].sealed;

addFields(Person, STATES.person.fields, {
  articles: STATES.person.articles,
  policyOf: (key) => (PERSON_HEAD.includes(key) || personSealed(key) ? undefined : 'READ_FACTS'),
});

@ObjectType({
  description: '变更记录（第十六条）。A change of a household: who did what, when and why.',
  simpleResolvers: true,
})
@Needs('INHERIT')
class Change {
  @Field(() => ID, { description: '变更标识。The id of the change.' })
  readonly id!: string;

  @Field(() => Number, {
    nullable: true,
    description: '变更序号。Its number in the one sequence of what happened; `null` for a moment after it.',
  })
  readonly number!: number | null;

  @Field(() => String, { description: '时间。When, in China: `2026-06-30T10:00:00.000+08:00`.' })
  readonly at!: string;

  @Field(() => String, { description: '经办人。The code of the member of staff.' })
  readonly actor!: string;

  @Field(() => String, { description: '事项。What was done.' })
  readonly action!: string;

  @Field(() => String, { description: '事由。What for.' })
  readonly purpose!: string;
}

export const HouseholdConnection = connectionOf('Household', '困难职工家庭', () => Household);
export const ChangeConnection = connectionOf('Change', '变更记录', () => Change);
