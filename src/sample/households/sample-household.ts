import { addDays, addMonths, type Day } from '../../kernel/calendar.ts';
import { blankValues } from '../../fields/field.ts';
import { type HouseholdState, RECORDS, type RegisterHousehold, STATES } from '../../registry/kinds.ts';
import { type FamilyMember, type FamilyRole, inventFamily } from './sample-family.ts';
import { type Draft, LINE_FEN, type Setting, draftRecord, roundYuan, yearBefore } from './sample-draft.ts';
import { inventAccount, type PersonMaker } from './sample-person.ts';
import { INCOME_RANGE, type Situation } from './sample-situations.ts';
import { exclude, leaveOpen } from './sample-variations.ts';
import type { Random } from '../random.ts';

const BLANK = blankValues(STATES.household.fields);
const BANKS = ['中国工商银行', '中国农业银行', '中国银行', '中国建设银行', '中原银行'];
const STREETS = ['东大街', '西大街', '红旗路', '文明大道', '人民大道', '解放大道'];
const CAUSES = ['MAJOR_ILLNESS', 'SCHOOLING', 'UNABLE_TO_WORK', 'OTHER'] as const;

/** Invents a household for which the rules decide as its situation requires. */
export function inventHousehold(
  random: Random,
  maker: PersonMaker,
  situation: Situation,
  setting: Setting,
): RegisterHousehold {
  const single = random.chance(0.2);
  const family = inventFamily(random, maker, setting.on, single);
  const draft: Draft = {
    household: {
      ...draftState(random, setting),
      ...situationState(random, situation, setting.on),
      singleParent: single,
    },
    members: family.map(({ role: _, ...member }) => member),
    records: Object.fromEntries(Object.keys(RECORDS).map((kind) => [kind, []])) as unknown as Draft['records'],
  };
  const [least, most] = INCOME_RANGE[situation];
  const monthlyFen = (random.between(least, most) / 100) * LINE_FEN * family.length;
  employ(random, draft, family, setting.on, situation, monthlyFen);
  dwell(random, draft, family.length);
  burden(random, draft, family, situation, setting.on, monthlyFen);
  if (situation === 'EXCLUDED') exclude(draft, setting);
  if (situation === 'UNVERIFIED') leaveOpen(draft, setting);
  return { worker: 'm1', ...draft };
}

function draftState(random: Random, { region, regionName }: Setting): HouseholdState {
  return {
    ...BLANK,
    region,
    unionMember: true,
    retiredSocialised: false,
    severeHardship: false,
    refusedVerification: false,
    concealment: false,
    savingsFen: roundYuan(random.below(800_000)),
    investmentsFen: roundYuan(0),
    commercialProperty: false,
    ownsShop: false,
    employsOthers: false,
    dwellingsKnown: true,
    vehiclesKnown: true,
    schoolingKnown: true,
    dibaoKnown: true,
    mainCause: random.pick(CAUSES),
    applicationKind: 'REGULAR',
    housingKind: random.pick(['COMMERCIAL', 'AFFORDABLE', 'SELF_BUILT', 'LOW_RENT', 'RENTED'] as const),
    zeroEmployment: false,
    bank: random.pick(BANKS),
    accountNumber: inventAccount(random),
    address: `${regionName}${random.pick(STREETS)}${random.between(1, 300)}号院${random.between(1, 30)}号`,
  };
}

function situationState(random: Random, situation: Situation, on: Day): Partial<HouseholdState> {
  const contract = {
    contractKind: 'FIXED_TERM',
    contractFrom: addDays(on, -700),
    contractTo: addDays(on, 395),
  } as const;
  switch (situation) {
    case 'MIGRANT':
      return { migrant: true, keyGroup: 'URBAN_MIGRANT', ...contract };
    case 'MIGRANT_WITHOUT_CONTRACT':
      return { migrant: true, keyGroup: 'URBAN_MIGRANT', contractKind: 'NONE' };
    case 'POOR_UNAIDED':
      return { severeHardship: true, keyGroup: 'BELOW_LINE_NOT_IN_DIBAO', contractKind: 'NONE' };
    case 'SUDDEN':
    case 'SUDDEN_BEYOND':
      return { ...contract, mainCause: 'ACCIDENT' };
    default:
      return random.chance(0.7) ? contract : { contractKind: 'NONE' };
  }
}

/** Adds verified wages that add up to the net income per month; a poor household may live on benefits. */
function employ(
  random: Random,
  draft: Draft,
  family: readonly FamilyMember[],
  on: Day,
  situation: Situation,
  monthlyFen: number,
): void {
  const span = yearBefore(on);
  const onBenefits = situation === 'POOR_AIDED' && random.chance(0.5);
  const shares = incomeShares(family, onBenefits, monthlyFen);
  for (const { key, role } of family) {
    const share = shares[role];
    const values = {
      status: share === undefined ? IDLE[role] : 'EMPLOYED',
      from: addMonths(span.from, -60),
      to: null,
    } as const;
    draft.records.employment.push(draftRecord('employment', `${key}-1`, key, values));
    if (share !== undefined) earn(draft, key, ((monthlyFen * share) / 0.92) * 12, span);
  }
  if (onBenefits) {
    const amountFen = roundYuan(monthlyFen * 12);
    const values = { kind: 'TRANSFER', relief: true, amountFen, verified: true, ...span } as const;
    draft.records.incomes.push(draftRecord('incomes', 'm1-dibao', 'm1', values));
  }
}

const IDLE = { WORKER: 'UNEMPLOYED', SPOUSE: 'UNEMPLOYED', CHILD: 'STUDENT', PARENT: 'RETIRED' } as const;

/** Splits the income between earners: the worker earns all of it, or both spouses if it is enough. */
function incomeShares(
  family: readonly FamilyMember[],
  onBenefits: boolean,
  monthlyFen: number,
): Partial<Record<FamilyRole, number>> {
  if (onBenefits) return {};
  const both = monthlyFen > 250_000 && family.some(({ role }) => role === 'SPOUSE');
  return both ? { WORKER: 0.6, SPOUSE: 0.4 } : { WORKER: 1 };
}

function earn(draft: Draft, key: string, grossFen: number, span: ReturnType<typeof yearBefore>): void {
  const wage = { kind: 'WAGE', relief: false, amountFen: roundYuan(grossFen), verified: true, ...span } as const;
  draft.records.incomes.push(draftRecord('incomes', `${key}-wage`, key, wage));
  const paid = { kind: 'SOCIAL_SECURITY', amountFen: roundYuan(grossFen * 0.08), ...span } as const;
  draft.records.deductions.push(draftRecord('deductions', `${key}-social`, key, paid));
}

function dwell(random: Random, draft: Draft, heads: number): void {
  const area = random.between(1500, 4500) * heads;
  draft.records.dwellings.push(draftRecord('dwellings', 'home', null, { area: area as never }));
}

/** Adds a burden (illness, schooling or an event) with expenses high enough to bring the household down to the standard. */
function burden(
  random: Random,
  draft: Draft,
  family: readonly FamilyMember[],
  situation: Situation,
  on: Day,
  monthlyFen: number,
): void {
  const { from, to } = yearBefore(on);
  const aboveFen = Math.max(0, monthlyFen - LINE_FEN * family.length) * 12;
  if (situation === 'SUDDEN' || situation === 'SUDDEN_BEYOND') {
    const savings = situation === 'SUDDEN_BEYOND' ? (draft.household.savingsFen ?? 0) : 0;
    const costFen = roundYuan((aboveFen + savings) * 1.3 + 1_000_000);
    const values = { grave: true, costFen, compensatedFen: roundYuan(0), compensationInPlace: false } as const;
    const kind = random.pick(['ACCIDENT', 'MAJOR_ILLNESS', 'DISASTER'] as const);
    const date = addDays(on, -random.between(20, 250));
    draft.records.events.push(draftRecord('events', 'event', null, { kind, date, ...values }));
    return;
  }
  if (situation === 'POOR_AIDED') {
    draft.records.dibao.push(draftRecord('dibao', 'dibao', null, { from: addDays(on, -random.between(200, 1500)) }));
  }
  if (situation === 'COMFORTABLE' || situation === 'POOR_UNAIDED') return;
  const sick = random.pick(family);
  draft.members = draft.members.map((member) =>
    member.key === sick.key
      ? {
          ...member,
          person: { ...member.person, healthStatus: 'CARDIOVASCULAR' as const },
          membershipState: { ...member.membershipState, ill: true },
        }
      : member,
  );
  const amountFen = roundYuan(aboveFen * 1.4 + 600_000 + random.below(400_000));
  const values = { kind: 'ILLNESS', amountFen, reimbursedFen: roundYuan(amountFen * 0.1), from, to } as const;
  draft.records.expenses.push(draftRecord('expenses', `${sick.key}-ill`, sick.key, values));
}
