/** The Chinese names of the rulebook's codes. */

/** 建档标准 (Article 2). */
export const LEVEL_NAMES = { NATIONAL: '全国级', MUNICIPAL: '市级', COUNTY: '县级', ENTERPRISE: '企业级' } as const;

/** The categories of Articles 3 and 5, in the order of the rulebook. */
export const CATEGORY_NAMES = {
  BELOW_STANDARD_UNAIDED: '家庭人均收入低于低保标准且未经政府救助',
  BELOW_STANDARD_AIDED: '经政府救助后生活水平仍低于低保标准',
  NEAR_STANDARD_WITH_CAUSE: '家庭人均收入略高于低保标准但因特殊原因致困',
  SUDDEN_HARDSHIP: '因突发事件、意外伤害、重大疾病等致困',
  MIGRANT_WORKER: '困难农民工',
} as const;

/** The outcomes of a decision. */
export const OUTCOME_NAMES = { ELIGIBLE: '符合', INELIGIBLE: '不符合', INDETERMINATE: '尚不能确定' } as const;
