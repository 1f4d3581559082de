/** The kinds of unions (工会层级). */
export const UNION_KINDS = {
  MUNICIPAL: '市总工会',
  COUNTY: '县(市、区)总工会',
  STREET: '街道(社区)工会',
  INDUSTRY: '产业工会',
  EMPLOYER: '基层工会',
} as const;

export type UnionKind = keyof typeof UNION_KINDS;
