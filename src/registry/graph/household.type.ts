import { Directive, Extensions, Field, ID, ObjectType } from 'type-graphql';
import { addFields, classNamed } from '../../graph/dictionary.ts';
import { makeConnectionType } from '../../graph/page/connection.type.ts';
import { Needs } from '../../graph/policy/policy.ts';
import { DayScalar } from '../../graph/scalars.ts';
import { STATES } from '../kinds.ts';
import './codes.type.ts';

const ASSETS = ['savingsFen', 'investmentsFen', 'commercialProperty', 'ownsShop', 'employsOthers'];

/** The fields that summary tables and partners' comparisons need; all others require `READ_FACTS`. */
const HEAD = [
  ...['workerNumber', 'declaredClass', 'region', 'migrant', 'unionMember', 'mainCause', 'otherCauses'],
  ...['applicationKind', 'keyGroup', 'liftTarget', 'liftTargetOn', 'declaredPopulation', 'filedBy'],
  ...['checkedBy', 'enteredBy', 'bank', 'bankBranch'],
];

const WITHHELD = '未予显示的敏感字段。The sensitive fields that have a value which you may not see.';

@ObjectType({
  description: '困难职工家庭（第二、三、十四条）。A household in difficulty, as of a day.',
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
    description: '档案编号（第十四、十五条）。The number of the file that is live today.',
  })
  readonly fileNumber!: string | null;

  @Field(() => DayScalar, { description: '所示日期。The day that the household is shown as of.' })
  readonly asOf!: number;

  @Field(() => [String], { description: WITHHELD })
  readonly withheld!: readonly string[];
}

const sealed = (key: string) => STATES.household.fields[key as keyof typeof STATES.household.fields].sealed;

addFields(Household, STATES.household.fields, {
  articles: STATES.household.articles,
  fieldPolicy: (key) => (HEAD.includes(key) || sealed(key) ? undefined : 'READ_FACTS'),
  only: (key) => !ASSETS.includes(key) && !['dwellingsKnown', 'vehiclesKnown'].includes(key),
});

export const Assets = classNamed('Assets');
ObjectType('Assets', {
  description: '家庭财产（第五、六条）。The assets of the household; `null` if they were not verified.',
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

  @Field(() => String, {
    description: '成员编号。The key of the member, which the household’s facts use as `memberId`.',
  })
  readonly key!: string;

  @Field(() => [String], { description: WITHHELD })
  readonly withheld!: readonly string[];
}

addFields(Member, STATES.member.fields, {
  articles: STATES.member.articles,
  fieldPolicy: (key) => (key === 'relation' || key === 'countedByDecisionReason' ? undefined : 'READ_FACTS'),
});

@ObjectType({
  description: '人员（第九、十四条）。A natural person, who has the same id in every household and at all times.',
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
      '身份证号（第九条）。公民身份号码, 18 characters; masked unless you may see it. `null` if the person has none yet.',
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
  fieldPolicy: (key) => (PERSON_HEAD.includes(key) || personSealed(key) ? undefined : 'READ_FACTS'),
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
    description: '变更序号。Its number in the sequence of all changes; `null` until it is assigned, a moment later.',
  })
  readonly number!: number | null;

  @Field(() => String, { description: '时间。The time in China, as in `2026-06-30T10:00:00.000+08:00`.' })
  readonly at!: string;

  @Field(() => String, { description: '经办人。The code of the member of staff.' })
  readonly actor!: string;

  @Field(() => String, { description: '事项。The action.' })
  readonly action!: string;

  @Field(() => String, { description: '事由。The purpose.' })
  readonly purpose!: string;
}

export const HouseholdConnection = makeConnectionType('Household', '困难职工家庭', () => Household);
export const ChangeConnection = makeConnectionType('Change', '变更记录', () => Change);
