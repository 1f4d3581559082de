/** The states of a file: the steps of the procedure (Articles 10 and 15) and the three ends, 脱困, 注销 and 不予建档. */
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
  REFUSED: '不予建档',
} as const;
