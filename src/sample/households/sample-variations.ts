import type { HouseholdState, MemberState } from '../../registry/kinds.ts';
import { asHundredths } from '../../kernel/decimal.ts';
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
  state({ commercialProperty: true }),
  state({ ownsShop: true }),
  ({ records, members }) => {
    const fees = { tuitionFen: roundYuan(3_000_000), publicTuitionFen: roundYuan(500_000) };
    const values = { private: true, abroadSelfFunded: false, ...fees };
    records.schooling.push(draftRecord('schooling', 'private', members.at(-1)?.key ?? 'm1', values));
  },
  ({ records }) => {
    const values = { vehicleKind: 'MOTOR_VEHICLE', owned: true, regularUse: true, asEmployee: false } as const;
    records.vehicles.push(draftRecord('vehicles', 'car', null, values));
  },
  state({ refusedVerification: true }),
  (draft) => {
    changeMember(draft, 0, { ableToWork: true, refusedJobOffers: 2 });
  },
  state({ concealment: true }),
  state({ retiredSocialised: true }),
];

export function exclude(draft: Draft, { turn }: Setting): void {
  EXCLUDING[turn % EXCLUDING.length]?.(draft);
}

/** Changes that leave a fact unverified, so that the decision stays open. */
const OPEN: readonly ((draft: Draft) => void)[] = [
  state({ vehiclesKnown: false }),
  (draft) => {
    draft.household = { ...draft.household, dwellingsKnown: false };
    draft.records.dwellings = [];
  },
  state({ refusedVerification: null }),
  (draft) => {
    changeMember(draft, draft.members.length - 1, { inRegister: null });
  },
  state({ commercialProperty: null, employsOthers: null }),
  (draft) => {
    changeMember(draft, 0, { employmentKnown: false });
    draft.records.employment = draft.records.employment.filter(({ member }) => member !== 'm1');
  },
  state({ retiredSocialised: null }),
  ({ records, members }) => {
    const values = { private: true, abroadSelfFunded: false, tuitionFen: roundYuan(2_000_000), publicTuitionFen: null };
    records.schooling.push(draftRecord('schooling', 'private', members.at(-1)?.key ?? 'm1', values));
  },
];

export function leaveOpen(draft: Draft, { turn }: Setting): void {
  OPEN[turn % OPEN.length]?.(draft);
}

function state(values: Partial<HouseholdState>): (draft: Draft) => void {
  return (draft) => {
    draft.household = { ...draft.household, ...values };
  };
}

function changeMember(draft: Draft, index: number, values: Partial<MemberState>): void {
  draft.members = draft.members.map((member, at) =>
    at === index ? { ...member, membershipState: { ...member.membershipState, ...values } } : member,
  );
}
