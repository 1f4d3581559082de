import { ID, Int } from 'type-graphql';
import { PageArgs } from '../../../graph/arguments/args.input.ts';
import { findEnum } from '../../../graph/dictionary.ts';
import { DayScalar, YuanScalar } from '../../../graph/scalars.ts';
import {
  argumentsType,
  AS_KNOWN_ON,
  AT_REVISION,
  inputType,
  maybe,
  needed,
  REQUEST_KEY,
} from '../../../graph/values.ts';
import { ConfirmationInput } from '../../../archive/procedure/graph/procedure.input.ts';
import { AID_TYPES } from '../../../registry/household/disbursement.fields.ts';
import type { AidType } from '../../caps/relief-caps.ts';
import type { BasisKind, BatchState } from '../batch.codes.ts';
import { BasisKindEnum, BatchStateEnum } from './relief-batch.type.ts';

const OtherPayeeInput = inputType(
  'ReliefOtherPayeeInput',
  '他人收款。Another payee than the person or the worker of the household, with what says so.',
  {
    name: needed('收款人。The name of the payee.'),
    relation: needed('与本人关系。Their relation to the person.'),
    document: needed('依据。The document by which they are paid.'),
    bank: maybe('开户银行。Their bank.'),
    accountNumber: needed('银行卡号。Their account: 8 to 32 digits.'),
  },
);

const BatchLineInput = inputType(
  'ReliefBatchLineInput',
  '批次明细。A line of a batch: whom it is for, what it rests on, and the money. Without another payee it is paid to the account of the household.',
  {
    household: needed('家庭的标识。The id of the household, which is kept under the union.', ID),
    member: maybe('家庭成员的标识。The id of the member whom it is for; the worker by default.', ID),
    allocation: needed('资金分配的标识。The id of the allocation of the union whose money it is.', ID),
    amount: needed('金额（元）。The amount, in yuan, above 0.', YuanScalar),
    basisKind: needed<BasisKind>('事由种类。What it rests on.', BasisKindEnum),
    basisNumber: maybe('事由编号。Of a document its number, of a festival its name; required for these.'),
    basisIssuer: maybe('出具单位。Who issued the document; required for one.'),
    periodFrom: needed('所属期间起。The first day of the period that it is for.', DayScalar),
    periodTo: needed('所属期间止。The last day of that period.', DayScalar),
    otherPayee: maybe('他人收款。Another payee.', OtherPayeeInput),
    accountNote: maybe('账号说明。Why a wrong check digit, or an account that another household has too, is right.'),
  },
);

export const PrepareBatchInput = inputType(
  'ReliefBatchPreparationInput',
  '编制批次（第二、九条）。A batch of payments of one kind of aid, of the money of one union.',
  {
    union: needed('工会代码。The code of the union whose money it is.'),
    aidType: needed<AidType>('帮扶项目。The kind of aid.', findEnum(AID_TYPES)),
    on: maybe('日期。The day as of which its lines are taken from the register; today by default.', DayScalar),
    amountDocument: maybe('金额依据。The document on which the amounts rest where no cap is on file.'),
    twoPeopleDocument: maybe('两人办理依据。The local rule by which two people may pay the money of an employer.'),
    lines: needed<readonly InstanceType<typeof BatchLineInput>[]>('明细。Its lines, at least one.', [BatchLineInput]),
    idempotencyKey: REQUEST_KEY,
  },
);

export type PrepareBatchInput = InstanceType<typeof PrepareBatchInput>;

const STEP = {
  batch: needed('批次的标识。The id of the batch.', ID),
  on: maybe('日期。The day of the step, not after today and not before the last one; today by default.', DayScalar),
  idempotencyKey: REQUEST_KEY,
};

export const SubmitBatchInput = inputType(
  'ReliefBatchSubmissionInput',
  '提交批次。A batch that is submitted, with the number of the minutes that decided on it.',
  {
    ...STEP,
    minutesNumber: needed('会议纪要编号。The number of the minutes.'),
    payBy: needed('最迟发放日期。The last day on which it may be paid: until then its money is held.', DayScalar),
    confirmation: maybe('确认。Required if a provisional or outdated standard is used.', ConfirmationInput),
  },
);

export type SubmitBatchInput = InstanceType<typeof SubmitBatchInput>;

export const BatchStepInput = inputType('ReliefBatchStepInput', '批次步骤。A step of a batch.', STEP);

export type BatchStepInput = InstanceType<typeof BatchStepInput>;

const REASON = needed('理由。Why, in at most 200 characters, without numbers of persons or cards.');

export const RejectBatchInput = inputType('ReliefBatchRejectionInput', '驳回批次。A batch that is rejected.', {
  ...STEP,
  reason: REASON,
});

export type RejectBatchInput = InstanceType<typeof RejectBatchInput>;

export const StrikeLinesInput = inputType(
  'ReliefLinesStrikeInput',
  '剔除批次明细。Lines that are struck out of a batch while it is prepared.',
  {
    batch: needed('批次的标识。The id of the batch.', ID),
    lines: needed<readonly number[]>('序号。The numbers of the lines.', [Int]),
    reason: REASON,
    idempotencyKey: REQUEST_KEY,
  },
);

export type StrikeLinesInput = InstanceType<typeof StrikeLinesInput>;

const BatchFilterInput = inputType(
  'ReliefBatchFilterInput',
  '发放批次筛选条件，全部须满足。The conditions that batches must all meet.',
  {
    union: maybe('工会（含下级）：标识或代码。Batches of this union or of one that is under it on the day.'),
    state: maybe<BatchState>('状态。Their state on the day.', BatchStateEnum),
  },
);

export const BatchesArgs = argumentsType(PageArgs, {
  filter: maybe('筛选条件。Only batches that match this filter.', BatchFilterInput),
  asOf: maybe('截至日期。The day until which steps count; today by default.', DayScalar),
  asKnownOn: AS_KNOWN_ON,
  revision: AT_REVISION,
});

export type BatchesArgs = InstanceType<typeof BatchesArgs>;
