/** What may be in the hands of a member of staff, each with its Chinese name. */
export const IN_HAND = {
  SOLE_GRANT: '除其本人无他人可办的授权',
  DEPUTY_GRANT: '代理他人的授权',
  DEPUTISED_GRANT: '由他人代理的授权',
  GRANT_PROPOSAL: '其提出、待确认的授权',
  WORKER_LOGIN: '其提出、待确认的职工本人账号',
  TABLE_TO_REVIEW: '待其审核的实名制汇总表',
  TABLE_TO_SIGN: '其编制、尚未签署的实名制汇总表',
} as const;

export type InHandKind = keyof typeof IN_HAND;
