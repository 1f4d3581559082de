import { ID, Int } from 'type-graphql';
import { DayScalar } from '../../../graph/scalars.ts';
import { inputType, maybe, needed, REQUEST_KEY } from '../../../graph/values.ts';
import type { Act, DisputeOutcome, WithdrawalReasonCode } from '../course/course.codes.ts';
import { DisputeOutcomeEnum, FileActEnum, WithdrawalReasonEnum } from './procedure-codes.type.ts';
import { ConfirmationInput } from './procedure.input.ts';

export const TakeFileStepInput = inputType(
  'ArchiveTakeFileStepInput',
  '办理档案步骤（第七、十至十七条）。A step of a file. What its act does not name is refused.',
  {
    fileId: needed('档案标识。The file.', ID),
    act: needed<Act>('步骤。The act.', FileActEnum),
    union: needed('工会代码。The code of the union for which you act, which is this body of the file.'),
    on: needed('办理日期。The day: not after today, and not before that of the last step.', DayScalar),
    afterStep: needed<number>(
      '已见步骤数。How many steps of the file you have seen: 0 if none. If there are more, the step is refused and says whose it was.',
      Int,
    ),
    document: maybe('文号。The number of the document: of minutes, a result sheet, a notice.'),
    note: maybe('说明。The reason, or the words of an objection.'),
    until: maybe('公示截止日期。The last day of the publicity; the earliest that is allowed by default.', DayScalar),
    checkReport: maybe('核对报告编号。The number of the report of the comparison (核对), where there is one.'),
    receivingOffice: maybe('受理单位。Who receives objections; the union itself by default.'),
    supervisionPhone: maybe('监督电话。The telephone number for objections, which the papers of the publicity show.'),
    supervisionEmail: maybe('监督邮箱。The mail address for objections.'),
    supervisionAddress: maybe('受理地址。The place at which objections are received.'),
    receivedOn: maybe(
      '收到异议日期。The day on which the objection was received; that of the step by default.',
      DayScalar,
    ),
    author: maybe('异议人。Who objects; they may stay unnamed.'),
    objectionId: maybe('异议标识。The objection that is settled.', ID),
    outcome: maybe<DisputeOutcome>('处理结论。How an objection or an appeal came out.', DisputeOutcomeEnum),
    findings: maybe<readonly string[]>('不予建档的理由。The findings for which the file is refused.', [String]),
    reason: maybe<WithdrawalReasonCode>('注销理由。Why the file is withdrawn.', WithdrawalReasonEnum),
    recoverFrom: maybe('追回起始日期。The first day whose payments are recovered (concealment alone).', DayScalar),
    notice: maybe('通知文号。The number of the notice to the household.'),
    proof: maybe('证明材料。The proof in the file.'),
    to: maybe('接收工会代码（第十七条）。The code of the union to which the file is offered.'),
    confirmation: maybe('确认。Required if a provisional standard is used.', ConfirmationInput),
    idempotencyKey: REQUEST_KEY,
  },
);

export type TakeFileStepInput = InstanceType<typeof TakeFileStepInput>;
