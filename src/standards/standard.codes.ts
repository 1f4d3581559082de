import type { ExclusionId } from '../policy/facts/facts.ts';

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

/** The exclusions that a local profile may switch off (Articles 6, 7 and 13). */
export const EXCLUSION_NAMES = {
  TWO_DWELLINGS: '两套以上住宅',
  LARGE_DWELLING: '人均房屋面积超标',
  COMMERCIAL_PROPERTY: '商业、生产经营用房或用地',
  RUNS_BUSINESS: '自有商铺或雇人经营',
  COSTLY_SCHOOLING: '高收费择校或自费留学',
  VEHICLES: '拥有或使用机动车辆等',
  REFUSED_VERIFICATION: '拒绝核查',
  REFUSED_WORK: '两次不接受工作岗位',
  CONCEALMENT: '隐瞒或提供虚假材料',
  RETIRED_SOCIALISED: '退休且社会化管理',
} as const satisfies Readonly<Record<ExclusionId, string>>;
