import { ID } from 'type-graphql';
import { findEnum, registerCodes } from '../../../graph/dictionary.ts';
import { DayScalar } from '../../../graph/scalars.ts';
import { inputType, maybe, needed, REQUEST_KEY } from '../../../graph/values.ts';
import { CLOSING_REASONS, DEATH_SOURCES } from '../../household/household.codes.ts';
import { AS_SEEN, FROM, MEMBER_KEY, OF_HOUSEHOLD, REASON } from './acts.input.ts';
import { FLAGS_LEFT_OUT, HouseholdStateInput, MembershipStateInput } from './household-entry.input.ts';
import '../../lives/lives.type.ts';

/** The inputs of acts on the lives of persons and households. */

export const SetIdentityNumberInput = inputType(
  'ArchiveSetIdentityNumberInput',
  '登记或更正身份证号（第九条）。The identity number of a member: of one who had none, or instead of a wrong one.',
  {
    ...OF_HOUSEHOLD,
    member: MEMBER_KEY,
    identityNumber: needed('身份证号。18 or 15 characters.'),
    correction: maybe<boolean>('是否更正。Whether the number on record was wrong all along.', Boolean),
    reason: maybe('理由。The reason of a correction.'),
    ...AS_SEEN,
  },
);

export const RecordDeathInput = inputType(
  'ArchiveRecordDeathInput',
  '登记死亡（第十六条）。The death of a member, who is none from that day on.',
  {
    ...OF_HOUSEHOLD,
    member: MEMBER_KEY,
    on: needed('死亡日期。The day of the death.', DayScalar),
    source: needed<keyof typeof DEATH_SOURCES>('来源。Where it is known from.', findEnum(DEATH_SOURCES)),
    worker: maybe(
      '接替的成员编号。The key of who is the worker from that day on, if the member was; the household of a last member is closed.',
    ),
    ...AS_SEEN,
  },
);

export const RetractDeathInput = inputType(
  'ArchiveRetractDeathInput',
  '撤销死亡登记。Somebody has not died; that they are a member again is added with `addMember`.',
  { ...OF_HOUSEHOLD, member: MEMBER_KEY, reason: REASON, ...AS_SEEN },
);

export const CloseHouseholdInput = inputType(
  'ArchiveCloseHouseholdInput',
  '家庭销户（第十六条）。A household that is on record no more.',
  {
    ...OF_HOUSEHOLD,
    on: needed('销户日期。The first day on which it is closed.', DayScalar),
    reason: needed<keyof typeof CLOSING_REASONS>('销户原因。Why.', findEnum(CLOSING_REASONS)),
    ...AS_SEEN,
  },
);

export const ReopenHouseholdInput = inputType(
  'ArchiveReopenHouseholdInput',
  '家庭恢复（第十六条）。A closed household that is on record again, with the states of its last day.',
  {
    ...OF_HOUSEHOLD,
    from: FROM,
    worker: needed('成员编号。The key of the member who is the worker.'),
    members: needed<readonly string[]>('成员编号。The keys of the members who are back, the worker among them.', [
      String,
    ]),
    ...AS_SEEN,
  },
);

const LeavingMemberInput = inputType(
  'ArchiveLeavingMemberInput',
  '分户的成员。A member who leaves, and their state in the new household.',
  {
    key: needed('成员编号。Their key, which they keep.'),
    membershipState: needed<object>(`成员情况。The state of their membership. ${FLAGS_LEFT_OUT}`, MembershipStateInput),
  },
);

export const SplitHouseholdInput = inputType(
  'ArchiveSplitHouseholdInput',
  '分户（第十六条）。Members who leave and are a household of their own. Their records stay with the one they leave.',
  {
    ...OF_HOUSEHOLD,
    from: FROM,
    worker: needed('成员编号。The key of the member who is the worker of the new household.'),
    state: needed<object>(
      `家庭情况。The facts about the new household as a whole. ${FLAGS_LEFT_OUT}`,
      HouseholdStateInput,
    ),
    members: needed<readonly InstanceType<typeof LeavingMemberInput>[]>('成员。Those who leave.', [LeavingMemberInput]),
    ...AS_SEEN,
  },
);

export const MergePersonsInput = inputType(
  'ArchiveMergePersonsInput',
  '合并人员（第十四条）。Two persons on record who are one.',
  {
    from: needed('并入的人员。The id of who is merged; it and their number go on to find the other.', ID),
    into: needed('保留的人员。The id of who is kept.', ID),
    reason: REASON,
    idempotencyKey: REQUEST_KEY,
  },
);

export const FactKindEnum = registerCodes(
  'ArchiveMergedFactKind',
  { MEMBERSHIP: '成员', RECORD: '记录', STATE: '人员情况', DEATH: '死亡', NUMBER: '身份证号' },
  '合并后登记的内容',
);
const SideEnum = registerCodes('ArchiveMergeSide', { FROM: '并入的人员', INTO: '保留的人员' }, '归属');

const GiftInput = inputType(
  'ArchiveMergedFactInput',
  '合并后登记的内容的归属。Whose something is that was recorded since.',
  {
    kind: needed<'MEMBERSHIP' | 'RECORD' | 'STATE' | 'DEATH' | 'NUMBER'>('种类。What it is.', FactKindEnum),
    factId: needed('标识。The id that the answer of `undoMerge` names.', ID),
    to: needed<'FROM' | 'INTO'>('归属。Whose it is.', SideEnum),
  },
);

export const UndoMergeInput = inputType(
  'ArchiveUndoMergeInput',
  '撤销人员合并。Two persons who were merged and are two after all.',
  {
    person: needed('并入的人员。The id of who was merged.', ID),
    give: maybe<readonly InstanceType<typeof GiftInput>[]>('归属。Whose each fact is that was recorded since.', [
      GiftInput,
    ]),
    reason: REASON,
    idempotencyKey: REQUEST_KEY,
  },
);
