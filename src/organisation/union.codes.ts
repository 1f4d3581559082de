/** The kinds of unions (工会层级). */
export const UNION_KINDS = {
  MUNICIPAL: '市总工会',
  COUNTY: '县(市、区)总工会',
  STREET: '街道(社区)工会',
  INDUSTRY: '产业工会',
  EMPLOYER: '基层工会',
} as const;

export type UnionKind = keyof typeof UNION_KINDS;

/** Whether a union exists, was dissolved (撤销), or was merged into another one, which keeps its households. */
export const UNION_STATES = { ACTIVE: '存续', DISSOLVED: '已撤销', MERGED: '已并入其他工会' } as const;

export type UnionState = keyof typeof UNION_STATES;
