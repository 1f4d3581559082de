import { Field, InputType } from 'type-graphql';
import { type Class, classNamed, makeInputType } from '../../../graph/dictionary.ts';
import { DayScalar } from '../../../graph/scalars.ts';
import { inputType, maybe, needed, REQUEST_KEY } from '../../../graph/values.ts';
import { type Fields, text } from '../../../fields/field.ts';
import { type Kind, RECORD_KINDS, RECORDS, type RecordKind, STATES } from '../../kinds.ts';
import '../../graph/codes.type.ts';

const KEY: Fields = { key: text('编号') };
const OF_MEMBER: Fields = { ...KEY, member: text('成员编号') };

/** What descriptions say of flags such as `dwellingsKnown`. */
export const FLAGS_LEFT_OUT =
  'A flag `…Known` that is left out counts as `true` if its list has entries; of an empty list it must be given.';

const PAID = Object.fromEntries(Object.entries(RECORDS.disbursements.fields).filter(([name]) => name !== 'reason'));

export const HouseholdStateInput = makeInputType(
  'ArchiveHouseholdStateInput',
  '家庭情况',
  STATES.household.fields,
  STATES.household.articles,
);
const PersonInput = makeInputType('ArchivePersonInput', '人员', STATES.person.fields, STATES.person.articles);
export const MembershipStateInput = makeInputType(
  'ArchiveMembershipStateInput',
  '成员情况',
  STATES.member.fields,
  STATES.member.articles,
);

export const MemberInput = inputType(
  'ArchiveMemberInput',
  '家庭成员。A member: the person, and the state of their membership.',
  {
    key: needed('成员编号。The key of the member, unique in the household: letters, digits, - and _.'),
    identityNumber: maybe('身份证号。18 or 15 characters; left out if the person has none yet.'),
    person: needed('人员。The person.', PersonInput),
    membershipState: needed(`成员情况。The state of their membership. ${FLAGS_LEFT_OUT}`, MembershipStateInput),
  },
);

export type MemberInput = InstanceType<typeof MemberInput>;

/** The inputs of records by kind, made from the dictionaries. The reason of a reversal is given where a payment is reversed. */
export const RECORD_INPUTS = Object.fromEntries(
  RECORD_KINDS.map((kind) => {
    const { zh, articles, fields, belongsToMember } = RECORDS[kind] as Kind;
    const own = kind === 'disbursements' ? PAID : fields;
    return [kind, makeInputType(inputName(kind), zh, own, articles, belongsToMember ? OF_MEMBER : KEY)];
  }),
) as Readonly<Record<RecordKind, Class>>;

/** Makes an input with a list for each kind of records. */
export function recordsInput(
  name: string,
  description: string,
  kinds: Readonly<Partial<Record<RecordKind, Class>>>,
  of: string,
): Class {
  const target = classNamed(name);
  for (const [kind, type] of Object.entries(kinds) as [RecordKind, Class][]) {
    const { zh, articles } = RECORDS[kind];
    Field(() => [type], { nullable: true, description: `${zh}（${articles}）。${of}` })(
      target.prototype as object,
      kind,
    );
  }
  InputType(name, { description })(target);
  return target;
}

const documented = Object.fromEntries(Object.entries(RECORD_INPUTS).filter(([kind]) => kind !== 'disbursements'));

const RecordsInput = recordsInput(
  'ArchiveRecordsInput',
  '收支、财产等记录。The records of a household by kind; payments are added by `addRecords`.',
  documented,
  'All records of this kind; none when left out.',
);

const HouseholdInput = inputType(
  'ArchiveHouseholdInput',
  '困难职工家庭（第九条）。A household with its members and records, as it holds from a day on.',
  {
    worker: needed('困难职工本人的成员编号。The key of the member who is the worker.'),
    state: needed(`家庭情况。The facts about the household as a whole. ${FLAGS_LEFT_OUT}`, HouseholdStateInput),
    members: needed<readonly MemberInput[]>('家庭成员。Its members.', [MemberInput]),
    records: maybe('收支、财产等记录。Its records.', RecordsInput),
  },
);

export const RecordHouseholdInput = inputType(
  'ArchiveRecordHouseholdInput',
  '登记新家庭。A household to record that is not yet on record.',
  {
    union: needed('登记工会的代码。The code of the union that records it.'),
    from: needed('起始日期。The first day on which it is on record.', DayScalar),
    idempotencyKey: REQUEST_KEY,
    household: needed('家庭。The household.', HouseholdInput),
  },
);

export type RecordHouseholdInput = InstanceType<typeof RecordHouseholdInput>;

/** The name of an input of a kind of record. */
export function inputName(kind: RecordKind, of = ''): string {
  const name = kind.charAt(0).toUpperCase() + kind.slice(1).replace(/s$/, '');
  return `Archive${name}${of}Input`;
}
