import { Int } from 'type-graphql';
import { findEnum } from '../../graph/dictionary.ts';
import { graphError } from '../../graph/error.ts';
import { filterTexts } from '../../graph/arguments/filter-texts.ts';
import { maybe, needed } from '../../graph/values.ts';
import '../../registry/graph/codes.type.ts';
import { AID_TYPES, FUND_SOURCES, PAYMENT_METHODS } from '../../registry/household/disbursement.fields.ts';
import type { AidType, FundSource, PaymentFilter, PaymentMethod } from '../payments/payment.ts';
import { wrongPartOf } from '../payments/period.ts';

/** The values by which the graph names the payments of a table. */
export const FILTER_VALUES = {
  year: needed('年度。The calendar year of the pay days.', Int),
  quarter: maybe<number>('季度。The quarter of the year, from 1 to 4; the whole year by default.', Int),
  month: maybe<number>('月份。The month of the year, from 1 to 12; it cannot be combined with `quarter`.', Int),
  sources: maybe<readonly FundSource[]>('资金来源。The fund sources; all by default.', [findEnum(FUND_SOURCES)]),
  aidTypes: maybe<readonly AidType[]>('帮扶项目。The kinds of aid; all by default.', [findEnum(AID_TYPES)]),
  paymentMethods: maybe<readonly PaymentMethod[]>(
    '发放方式。The ways of payment; all by default, those without one too.',
    [findEnum(PAYMENT_METHODS)],
  ),
  union: maybe(
    '工会（含下级）：标识或代码。The households whose steward was this union or one under it on the pay day, as far as you may see them.',
  ),
};

interface Given {
  readonly year: number;
  readonly quarter?: number | null;
  readonly month?: number | null;
  readonly sources?: readonly FundSource[] | null;
  readonly aidTypes?: readonly AidType[] | null;
  readonly paymentMethods?: readonly PaymentMethod[] | null;
  readonly union?: string | null;
}

/** Returns the filter that was given; an empty list is refused, since nobody asks for nothing. Errors: INVALID_ARGUMENT. */
export function paymentFilter(given: Given, path = ''): PaymentFilter {
  const { year, quarter = null, month = null } = given;
  const period = { year, quarter, month };
  const wrong = wrongPartOf(period);
  if (wrong !== null) throw graphError('INVALID_ARGUMENT', { argument: `${path}${wrong}` });
  const { union } = filterTexts<{ readonly union: string | null }>({ union: null }, { union: given.union });
  return {
    period,
    sources: chosen(given.sources, `${path}sources`),
    aidTypes: chosen(given.aidTypes, `${path}aidTypes`),
    paymentMethods: chosen(given.paymentMethods, `${path}paymentMethods`),
    isStanding: false,
    union,
  };
}

/** Sorted and each once, so that the same choice is the same filter. */
function chosen<T extends string>(list: readonly T[] | null | undefined, argument: string): readonly T[] | null {
  if (list === null || list === undefined) return null;
  if (list.length === 0) throw graphError('INVALID_ARGUMENT', { argument });
  return [...new Set(list)].sort();
}
