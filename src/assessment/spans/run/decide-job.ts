import type { JobKind } from '../../../jobs/job.ts';
import { requireDay } from '../../../kernel/calendar.ts';
import type { Deps } from '../../../usecase/command.ts';
import { type DecidedRegister, decideRegister } from './decide-register.ts';

export const DECIDE_JOB = 'decide-register';

/** Decides the whole register anew: at the first start, under another rulebook, and where a standard, local rule or the tree changed. */
export function decideJob(deps: () => Deps): JobKind<object, DecidedRegister | { readonly fault: 'ALREADY_RUNNING' }> {
  return {
    name: DECIDE_JOB,
    run: async (_, control) => {
      const { database, today } = deps();
      const decided = await decideRegister(database, requireDay(today), control);
      return decided.ok ? decided.value : { fault: decided.error };
    },
  };
}
