import { Field, ID } from 'type-graphql';
import { findEnum, makeChangeType } from '../../../graph/dictionary.ts';
import { DayScalar } from '../../../graph/scalars.ts';
import { inputType, maybe, needed, REQUEST_KEY, REVISION } from '../../../graph/values.ts';
import { LEAVING_REASONS } from '../../household/household.codes.ts';
import { isLasting, type Kind, RECORD_KINDS, RECORDS, type RecordKind, STATES } from '../../kinds.ts';
import { inputName, MemberInput, RECORD_INPUTS, recordsInput } from './household-entry.input.ts';

/** The inputs of acts on a household on record. What they leave out is unchanged. */

export const OF_HOUSEHOLD = { householdId: needed('家庭标识。The id of the household.', ID) };
export const AS_SEEN = { expectedRevision: REVISION, idempotencyKey: REQUEST_KEY };
export const MEMBER_KEY = needed('成员编号。The key of the member.');
export const FROM = needed('起始日期。The first day on which it holds; nothing before that day is altered.', DayScalar);
const CHANGED = {
  from: FROM,
  correction: maybe<boolean>(
    '是否更正。If `true`, the values in force on that day were wrong for as long as they held; otherwise they change on it.',
    Boolean,
  ),
};
export const REASON = needed('理由。The reason, which is recorded with the change.');
const IDS = needed<readonly string[]>('记录标识。The ids of the records.', [ID]);

const HouseholdChange = makeChangeType(
  'ArchiveHouseholdChangeInput',
  '家庭情况',
  STATES.household.fields,
  STATES.household.articles,
);
const MembershipChange = makeChangeType(
  'ArchiveMembershipChangeInput',
  '成员情况',
  STATES.member.fields,
  STATES.member.articles,
);
const PersonChange = makeChangeType('ArchivePersonChangeInput', '人员', STATES.person.fields, STATES.person.articles);

export const ChangeHouseholdInput = inputType(
  'ArchiveChangeHouseholdInput',
  '变更或更正家庭情况（第十六条）。Facts about a household as a whole that change or are corrected.',
  { ...OF_HOUSEHOLD, ...CHANGED, state: needed<object>('家庭情况。What changes.', HouseholdChange), ...AS_SEEN },
);

export const ChangeMemberInput = inputType(
  'ArchiveChangeMemberInput',
  '变更或更正成员情况（第十六条）。Facts about a membership that change or are corrected.',
  {
    ...OF_HOUSEHOLD,
    member: MEMBER_KEY,
    ...CHANGED,
    state: needed<object>('成员情况。What changes.', MembershipChange),
    ...AS_SEEN,
  },
);

export const ChangePersonInput = inputType(
  'ArchiveChangePersonInput',
  '变更或更正人员（第十六条）。Facts about the person of a member that change or are corrected.',
  {
    ...OF_HOUSEHOLD,
    member: MEMBER_KEY,
    ...CHANGED,
    person: needed<object>('人员。What changes.', PersonChange),
    ...AS_SEEN,
  },
);

export const AddMemberInput = inputType(
  'ArchiveAddMemberInput',
  '成员加入（第十六条）。A member who comes from a day on.',
  {
    ...OF_HOUSEHOLD,
    from: FROM,
    member: needed<InstanceType<typeof MemberInput>>(
      '成员。The member, under a new key or the one that they had before.',
      MemberInput,
    ),
    ...AS_SEEN,
  },
);

export const EndMembershipInput = inputType('ArchiveEndMembershipInput', '成员离开（第十六条）。A member who leaves.', {
  ...OF_HOUSEHOLD,
  member: MEMBER_KEY,
  on: needed('离开日期。The first day on which they are no member. Their records stay.', DayScalar),
  reason: needed<keyof typeof LEAVING_REASONS>('离开原因。Why they leave.', findEnum(LEAVING_REASONS)),
  ...AS_SEEN,
});

export const RetractMembershipInput = inputType(
  'ArchiveRetractMembershipInput',
  '撤销成员。A membership that never was.',
  {
    ...OF_HOUSEHOLD,
    member: MEMBER_KEY,
    on: needed('日期。A day of the stay that never was.', DayScalar),
    reason: REASON,
    ...AS_SEEN,
  },
);

export const HandOverHouseholdInput = inputType(
  'ArchiveHandOverHouseholdInput',
  '移交家庭。Another member is the worker of the household from a day on.',
  {
    ...OF_HOUSEHOLD,
    from: FROM,
    worker: needed('成员编号。The key of the member who is the worker then.'),
    ...AS_SEEN,
  },
);

const changeTypes = Object.fromEntries(
  RECORD_KINDS.filter((kind) => kind !== 'surveys' && kind !== 'disbursements').map((kind) => {
    const { zh, articles, fields } = RECORDS[kind] as Kind;
    const type = makeChangeType(inputName(kind, 'Change'), zh, fields, articles);
    Field(() => ID, { description: '记录标识。The id of the record.' })(type.prototype as object, 'id');
    return [kind, type];
  }),
);
const added = Object.fromEntries(Object.entries(RECORD_INPUTS).filter(([kind]) => kind !== 'surveys'));
const lasting = Object.fromEntries(Object.entries(changeTypes).filter(([kind]) => isLasting(kind as RecordKind)));

const AddedRecords = recordsInput(
  'ArchiveAddedRecordsInput',
  '补登的记录。Records to add, by kind.',
  added,
  'Those to add.',
);
const ChangedRecords = recordsInput(
  'ArchiveChangedRecordsInput',
  '变更的记录。Records that change, by kind.',
  lasting,
  'Those that change.',
);
const CorrectedRecords = recordsInput(
  'ArchiveCorrectedRecordsInput',
  '更正的记录。Records to correct, by kind.',
  changeTypes,
  'Those to correct.',
);

export const AddRecordsInput = inputType(
  'ArchiveAddRecordsInput',
  '补登记录（第十六条）。Records to add: what a survey states belongs to the one in force on the day.',
  {
    ...OF_HOUSEHOLD,
    on: needed(
      '日期。The day of the act, on which what lasts begins if it has no day of its own. Nothing before it is altered.',
      DayScalar,
    ),
    correction: maybe<boolean>(
      '是否更正。Whether it was so all along: only then may it begin or happen before that day, and the survey stated it.',
      Boolean,
    ),
    records: needed<object>('记录。The records.', AddedRecords),
    ...AS_SEEN,
  },
);

export const ChangeRecordsInput = inputType(
  'ArchiveChangeRecordsInput',
  '变更记录（第十六条）。Records that last and change: each ends on the day before, and its successor begins.',
  { ...OF_HOUSEHOLD, from: FROM, records: needed<object>('记录。What changes.', ChangedRecords), ...AS_SEEN },
);

export const CorrectRecordsInput = inputType(
  'ArchiveCorrectRecordsInput',
  '更正记录。Records that were otherwise all along.',
  {
    ...OF_HOUSEHOLD,
    records: needed<object>('记录。What was otherwise.', CorrectedRecords),
    reason: REASON,
    ...AS_SEEN,
  },
);

export const EndRecordsInput = inputType(
  'ArchiveEndRecordsInput',
  '终止记录（第十六条）。Records that last, or spells of employment, which end.',
  {
    ...OF_HOUSEHOLD,
    on: needed('终止日期。The last day; of employment its month is the last.', DayScalar),
    ids: IDS,
    ...AS_SEEN,
  },
);

export const ReversePaymentInput = inputType(
  'ArchiveReversePaymentInput',
  '冲销发放（第二、九条）。A payment that is reversed by an entry of its own, whole and once.',
  {
    ...OF_HOUSEHOLD,
    id: needed('发放标识。The id of the payment.', ID),
    on: needed('冲销日期。The day of the reversing entry: not before the payment.', DayScalar),
    reason: needed('冲销理由。The reason, which the entry has and which is recorded with the change.'),
    ...AS_SEEN,
  },
);

export const RetractRecordsInput = inputType('ArchiveRetractRecordsInput', '撤销记录。Records that never were.', {
  ...OF_HOUSEHOLD,
  ids: IDS,
  reason: REASON,
  ...AS_SEEN,
});
