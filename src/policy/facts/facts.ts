import type { Day, Month, MonthSpan } from '../../kernel/calendar.ts';
import type { Hundredths } from '../../kernel/decimal.ts';
import type { Fen } from '../../kernel/fen.ts';

/**
 * Everything that the rules read about one household on one day (POLICY section 1). `null` means *not verified* and
 * never "no", but for `to: null` (open-ended) and `populationOverride`, `retirementException`, `exemption`,
 * `farmRegion`, `surveyedOn`, `changedOn` (none). Money is in fen, areas and multiples in hundredths. The caller has checked that ids
 * are unique, every `memberId` names a member, no span ends before it begins and periods of employment do not overlap.
 */
export interface HouseholdFacts {
  readonly asOf: Day;
  /** The day of the survey (入户调查) that incomes, deductions, expenses and employment come from; `null`: none (R16). */
  readonly surveyedOn: Day | null;
  /** The first day on which something that the survey's figures rest on is known to have changed; `null`: none (R17). */
  readonly changedOn: Day | null;
  readonly level: Level;
  /** The local rule of a level below the national; `null` at `NATIONAL`. */
  readonly profile: LocalProfile | null;
  /** 行政区划代码 (GB/T 2260) of the place whose standards apply: a migrant's place of work. */
  readonly region: string;
  /** The region of the farm, if it is in another region. */
  readonly farmRegion: string | null;
  readonly worker: WorkerFacts;
  readonly members: readonly MemberFacts[];
  readonly incomes: readonly IncomeFacts[];
  readonly deductions: readonly DeductionFacts[];
  readonly expenses: readonly ExpenseFacts[];
  readonly events: readonly EventFacts[];
  /** 单亲. */
  readonly singleParent: boolean | null;
  /** 生活特别困难, found by a survey. */
  readonly severeHardship: boolean | null;
  /** Periods in which the place of household registration recognises the household for 低保. */
  readonly dibao: readonly DaySpell[] | null;
  readonly assets: AssetFacts;
  readonly schooling: readonly SchoolingFacts[] | null;
  readonly conduct: ConductFacts;
}

/** Levels of files, the highest first (Article 2). */
export const LEVELS = ['NATIONAL', 'MUNICIPAL', 'COUNTY', 'ENTERPRISE'] as const;
export type Level = (typeof LEVELS)[number];

/** The exclusions of Articles 6, 7 and 13, in the order of the rulebook; a local profile may switch single ones off. */
export const EXCLUSION_IDS = [
  'TWO_DWELLINGS',
  'LARGE_DWELLING',
  'COMMERCIAL_PROPERTY',
  'RUNS_BUSINESS',
  'COSTLY_SCHOOLING',
  'VEHICLES',
  'REFUSED_VERIFICATION',
  'REFUSED_WORK',
  'CONCEALMENT',
  'RETIRED_SOCIALISED',
] as const;
export type ExclusionId = (typeof EXCLUSION_IDS)[number];

/** The local rule of a union for its territory (Article 2, second paragraph); national values apply for those it omits. */
interface LocalProfile {
  readonly nearMultiple?: Hundredths | undefined;
  readonly suddenMultiple?: Hundredths | undefined;
  /** Square metres per head. */
  readonly areaPerHead?: Hundredths | undefined;
  readonly dwellings?: number | undefined;
  readonly exclusionsOff?: readonly ExclusionId[] | undefined;
}

interface WorkerFacts {
  readonly memberId: string;
  /** 农民工. */
  readonly migrant: boolean;
  readonly unionMember: boolean | null;
  readonly contract: DaySpell | 'NONE' | null;
  /** 已实行社会化管理的退休人员. */
  readonly retiredSocialised: boolean | null;
  readonly retirementException: string | null;
}

/** Days `from`..`to`, both included; `to: null` is open-ended. */
export interface DaySpell {
  readonly from: Day;
  readonly to: Day | null;
}

/** 与本人关系: how a member is related to the worker, by the groups that the register has. */
export type FamilyRelation =
  | ('SELF' | 'HUSBAND' | 'WIFE' | 'SON' | 'DAUGHTER' | 'GRANDCHILD')
  | ('FATHER' | 'MOTHER' | 'GRANDPARENT' | 'SIBLING' | 'OTHER');

export interface MemberFacts {
  readonly id: string;
  /** Only names the member in a sentence, no rule reads it; `null`: the facts do not say. */
  readonly relation: FamilyRelation | null;
  readonly inRegister: boolean | null;
  readonly livesTogether: boolean | null;
  /** A decision with its reason that takes precedence over both flags (R2). */
  readonly populationOverride: { readonly counted: boolean; readonly reason: string } | null;
  readonly employment: readonly EmploymentSpell[] | null;
  readonly ableToWork: boolean | null;
  readonly refusedJobOffers: number | null;
  readonly farms: boolean | null;
  readonly disabled: boolean | null;
  readonly ill: boolean | null;
  readonly inEducation: boolean | null;
}

export const EMPLOYMENT_STATUSES = ['EMPLOYED', 'FLEXIBLE', 'UNEMPLOYED', 'RETIRED', 'STUDENT', 'NONE'] as const;

interface EmploymentSpell {
  readonly status: (typeof EMPLOYMENT_STATUSES)[number];
  readonly from: Month;
  readonly to: Month | null;
}

/** 工薪, 经营净, 农副业, 财产性, 转移性. */
export const INCOME_KINDS = ['WAGE', 'BUSINESS', 'FARM', 'PROPERTY', 'TRANSFER'] as const;

export interface IncomeFacts extends MonthSpan {
  readonly memberId: string;
  readonly kind: (typeof INCOME_KINDS)[number];
  /** Public relief money. */
  readonly relief: boolean;
  readonly amount: Fen;
  readonly verified: boolean;
}

/** 所得税, 社会保障支出. */
export const DEDUCTION_KINDS = ['INCOME_TAX', 'SOCIAL_SECURITY'] as const;

export interface DeductionFacts extends MonthSpan {
  readonly memberId: string;
  readonly kind: (typeof DEDUCTION_KINDS)[number];
  readonly amount: Fen;
}

/** 患病, 子女上学, 残疾, 其它特殊原因 (decided by the steward). */
export const EXPENSE_KINDS = ['ILLNESS', 'SCHOOLING', 'DISABILITY', 'OTHER_SPECIAL'] as const;

export interface ExpenseFacts extends MonthSpan {
  readonly memberId: string;
  readonly kind: (typeof EXPENSE_KINDS)[number];
  readonly amount: Fen;
  readonly reimbursed: Fen;
}

/** 意外事件, 突发重大疾病, 自然灾害或重大安全事故. */
export const EVENT_KINDS = ['ACCIDENT', 'MAJOR_ILLNESS', 'DISASTER'] as const;

export interface EventFacts {
  readonly kind: (typeof EVENT_KINDS)[number];
  readonly date: Day;
  /** The condition of the regulation for this kind (POLICY section 3). */
  readonly grave: boolean | null;
  readonly cost: Fen;
  readonly compensated: Fen;
  readonly compensationInPlace: boolean | null;
}

export interface AssetFacts {
  readonly savings: Fen | null;
  readonly investments: Fen | null;
  /** Floor areas in hundredths of a square metre. */
  readonly dwellings: readonly { readonly area: Hundredths }[] | null;
  readonly commercialProperty: boolean | null;
  readonly ownsShop: boolean | null;
  readonly employsOthers: boolean | null;
  readonly vehicles: readonly VehicleFacts[] | null;
}

export interface VehicleFacts {
  readonly owned: boolean | null;
  readonly regularUse: boolean | null;
  readonly asEmployee: boolean | null;
  /** An exemption under a local rule issued by Article 23, with the number of that rule (R11). */
  readonly exemption: { readonly rule: string; readonly reason: string } | null;
}

export interface SchoolingFacts {
  readonly memberId: string;
  readonly private: boolean | null;
  readonly tuition: Fen;
  /** The fee of a comparable public school; 0 means that there is no benchmark (R14). */
  readonly publicTuition: Fen | null;
  readonly abroadSelfFunded: boolean | null;
}

/** Findings that remain in force until a body ends them (R15). */
interface ConductFacts {
  readonly refusedVerification: boolean | null;
  readonly concealment: boolean | null;
}
