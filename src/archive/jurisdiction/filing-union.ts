import { fail, type Result, succeed } from '../../kernel/result.ts';
import type { EMPLOYMENT_STATUSES } from '../../policy/facts/facts.ts';
import { problem, type Problem } from '../../usecase/problem.ts';

/** The worker's work on a day, by which the filing union is derived. `null`: not verified, which is never "no". */
export interface WorkOfDay {
  readonly status: (typeof EMPLOYMENT_STATUSES)[number] | null;
  /** Whether the worker is dispatched (劳务派遣). */
  readonly isDispatched: boolean | null;
  /** Whether the employer has a union. */
  readonly employerHasUnion: boolean | null;
  /** Whether the worker draws unemployment benefit (领取失业金). */
  readonly isOnBenefit: boolean | null;
}

/** The unions that may file, each `null` where there is none. */
export interface UnionsOfWorker {
  /** The union that admitted the worker as a member. */
  readonly admitting: string | null;
  readonly employers: string | null;
  readonly dispatchers: string | null;
  /** 街道（社区）工会 where the worker lives. */
  readonly street: string | null;
  /** The next union above: of the place, or of the industry. */
  readonly superior: string | null;
  readonly countyCentre: string | null;
}

/** The silent cases, of which the city may switch a reading off; then no filing union is derived for it. */
export type SilentCase = 'R19' | 'R20' | 'R21';

interface FilingRule {
  readonly zh: string;
  readonly en: string;
  readonly article: number;
  /** The reading of a silent case; `null` where the text says it. */
  readonly reading: SilentCase | null;
  /** Which union files: the first of these that there is. */
  readonly order: readonly (keyof UnionsOfWorker)[];
}

const STREET_FIRST = ['street', 'superior', 'countyCentre'] as const;

/** Who files (Articles 11 and 12), and the readings of the silent cases (R19 to R21). */
export const FILING_RULES = {
  EMPLOYED: {
    ...{ zh: '与用人单位建立劳动关系的，由用人单位工会建档', en: 'the union of the employer files' },
    ...{ article: 11, reading: null, order: ['employers'] },
  },
  DISPATCHED: {
    zh: '劳务派遣的，由吸收其入会的工会建档，否则由派遣单位工会建档',
    en: 'for a dispatched worker the union files that admitted them, else that of the dispatching employer',
    ...{ article: 11, reading: 'R20', order: ['admitting', 'dispatchers'] },
  },
  EMPLOYER_WITHOUT_UNION: {
    zh: '用人单位没有工会的，由所在地或产业的上一级工会建档，否则由县级帮扶中心建档',
    en: 'where the employer has no union, the superior union of its place or industry files, else the county centre',
    ...{ article: 11, reading: 'R19', order: ['superior', 'countyCentre'] },
  },
  FLEXIBLE: {
    zh: '灵活就业的，由街道（社区）工会建档；尚未成立的，由上一级工会或县级以上帮扶中心建档',
    en: 'for the flexibly employed the street union files, where there is none the superior union or the county centre',
    ...{ article: 11, reading: null, order: STREET_FIRST },
  },
  ON_BENEFIT: {
    zh: '领取失业金期间的失业人员，由街道（社区）工会建档；尚未成立的，由上一级工会或县级以上帮扶中心建档',
    en: 'for the unemployed on benefit the street union files, where there is none the superior union or the county centre',
    ...{ article: 12, reading: null, order: STREET_FIRST },
  },
  AFTER_BENEFIT: {
    zh: '失业金期满的失业人员，按灵活就业人员办理',
    en: 'the unemployed whose benefit has ended are treated as the flexibly employed',
    ...{ article: 12, reading: 'R21', order: STREET_FIRST },
  },
} as const satisfies Readonly<Record<string, FilingRule>>;

/** The filing union with the rule that it was derived by, which explains it. */
export interface FilingUnion {
  readonly unionId: string;
  readonly rule: keyof typeof FILING_RULES;
}

/** Derives the union that files for a worker; what is not verified, switched off or not in the text derives none. */
export function deriveFilingUnion(
  work: WorkOfDay,
  unions: UnionsOfWorker,
  switchedOff: ReadonlySet<SilentCase>,
): Result<FilingUnion, Problem> {
  const rule = ruleFor(work);
  if (!rule.ok) return rule;
  const { reading, order }: FilingRule = FILING_RULES[rule.value];
  if (reading !== null && switchedOff.has(reading)) return fail(problem('READING_SWITCHED_OFF', 'union'));
  const [unionId] = order.map((place) => unions[place]).filter((id) => id !== null);
  return unionId === undefined ? fail(problem('NO_FILING_UNION', 'union')) : succeed({ unionId, rule: rule.value });
}

/** Refuses another union than the derived one; the rule of the derived one is the reason. */
export function refuseOtherUnion(unionId: string, derived: FilingUnion): Problem | null {
  return unionId === derived.unionId ? null : problem('NOT_THE_FILING_UNION', 'union');
}

type FoundRule = Result<keyof typeof FILING_RULES, Problem>;

function ruleFor({ status, isDispatched, employerHasUnion, isOnBenefit }: WorkOfDay): FoundRule {
  switch (status) {
    case null:
      return notVerified('status');
    case 'EMPLOYED':
      return ruleForEmployed(isDispatched, employerHasUnion);
    case 'FLEXIBLE':
      return succeed('FLEXIBLE');
    case 'UNEMPLOYED':
      return isOnBenefit === null ? notVerified('isOnBenefit') : succeed(isOnBenefit ? 'ON_BENEFIT' : 'AFTER_BENEFIT');
    default:
      return fail(problem('NO_FILING_RULE', 'union'));
  }
}

function ruleForEmployed(isDispatched: boolean | null, employerHasUnion: boolean | null): FoundRule {
  if (isDispatched === null) return notVerified('isDispatched');
  if (isDispatched) return succeed('DISPATCHED');
  if (employerHasUnion === null) return notVerified('employerHasUnion');
  return succeed(employerHasUnion ? 'EMPLOYED' : 'EMPLOYER_WITHOUT_UNION');
}

function notVerified(path: string): FoundRule {
  return fail(problem('WORK_NOT_VERIFIED', path));
}
