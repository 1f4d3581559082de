import type { FILE_STATES } from '../../../registry/file/archive-file.codes.ts';

export type CourseState = keyof typeof FILE_STATES;

/** The bodies that Article 15 names. One union may be more than one of them; each still acts by people of its own. */
export const BODIES = {
  FILING: '建档工会',
  SUPERIOR: '上级工会',
  CENTRE: '县级以上帮扶中心',
} as const;

export type Body = keyof typeof BODIES;

/** The acts by which a file moves, or by which something is noted on it (Articles 7, 10 and 15). */
export const ACTS = {
  APPLY: '个人申报',
  SURVEY: '入户调查',
  PUBLICISE: '公示',
  OBJECT: '异议登记',
  SETTLE_OBJECTION: '异议处理',
  CONCLUDE_PUBLICITY: '公示结果',
  VERIFY: '核实',
  REVIEW: '复核',
  RECORD: '备案',
  RETURN: '退回',
  REFUSE: '不予建档',
  LIFT: '脱困撤档',
  WITHDRAW: '注销',
  DELIVER_NOTICE: '送达',
  APPEAL: '申诉',
  DECIDE_APPEAL: '申诉处理',
  SUSPEND: '暂缓发放',
  RESUME: '恢复发放',
  TRANSFER: '移交',
  ACCEPT_TRANSFER: '接收',
  REFUSE_TRANSFER: '不予接收',
  TAKE_CUSTODY: '代管',
} as const;

export type Act = keyof typeof ACTS;

/** How an objection or an appeal came out. */
export const FINDINGS_OF_DISPUTE = { UPHELD: '成立', DISMISSED: '不成立' } as const;

export type DisputeOutcome = keyof typeof FINDINGS_OF_DISPUTE;

interface WithdrawalReason {
  readonly zh: string;
  readonly article: number | null;
  /** Whether it also ends a file that is not recorded yet: other such files are refused. */
  readonly early: boolean;
  /** Whether what was paid since a day is to be recovered. */
  readonly recovers: boolean;
}

/** Why a file ends by 注销 and not by 脱困. */
export const WITHDRAWAL_REASONS = {
  NO_LONGER_ELIGIBLE: reason('不再符合建档条件', 16),
  EXCLUSION_FOUND: reason('发现不予建档情形', 6),
  RECOGNISED_WRONGLY: reason('原认定有误', 16),
  DEATH: { ...reason('职工死亡', 16), early: true },
  RETIRED_SOCIALISED: reason('退休并实行社会化管理', 13),
  REFUSED_WORK: reason('两次不接受工作岗位', 7),
  REFUSED_VERIFICATION: reason('拒绝调查核实', 7),
  CONCEALMENT: { ...reason('隐瞒财产、收入或提供虚假证明', 7), recovers: true },
  LEFT_FIELD: { ...reason('调离本工会范围', 11), early: true },
  CONTRACT_ENDED: { ...reason('解除或终止劳动关系', 12), early: true },
  EMPLOYED_AGAIN: { ...reason('重新就业，由新单位工会建档', 12), early: true },
  OWN_WISH: { ...reason('本人要求', null), early: true },
  SECOND_FILE: { ...reason('重复建档', 14), early: true },
} as const satisfies Readonly<Record<string, WithdrawalReason>>;

export type WithdrawalReasonCode = keyof typeof WITHDRAWAL_REASONS;

function reason(zh: string, article: number | null): WithdrawalReason {
  return { zh, article, early: false, recovers: false };
}
