import type { Bilingual } from '../kernel/bilingual.ts';
import type { FamilyRelation } from './facts/facts.ts';

/** The names of the rulebook's codes. */

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

/** How a sentence names a member to the worker; who is the worker, or related otherwise, has no name here. */
export const RELATION_NAMES: Readonly<Record<FamilyRelation, Bilingual | null>> = {
  SELF: null,
  HUSBAND: { zh: '您的丈夫', en: 'your husband' },
  WIFE: { zh: '您的妻子', en: 'your wife' },
  SON: { zh: '您的儿子', en: 'your son' },
  DAUGHTER: { zh: '您的女儿', en: 'your daughter' },
  GRANDCHILD: { zh: '您的孙辈', en: 'your grandchild' },
  FATHER: { zh: '您的父亲', en: 'your father' },
  MOTHER: { zh: '您的母亲', en: 'your mother' },
  GRANDPARENT: { zh: '您的祖辈', en: 'your grandparent' },
  SIBLING: { zh: '您的兄弟姐妹', en: 'your brother or sister' },
  OTHER: null,
};
