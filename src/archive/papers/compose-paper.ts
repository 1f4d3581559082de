import type { PrintedPaper } from '../../export/pdf/paper.ts';
import { liftingNotice, refusalNotice, withdrawalNotice } from './notices.ts';
import type { PaperAct, PaperFacts } from './paper-facts.ts';
import { publicityResultSheet, publicitySheet } from './publicity-papers.ts';

const COMPOSERS: { readonly [A in PaperAct]: (facts: PaperFacts<A>) => PrintedPaper } = {
  PUBLICISE: publicitySheet,
  CONCLUDE_PUBLICITY: publicityResultSheet,
  REFUSE: refusalNotice,
  WITHDRAW: withdrawalNotice,
  LIFT: liftingNotice,
};

/** Composes the paper of a step. */
export function composePaper(facts: PaperFacts): PrintedPaper {
  const compose = COMPOSERS[facts.step.act] as (facts: PaperFacts) => PrintedPaper;
  return compose(facts);
}
