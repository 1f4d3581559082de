/** 科目: the parts of a source that are kept apart (practice of offices, section 2). */
export const SUB_FUNDS = {
  ASSISTANCE: '帮扶',
  WARMTH: '送温暖',
  WOMEN_CARE: '女职工关爱',
  OTHER: '其他',
} as const;

/** 下达, 拨付, 到账: the three entries by which money comes to a union. */
export const ALLOCATION_ACTS = { ALLOCATE: '下达', REMIT: '拨付', RECEIVE: '到账' } as const;

export type AllocationAct = keyof typeof ALLOCATION_ACTS;
