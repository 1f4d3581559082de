import { asHundredths } from '../kernel/decimal.ts';
import { type Draft, draftRecord, roundYuan, type Setting } from './sample-draft.ts';

/** Changes that make each exclusion of Articles 6, 7 and 13 apply to a household, in the order of the rulebook. */
const EXCLUDING: readonly ((draft: Draft) => void)[] = [
  ({ records }) => {
    records.dwellings = ['home', 'second'].map((key) =>
      draftRecord('dwellings', key, null, { area: asHundredths(2000) }),
    );
  },
  ({ records, members }) => {
    records.dwellings = [draftRecord('dwellings', 'home', null, { area: asHundredths(members.length * 5500) })];
  },
  (draft) => {
    draft.household = { ...draft.household, commercialProperty: true };
  },
  (draft) => {
    draft.household = { ...draft.household, ownsShop: true };
  },
  ({ records, members }) => {
    const fees = { tuitionFen: roundYuan(3_000_000), publicTuitionFen: roundYuan(500_000) };
    const values = { private: true, abroadSelfFunded: false, ...fees };
    records.schooling.push(draftRecord('schooling', 'private', members.at(-1)?.key ?? 'm1', values));
  },
  ({ records }) => {
    const values = { vehicleKind: 'MOTOR_VEHICLE', owned: true, regularUse: true, asEmployee: false } as const;
    records.vehicles.push(draftRecord('vehicles', 'car', null, values));
  },
  (draft) => {
    draft.household = { ...draft.household, refusedVerification: true };
  },
  (draft) => {
    draft.members = draft.members.map((member, at) =>
      at === 0
        ? { ...member, membershipState: { ...member.membershipState, ableToWork: true, refusedJobOffers: 2 } }
        : member,
    );
  },
  (draft) => {
    draft.household = { ...draft.household, concealment: true };
  },
  (draft) => {
    draft.household = { ...draft.household, retiredSocialised: true };
  },
];

export function exclude(draft: Draft, { turn }: Setting): void {
  EXCLUDING[turn % EXCLUDING.length]?.(draft);
}

/** Changes that leave a fact unverified, so that the decision stays open. */
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
      at === draft.members.length - 1
        ? { ...member, membershipState: { ...member.membershipState, inRegister: null } }
        : member,
    );
  },
  (draft) => {
    draft.household = { ...draft.household, commercialProperty: null, employsOthers: null };
  },
  (draft) => {
    draft.members = draft.members.map((member, at) =>
      at === 0 ? { ...member, membershipState: { ...member.membershipState, employmentKnown: false } } : member,
    );
    draft.records.employment = draft.records.employment.filter(({ member }) => member !== 'm1');
  },
  (draft) => {
    draft.household = { ...draft.household, retiredSocialised: null };
  },
  ({ records, members }) => {
    const values = { private: true, abroadSelfFunded: false, tuitionFen: roundYuan(2_000_000), publicTuitionFen: null };
    records.schooling.push(draftRecord('schooling', 'private', members.at(-1)?.key ?? 'm1', values));
  },
];

export function leaveOpen(draft: Draft, { turn }: Setting): void {
  OPEN[turn % OPEN.length]?.(draft);
}
