import type { Hundredths } from '../../kernel/decimal.ts';
import type { ExclusionId } from '../facts/facts.ts';

/** The numbers that the rules compare with: the regulation's own, or a local profile's where it may change them. */
export interface Parameters {
  /** 上浮50%以内 (Article 5): what `near` is, as a multiple of the standard. */
  readonly nearMultiple: Hundredths;
  /** 3倍(含3倍)以内 (Article 5): above it savings and investments count. */
  readonly suddenMultiple: Hundredths;
  /** 人均房屋面积超过50平方米的 (Article 6). */
  readonly areaPerHead: Hundredths;
  /** 2套(含2套)以上住宅 (Article 6). */
  readonly dwellings: number;
  /** 学费超过同类公办学校2倍以上 (Article 6). */
  readonly tuitionMultiple: Hundredths;
  /** 不接受…提供工作岗位两次 (Article 7). */
  readonly refusedJobOffers: number;
  readonly exclusionsOff: readonly ExclusionId[];
}

/** Whole months before the month of `asOf` in which incomes and expenses count (R1). */
export const WINDOW_MONTHS = 12;

/** 连续六个月以上 (Article 3): the last months of the window in which each must be below the standard. */
export const RECENT_MONTHS = 6;
