/** The kinds of local standards (Articles 3 to 5). */
export const STANDARD_KINDS = {
  DIBAO: '最低生活保障标准（月）',
  MINIMUM_WAGE: '最低工资标准（月）',
  RURAL_INCOME: '农村居民人均可支配收入（年）',
} as const;

export type StandardKind = keyof typeof STANDARD_KINDS;

/** Whether a figure was published for its division. */
export const STANDARD_STATES = { PUBLISHED: '已公布', PROVISIONAL: '暂用' } as const;

/** What a local profile may set otherwise than the regulation, and forbid unions below to set. */
export const PROFILE_MATTERS = {
  NEAR_MULTIPLE: '略高倍数',
  SUDDEN_MULTIPLE: '突发困难倍数',
  AREA_PER_HEAD: '人均房屋面积',
  DWELLINGS: '住宅套数',
  EXCLUSIONS_OFF: '停用的排除情形',
} as const;

export type ProfileMatter = keyof typeof PROFILE_MATTERS;
