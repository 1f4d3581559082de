import { Field, ID, InputType } from 'type-graphql';
import { type Class, classNamed, makeInputType } from '../../../graph/dictionary.ts';
import { DayScalar, RevisionScalar } from '../../../graph/scalars.ts';
import type { Day } from '../../../kernel/calendar.ts';
import { type Fields, text } from '../../../fields/field.ts';
import { type Kind, RECORD_KINDS, RECORDS, type RecordKind, STATES } from '../../kinds.ts';
import '../../graph/codes.type.ts';

const OPEN = { nullable: true } as const;
const KEY: Fields = { key: text('编号') };
const OF_MEMBER: Fields = { ...KEY, member: text('成员编号') };

const HouseholdStateInput = makeInputType(
  'ArchiveHouseholdStateInput',
  '家庭情况',
  STATES.household.fields,
  STATES.household.articles,
);
const PersonInput = makeInputType('ArchivePersonInput', '人员', STATES.person.fields, STATES.person.articles);
const MembershipStateInput = makeInputType(
  'ArchiveMembershipStateInput',
  '成员情况',
  STATES.member.fields,
  STATES.member.articles,
);

@InputType('ArchiveMemberInput', { description: '家庭成员。A member: the person, and the state of their membership.' })
export class MemberInput {
  @Field(() => String, {
    description: '成员编号。The key of the member, unique in the household: letters, digits, - and _.',
  })
  readonly key!: string;

  @Field(() => String, { ...OPEN, description: '身份证号。18 or 15 characters; left out if the person has none yet.' })
  readonly identityNumber?: string | null;

  @Field(() => PersonInput, { description: '人员。The person.' })
  readonly person!: object;

  @Field(() => MembershipStateInput, { description: '成员情况。The state of their membership.' })
  readonly membershipState!: object;
}

/** The records of a household by kind, made from the dictionaries. */
const RecordsInput: Class = classNamed('RecordsInput');
for (const kind of RECORD_KINDS) {
  const { zh, articles, fields, belongsToMember } = RECORDS[kind] as Kind;
  const input = makeInputType(inputName(kind), zh, fields, articles, belongsToMember ? OF_MEMBER : KEY);
  Field(() => [input], {
    nullable: true,
    description: `${zh}（${articles}）。All records of this kind; none when left out.`,
  })(RecordsInput.prototype as object, kind);
}
InputType('ArchiveRecordsInput', { description: '收支、财产等记录。The records of a household by kind.' })(
  RecordsInput,
);

@InputType('ArchiveHouseholdInput', {
  description: '困难职工家庭（第九条）。A household with its members and records, as it holds from a day on.',
})
export class HouseholdInput {
  @Field(() => String, { description: '困难职工本人的成员编号。The key of the member who is the worker.' })
  readonly worker!: string;

  @Field(() => HouseholdStateInput, { description: '家庭情况。The facts about the household as a whole.' })
  readonly state!: object;

  @Field(() => [MemberInput], { description: '家庭成员。Its members.' })
  readonly members!: readonly MemberInput[];

  @Field(() => RecordsInput, { ...OPEN, description: '收支、财产等记录。Its records.' })
  readonly records?: object | null;
}

@InputType('ArchiveRecordHouseholdInput', {
  description: '登记或更正家庭。A household to record, to change from a day on, or to correct.',
})
export class RecordHouseholdInput {
  @Field(() => ID, {
    ...OPEN,
    description: '家庭标识；新家庭留空。Its id; left out for a household that is not yet on record.',
  })
  readonly householdId?: string | null;

  @Field(() => String, { ...OPEN, description: '登记工会的代码。The code of the union that records a new household.' })
  readonly union?: string | null;

  @Field(() => DayScalar, { description: '起始日期。The first day on which it is in force.' })
  readonly from!: Day;

  @Field(() => Boolean, {
    ...OPEN,
    description:
      '是否更正。If `true`, what is on record was wrong from its beginning; otherwise the household changes on that day.',
  })
  readonly correction?: boolean | null;

  @Field(() => Boolean, {
    ...OPEN,
    description: '保留未列出的。If `true`, members and records that are not given stay on record; otherwise they end.',
  })
  readonly keepMissing?: boolean | null;

  @Field(() => RevisionScalar, {
    ...OPEN,
    description: '预期版本。The revision that you have seen; the input is refused if the household has changed since.',
  })
  readonly expectedRevision?: number | null;

  @Field(() => String, {
    ...OPEN,
    description: '请求编号。A request with the same key and the same content is carried out once.',
  })
  readonly idempotencyKey?: string | null;

  @Field(() => HouseholdInput, { description: '家庭。The household.' })
  readonly household!: HouseholdInput;
}

function inputName(kind: RecordKind): string {
  const name = kind.charAt(0).toUpperCase() + kind.slice(1).replace(/s$/, '');
  return `Archive${name}Input`;
}
