import type { FilingReading } from '../../policy/parameters/procedure.ts';

/** The unions of which it can be stated which one is there, or that none is, by what they are to the worker. */
export const STATED_PLACES = {
  EMPLOYER: '用人单位工会',
  ADMITTING: '吸收其入会的工会',
  DISPATCHER: '派遣单位工会',
  SUPERIOR: '用人单位所在地或产业的上一级工会',
  STREET: '街道（社区）工会',
} as const;

export type StatedPlace = keyof typeof STATED_PLACES;

/** The unions that may file; the upper union of a place and its centre follow from the tree of unions. */
export type FilingPlace = StatedPlace | 'UPPER' | 'CENTRE';

/** What who opens a file may state where the register does not say it. */
export const STATED_FACTS = {
  STATUS: '就业状态',
  DISPATCH: '是否劳务派遣',
  BENEFIT: '是否领取失业金',
  ...STATED_PLACES,
} as const;

export type StatedFact = keyof typeof STATED_FACTS;

export interface FilingRule {
  readonly zh: string;
  readonly en: string;
  readonly article: number;
  /** The reading of a silent case; `null` where the text says it. */
  readonly reading: FilingReading | null;
  /** Which union files: the first of these that there is. */
  readonly order: readonly FilingPlace[];
}

const STREET_FIRST = ['STREET', 'UPPER', 'CENTRE'] as const;

/** Who files (Articles 11 and 12), and the readings of the silent cases (R19 to R21). */
export const FILING_RULES = {
  EMPLOYED: {
    ...{ zh: '与用人单位建立劳动关系的，由用人单位工会建档', en: 'the union of the employer files' },
    ...{ article: 11, reading: null, order: ['EMPLOYER'] },
  },
  DISPATCHED: {
    zh: '劳务派遣的，由吸收其入会的工会建档，否则由派遣单位工会建档',
    en: 'for a dispatched worker the union files that admitted them, else that of the dispatching employer',
    ...{ article: 11, reading: 'R20', order: ['ADMITTING', 'DISPATCHER'] },
  },
  EMPLOYER_WITHOUT_UNION: {
    zh: '用人单位没有工会的，由所在地或产业的上一级工会建档，否则由县级帮扶中心建档',
    en: 'where the employer has no union, the superior union of its place or industry files, else the county centre',
    ...{ article: 11, reading: 'R19', order: ['SUPERIOR', 'CENTRE'] },
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

export type FilingRuleCode = keyof typeof FILING_RULES;

/** The rules as a code list. */
export const FILING_RULE_NAMES = Object.fromEntries(
  Object.entries<FilingRule>(FILING_RULES).map(([rule, { zh, article, reading }]) => {
    return [rule, `${zh}（第${article}条${reading === null ? '' : `，${reading}`}）`];
  }),
) as Readonly<Record<FilingRuleCode, string>>;

/** Why nobody files who could be named, or what is not known of the work or the unions. */
export const FILING_GAPS = {
  STATUS: '就业状态尚未核实',
  DISPATCH: '是否劳务派遣不明',
  BENEFIT: '是否领取失业金不明',
  EMPLOYER: '用人单位工会不明',
  ADMITTING: '吸收其入会的工会不明',
  DISPATCHER: '派遣单位工会不明',
  SUPERIOR: '用人单位的上一级工会不明',
  STREET: '街道（社区）工会不明',
  NO_RULE: '办法没有规定此种就业状态由谁建档',
  READING_OFF: '办法未作规定，本市已停用平台的解释',
  NO_UNION: '没有应当建档的工会',
} as const;

export type FilingGap = keyof typeof FILING_GAPS;
