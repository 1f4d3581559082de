import { BATCH_PROBLEMS } from './batch-problems.codes.ts';

/** The problems of allocations of relief money: what is refused before the ledger is asked, and what the ledger refuses. */
export const RELIEF_PROBLEMS = {
  NO_SUCH_ALLOCATION:
    '没有此项资金分配，或无权办理 / there is no such allocation of money, or you are not allowed to act on it',
  NOT_UNDER_ITS_PAYER:
    '资金只能下达给所属的下级工会 / money is passed down only to a union under the one that passes it down',
  OTHER_MONEY:
    '转下达的资金须与上级分配同来源、同科目、同年度，且不超出其帮扶项目 / ' +
    'what is passed down is of the source, sub-fund and fund year of its allocation, and of its kind of aid',
  WRONG_FUND_YEAR: '资金年度应为 2000 至 2100 / a fund year is from 2000 to 2100',
  AMOUNT_ABOVE_ZERO: '金额应大于 0 / the amount must be above 0',
  PERIOD_CLOSED: '该日所在期间已结账 / the period of that day is closed',
  BEFORE_ALLOCATION:
    '不得早于本级或上级分配的下达日期 / this cannot be before the day on which the money, or that which it comes from, was allocated',
  MORE_THAN_ALLOCATED:
    '超过已下达且尚未转下达、预占或发放的金额 / this is more than was allocated and not yet passed down, held or paid',
  MORE_THAN_ARRIVED:
    '超过已到账且尚未转拨、预占或发放的金额 / this is more than has arrived and was not yet remitted, held or paid',
  NO_SUCH_ACT: '没有此笔业务，或无权冲销 / there is no such act, or you are not allowed to reverse it',
  OF_A_REVERSAL: '冲销不得再冲销 / a reversal is not reversed',
  ACT_REVERSED: '此笔业务已经冲销 / this act was reversed already',
  BEFORE_ITS_ORIGINAL: '冲销不得早于原业务 / a reversal is not before what it reverses',
  MORE_THAN_ORIGINAL: '冲销金额大于原业务 / this is more than the act that it reverses',
  OWN_ACT: '冲销须由原经办人以外的人办理 / an act is reversed by another person than the one who took it',
  USED_FURTHER: '该款已被使用，不足冲销 / the money was used further, so that less of it is left than this',
  CONDITION_TOO_LATE:
    '与此前已预占或发放的不符 / this does not admit what was held or paid on the days from which it would count',
  ADMITS_NOBODY: '不能一项都没有 / this admits nobody',
  MORE_THAN_REMITTED: '超过已拨付而未到账的金额 / this is more than was remitted and has not arrived yet',
  ...BATCH_PROBLEMS,
} as const;
