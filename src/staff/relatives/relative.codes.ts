/** How a person is related to the member of staff who declares them, as 公务员法, Article 74, lists those for whom nobody acts. */
export const RELATIVE_KINDS = {
  SPOUSE: '夫妻',
  LINEAL: '直系血亲',
  COLLATERAL: '三代以内旁系血亲',
  IN_LAW: '近姻亲',
  OTHER: '其他应当回避的关系',
} as const;

export type RelativeKind = keyof typeof RELATIVE_KINDS;
