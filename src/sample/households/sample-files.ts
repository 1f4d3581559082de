import { addDays, type Day, firstDay, toMonth, monthOfDay, yearOf } from '../../kernel/calendar.ts';
import type { ArchiveFileState } from '../../registry/file/archive-file.ts';
import { AID_TYPES, FUND_SOURCES } from '../../registry/household/disbursement.fields.ts';
import type { RegisterRecord } from '../../registry/kinds.ts';
import type { Random } from '../random.ts';
import { draftRecord, roundYuan } from './sample-draft.ts';
import { inventAccount } from './sample-person.ts';
import type { Situation } from './sample-situations.ts';

type FundSource = keyof typeof FUND_SOURCES;
type AidType = keyof typeof AID_TYPES;

export interface SampleFile {
  readonly openedOn: Day;
  readonly state: ArchiveFileState;
}

const STATES = [
  'RECORDED',
  'SURVEYED',
  'APPLIED',
  'PUBLICISED',
  'VERIFIED',
  'REVIEWED',
  'RETURNED',
  'LIFTED',
  'WITHDRAWN',
] as const;
const LEVELS = ['NATIONAL', 'NATIONAL', 'NATIONAL', 'NATIONAL', 'MUNICIPAL', 'COUNTY', 'ENTERPRISE'] as const;
const CATEGORIES: Readonly<Partial<Record<Situation, ArchiveFileState['category']>>> = {
  POOR_UNAIDED: 'BELOW_STANDARD_UNAIDED',
  POOR_AIDED: 'BELOW_STANDARD_AIDED',
  NEAR_WITH_CAUSE: 'NEAR_STANDARD_WITH_CAUSE',
  SUDDEN: 'SUDDEN_HARDSHIP',
  SUDDEN_BEYOND: 'SUDDEN_HARDSHIP',
  MIGRANT: 'MIGRANT_WORKER',
};

/** Chooses the state of a file: seven in ten are active, the others are in the procedure or have ended. */
export function inventFile(random: Random, situation: Situation, openedOn: Day): SampleFile {
  const state = random.chance(0.7) ? 'RECORDED' : random.pick(STATES);
  const hardshipClass = situation.startsWith('SUDDEN') ? 'SUDDEN' : random.pick(['DEEP', 'RELATIVE'] as const);
  const category = CATEGORIES[situation] ?? null;
  return { openedOn, state: { level: random.pick(LEVELS), category, hardshipClass, state, reason: null } };
}

/** Invents the payments on an active file in this calendar year and the two before it. */
export function inventDisbursements(
  random: Random,
  { openedOn, state }: SampleFile,
  on: Day,
  common: { readonly bank: string | null; readonly fileNumber: string },
): readonly RegisterRecord<'disbursements'>[] {
  const { level, state: stands } = state;
  if (stands !== 'RECORDED' && stands !== 'LIFTED' && stands !== 'WITHDRAWN') return [];
  const first = Math.max(openedOn, firstDay(toMonth(yearOf(monthOfDay(on)) - 2, 1)));
  if (first >= on) return [];
  return Array.from({ length: random.between(0, 3) }, (_, at) => {
    const source = sourceFor(random, level);
    const aidType = random.pick(Object.keys(AID_TYPES)) as keyof typeof AID_TYPES;
    const values = {
      source,
      aidType,
      amountFen: drawAmount(random, aidType),
      paidOn: addDays(first as Day, random.below(on - first)),
    };
    return draftRecord('disbursements', `aid-${at + 1}`, 'm1', {
      ...values,
      ...common,
      accountNumber: inventAccount(random),
      ...detailsOf(values),
      personCategory: state.category === 'MIGRANT_WORKER' ? 'MIGRANT_WORKER' : 'URBAN_WORKER',
    });
  });
}

interface Paid {
  readonly source: FundSource;
  readonly aidType: AidType;
  readonly amountFen: number;
  readonly paidOn: Day;
}

const BASES: Readonly<Record<AidType, string>> = {
  LIVING: '日常生活困难',
  MEDICAL: '住院自付部分',
  SCHOOLING: '子女学费',
  LEGAL: '劳动争议法律援助',
  TRAINING: '参加职业培训',
  JOB_PLACEMENT: '职业介绍',
  WARMTH: '节日慰问',
};

/** In fen: the gifts of 送温暖 that come to an even number of these are goods, the others cash. */
const GIFT_STEP = 10_000;

/** The details of a payment follow from what it is, without a draw: one voucher of a month has one source and one kind of aid. */
function detailsOf({ source, aidType, amountFen, paidOn }: Paid) {
  const [sourceAt, aidAt] = [Object.keys(FUND_SOURCES).indexOf(source), Object.keys(AID_TYPES).indexOf(aidType)];
  const gift = (amountFen / GIFT_STEP) % 2 === 0 ? ('GOODS' as const) : ('CASH' as const);
  return {
    allocationNumber: `示例〔${yearOf(monthOfDay(paidOn))}〕${sourceAt + 1}号`,
    basis: BASES[aidType],
    paymentMethod: aidType === 'WARMTH' ? gift : ('TRANSFER' as const),
    voucherNumber: `记-${10 * sourceAt + aidAt + 1}`,
  };
}

/** Chooses the fund source: central and provincial money is paid on national files only (Article 2). */
function sourceFor(random: Random, level: ArchiveFileState['level']): FundSource {
  const local: readonly FundSource[] = ['LOCAL_FINANCE', 'UNION_FUNDS', 'UNION_FUNDS', 'DONATION', 'INTEREST', 'OTHER'];
  if (level !== 'NATIONAL') return random.pick(local);
  return random.pick([
    'CENTRAL_FINANCE',
    'CENTRAL_FINANCE',
    'CENTRAL_FINANCE',
    'PROVINCIAL_FINANCE',
    'PROVINCIAL_FINANCE',
    ...local,
  ]);
}

function drawAmount(random: Random, aidType: keyof typeof AID_TYPES) {
  if (aidType === 'MEDICAL') return roundYuan(random.between(2000, 20_000) * 100);
  if (aidType === 'SCHOOLING') return roundYuan(random.between(10, 60) * 10_000);
  return roundYuan(random.between(5, 70) * 10_000);
}
