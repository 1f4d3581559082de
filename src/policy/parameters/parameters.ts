import type { Hundredths } from '../../kernel/decimal.ts';
import type { ExclusionId } from '../facts/facts.ts';

/** The thresholds of the rules: the regulation's, or those of a local profile where the regulation allows others. */
export interface Parameters {
  /** 上浮50%以内 (Article 5): up to this multiple of the standard an income counts as slightly above it. */
  readonly nearMultiple: Hundredths;
  /** 3倍(含3倍)以内 (Article 5): above this multiple of the standard, savings and investments are counted too. */
  readonly suddenMultiple: Hundredths;
  /** 人均房屋面积超过50平方米的 (Article 6): the largest floor area per head, in hundredths of a square metre. */
  readonly areaPerHead: Hundredths;
  /** 2套(含2套)以上住宅 (Article 6): the number of dwellings that excludes a household. */
  readonly dwellings: number;
  /** 学费超过同类公办学校2倍以上 (Article 6): a multiple of the tuition of a comparable public school. */
  readonly tuitionMultiple: Hundredths;
  /** 不接受…提供工作岗位两次 (Article 7): the number of refused job offers that excludes a household. */
  readonly refusedJobOffers: number;
  readonly exclusionsOff: readonly ExclusionId[];
}

/** For how many whole months before the month of the reference day incomes and expenses are counted (R1, R16). */
export const WINDOW_MONTHS = 12;

/** 连续六个月以上 (Article 3): the income of each of these last months of the window must be below the standard. */
export const RECENT_MONTHS = 6;
