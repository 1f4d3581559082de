/** The procedure of Articles 10 and 15, and how a file ends (脱困, 注销). */
export const FILE_STATES = {
  SURVEYED: '已入户调查',
  APPLIED: '已申请',
  PUBLICISED: '已公示',
  VERIFIED: '已核实',
  REVIEWED: '已复核',
  RECORDED: '在档',
  RETURNED: '已退回',
  LIFTED: '脱困',
  WITHDRAWN: '注销',
} as const;
