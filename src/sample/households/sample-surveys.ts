import {
  addDays,
  addMonths,
  type Day,
  firstDay,
  type Month,
  monthOfDay,
  toMonth,
  yearOf,
} from '../../kernel/calendar.ts';
import type { Fen } from '../../kernel/fen.ts';
import { type RegisterHousehold, type RegisterRecord, type SurveyedKind } from '../../registry/kinds.ts';
import type { Random } from '../random.ts';
import { draftRecord, roundYuan, yearBefore } from './sample-draft.ts';
import { inventName } from './sample-person.ts';

type Records = RegisterHousehold['records'];
type Figures = Pick<Records, SurveyedKind>;

/** What a clerk records of a household on a day: a survey with its figures, or what was added after one. */
export interface SampleAct {
  readonly day: Day;
  readonly action: 'RECORD_HOUSEHOLD' | 'CHANGE_HOUSEHOLD';
  readonly records: Records;
}

interface Surveyed {
  /** The household as its figures are on the day that the sample is as of. */
  readonly invented: RegisterHousehold;
  readonly openedOn: Day;
  readonly on: Day;
}

/** The clean-ups of a year take place between these months. */
const CLEAN_UP_MONTHS = { first: 3, last: 10 } as const;
/** How far back the clean-ups of the sample reach. */
const YEARS = 3;
/** Amounts change by so many hundredths a year, at random within it. */
const DRIFT = 4;

/**
 * Invents the surveys of a household: the first visit on the day of filing, then a clean-up a year. The last one has the
 * invented figures, for the twelve months before it. One household in twenty has not been cleaned up since the year before
 * last, and of one in twenty-five a bill has come in since.
 */
export function inventSurveys(random: Random, { invented, openedOn, on }: Surveyed): readonly SampleAct[] {
  const days = [openedOn, ...cleanUps(random, openedOn, on)];
  const acts = days.map((day, at): SampleAct => {
    const figures = figuresOf(invented.records, day, driftOf(random, days.length - 1 - at));
    const survey = inventSurvey(random, day, at === 0, invented.members[0]?.person.name ?? '');
    const own = at === 0 ? invented.records : NO_RECORDS;
    return {
      day,
      action: at === 0 ? 'RECORD_HOUSEHOLD' : 'CHANGE_HOUSEHOLD',
      records: { ...own, ...figures, surveys: [survey] },
    };
  });
  const change = random.chance(0.04) ? laterBill(random, days.at(-1) ?? openedOn, on) : [];
  return [...acts, ...change];
}

const NO_RECORDS: Records = {
  ...{
    surveys: [],
    employment: [],
    incomes: [],
    deductions: [],
    expenses: [],
    events: [],
    dwellings: [],
    vehicles: [],
  },
  ...{ schooling: [], dibao: [], disbursements: [] },
};

function cleanUps(random: Random, openedOn: Day, on: Day): readonly Day[] {
  const [opened, last] = [yearOf(monthOfDay(openedOn)), yearOf(monthOfDay(on))];
  const isOverdue = random.chance(0.05);
  const days: Day[] = [];
  for (let year = Math.max(opened + 1, last - YEARS); year <= last; year += 1) {
    const month = random.between(CLEAN_UP_MONTHS.first, CLEAN_UP_MONTHS.last);
    const day = addDays(firstDay(toMonth(year, month)), random.between(0, 27));
    if (day <= on && !(isOverdue && year >= last - 1)) days.push(day);
  }
  return days;
}

function inventSurvey(random: Random, day: Day, isVisit: boolean, worker: string): RegisterRecord<'surveys'> {
  const [visitorOne, visitorTwo] = [inventName(random, 'FEMALE'), inventName(random, 'MALE')];
  const second = visitorOne === visitorTwo ? `${visitorTwo}二` : visitorTwo;
  const isSigned = random.chance(0.97);
  return draftRecord('surveys', `survey-${day}`, null, {
    ...{ surveyedOn: day, way: isVisit ? 'VISIT' : 'CLEAN_UP', visitorOne, visitorTwo: second },
    ...(isSigned ? { signedBy: worker } : { unsignedReason: '本人外出，电话核实' }),
  });
}

/** The factor, in hundredths, of amounts so many surveys before the last. */
function driftOf(random: Random, before: number): number {
  return 100 - before * random.between(0, DRIFT);
}

/** The invented figures for the twelve months before a survey. */
function figuresOf(records: Records, day: Day, hundredths: number): Figures {
  const span = yearBefore(day);
  const scaled = (amount: Fen) => (hundredths === 100 ? amount : roundYuan((amount * hundredths) / 100));
  const spell = (one: RegisterRecord<'employment'>) => {
    return { ...one, values: { ...one.values, from: addMonths(span.from, -60) } };
  };
  return {
    employment: records.employment.map(spell),
    incomes: records.incomes.map((one) => {
      return { ...one, values: { ...one.values, ...span, amountFen: scaled(one.values.amountFen) } };
    }),
    deductions: records.deductions.map((one) => {
      return { ...one, values: { ...one.values, ...span, amountFen: scaled(one.values.amountFen) } };
    }),
    expenses: records.expenses.map((one) => {
      const amountFen = scaled(one.values.amountFen);
      return { ...one, values: { ...one.values, ...span, amountFen, reimbursedFen: roundYuan(amountFen * 0.1) } };
    }),
  };
}

/** A bill of the worker's that comes in two to four months after the last survey. */
function laterBill(random: Random, surveyedOn: Day, on: Day): readonly SampleAct[] {
  const month: Month = addMonths(monthOfDay(surveyedOn), random.between(1, 3));
  const day = addDays(firstDay(addMonths(month, 1)), random.between(0, 20));
  if (day > on) return [];
  const amounts = { amountFen: roundYuan(random.between(5, 50) * 10_000), reimbursedFen: roundYuan(0) };
  const values = { kind: 'ILLNESS', ...amounts, from: month, to: month } as const;
  const expenses = [draftRecord('expenses', 'm1-bill', 'm1', values)];
  return [{ day, action: 'CHANGE_HOUSEHOLD', records: { ...NO_RECORDS, expenses } }];
}
