import type { Texts } from '../../database/copy-texts.ts';
import { snakeCase, textList } from '../../database/table.ts';
import { type Day, printDay } from '../../kernel/calendar.ts';
import type { Assessment } from '../../policy/decision/assess.ts';
import type { Decision } from '../../policy/decision/outcome.ts';
import { textAt } from '../register/facts-rows.ts';
import type { HouseholdDimensions } from '../history/household-dimensions.ts';
import type { LocalLevel } from '../history/rules-history.ts';

/** The decisions on a household on one day, by level; below the national level `null` where no local rule is in force. */
export interface DecisionsOn {
  readonly national: Assessment;
  readonly local: Readonly<Record<LocalLevel, Decision | null>>;
  /** SHA-256 of the facts without the day and the level, whose first half is kept. */
  readonly factsDigest: string;
}

/** The values of a span as PostgreSQL's texts, in the order of their columns, and one text that tells them apart. */
export interface SpanTexts {
  readonly texts: Texts;
  readonly key: string;
}

const OF_DECISION = [
  ...['population', 'incomeFen', 'deductionsFen', 'disposableFen', 'standardFen', 'expensesFen', 'eventCostsFen'],
  ...['perHeadFen', 'perHeadAfterExpensesFen', 'gapFen', 'provisional', 'factsDigest'],
  ...['national', 'municipal', 'county', 'enterprise'].flatMap((level) => {
    return [`${level}Outcome`, `${level}Categories`, `${level}Missing`];
  }),
];
const OF_HOUSEHOLD = [
  ...[
    'stewardId',
    'region',
    'migrant',
    'singleParent',
    'dibao',
    'mainCause',
    'otherCauses',
    'declaredClass',
    'members',
  ],
  ...[
    'workerSex',
    'workerBirthDay',
    'workerEmployment',
    'fileId',
    'fileState',
    'fileLevel',
    'fileCategory',
    'fileClass',
  ],
  ...['surveyedOn', 'lastDayServed'],
];
export const DECISION_COLUMNS = OF_DECISION.map(snakeCase);
export const HOUSEHOLD_COLUMNS = OF_HOUSEHOLD.map(snakeCase);

const MONTHS = 12;

export function decisionTexts({ national, local, factsDigest }: DecisionsOn): SpanTexts {
  const { totals, population, perCapitaMonthly: perHead } = national;
  const gap = totals.standard === null || perHead === null ? null : totals.standard / MONTHS - perHead;
  return spanTexts([
    ...[population, totals.income, totals.deductions, totals.disposable, totals.standard].map(orNull),
    ...[totals.expenses, totals.eventCosts, perHead, national.perCapitaMonthlyAfterExpenses, gap].map(orNull),
    ...[String(national.provisional.length > 0), `\\x${factsDigest}`],
    ...[national, local.MUNICIPAL, local.COUNTY, local.ENTERPRISE].flatMap(outcomeTexts),
  ]);
}

export function householdTexts(on: HouseholdDimensions): SpanTexts {
  const { file } = on;
  return spanTexts([
    ...[on.stewardId, on.region, String(on.migrant), orNull(on.singleParent), orNull(on.dibao)],
    ...[on.mainCause, on.otherCauses, on.declaredClass, String(on.members)],
    ...[on.workerSex, dayText(on.workerBirthDay), on.workerEmployment],
    file?.anchor ?? null,
    ...[0, 1, 2, 3].map((at) => (file === null ? null : textAt(file.values, at))),
    ...[dayText(on.surveyedOn), dayText(on.lastDayServed)],
  ]);
}

function outcomeTexts(decision: Decision | null): Texts {
  if (decision === null) return [null, null, null];
  const { outcome, categories, missing } = decision;
  return [outcome, textList.print(categories), textList.print(missing)];
}

function spanTexts(texts: Texts): SpanTexts {
  return { texts, key: texts.join('\t') };
}

function orNull(value: number | boolean | null): string | null {
  return value === null ? null : String(value);
}

function dayText(day: Day | null): string | null {
  return day === null ? null : printDay(day);
}
