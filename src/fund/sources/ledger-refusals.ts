import { type Problem, problem } from '../../usecase/problem.ts';
import type { AllocationAct } from './relief.codes.ts';

/** What an overdrawn account means, by the act that would overdraw it. */
const OVERDRAWN: Readonly<Record<AllocationAct, Problem>> = {
  ALLOCATE: problem('MORE_THAN_ALLOCATED', 'amount'),
  REMIT: problem('MORE_THAN_ARRIVED', 'amount'),
  RECEIVE: problem('MORE_THAN_REMITTED', 'amount'),
};

/**
 * The problems of the constraints by which the ledger refuses an act, in the order in which it checks them. It checks them under the
 * locks of its funds, so that what somebody else did meanwhile is refused like what was so before.
 */
export function refusalsOf(kind: AllocationAct): Readonly<Record<string, Problem>> {
  return {
    relief_other_money: problem('OTHER_MONEY', 'from'),
    relief_closed_period: problem('PERIOD_CLOSED', 'on'),
    relief_before_allocation: problem('BEFORE_ALLOCATION', 'on'),
    relief_overdrawn: OVERDRAWN[kind],
    relief_beyond_allocation: problem('MORE_THAN_ALLOCATED', 'amount'),
  };
}
