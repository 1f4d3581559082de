import type { Draft, Setting } from './sample-household.ts';
import { recordOf, roundYuan } from './sample-money.ts';

/** A fact that nobody has verified yet, so that the decision is left open. */
const OPEN: readonly ((draft: Draft) => void)[] = [
  (draft) => {
    draft.household = { ...draft.household, vehiclesKnown: false };
  },
  (draft) => {
    draft.household = { ...draft.household, dwellingsKnown: false };
    draft.records.dwellings = [];
  },
  (draft) => {
    draft.household = { ...draft.household, refusedVerification: null };
  },
  (draft) => {
    draft.members = draft.members.map((member, at) =>
      at === draft.members.length - 1 ? { ...member, standing: { ...member.standing, inRegister: null } } : member,
    );
  },
  (draft) => {
    draft.household = { ...draft.household, commercialProperty: null, employsOthers: null };
  },
  (draft) => {
    draft.members = draft.members.map((member, at) =>
      at === 0 ? { ...member, standing: { ...member.standing, employmentKnown: false } } : member,
    );
    draft.records.employment = draft.records.employment.filter(({ member }) => member !== 'm1');
  },
  (draft) => {
    draft.household = { ...draft.household, retiredSocialised: null };
  },
  ({ records, members }) => {
    const values = { private: true, abroadSelfFunded: false, tuitionFen: roundYuan(2_000_000), publicTuitionFen: null };
    records.schooling.push(recordOf('schooling', 'private', members.at(-1)?.key ?? 'm1', values));
  },
];

export function leaveOpen(draft: Draft, { turn }: Setting): void {
  OPEN[turn % OPEN.length]?.(draft);
}
