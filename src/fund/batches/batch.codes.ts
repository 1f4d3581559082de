/** 发放批次的状态: each step leads forward; a batch that is not paid yet may be rejected. */
export const BATCH_STATES = {
  PREPARED: '已编制',
  SUBMITTED: '已提交',
  REVIEWED: '已审核',
  APPROVED: '已审批',
  RELEASED: '已发放',
  REJECTED: '已驳回',
} as const;

export type BatchState = keyof typeof BATCH_STATES;

/** 帮扶事由: what a payment rests on, by which the same is not paid for twice. */
export const BASIS_KINDS = {
  DOCUMENT: '票据或文件',
  SCHOOL_YEAR: '学年',
  FESTIVAL: '节日',
  MONTHS: '月份',
} as const;

export type BasisKind = keyof typeof BASIS_KINDS;
