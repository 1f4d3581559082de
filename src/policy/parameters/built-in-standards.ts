import { requireDay } from '../../kernel/calendar.ts';
import { type Fen, parseYuan } from '../../kernel/fen.ts';
import { invariant } from '../../kernel/invariant.ts';
import type { StandardEntries, StandardStatus } from '../money/standards.ts';

/** A published figure, for each of the regions. */
interface Figure {
  /** 行政区划代码. */
  readonly regions: readonly string[];
  readonly status: StandardStatus;
  readonly source: string;
}

interface MonthlyFigure extends Figure {
  readonly from: string;
  /** Yuan a month. */
  readonly monthly: string;
  readonly knownUntil: string | undefined;
}

interface YearlyFigure extends Figure {
  readonly year: number;
  /** Yuan a head and year. */
  readonly annual: string;
}

/** 文峰区, 北关区, 殷都区, 龙安区. */
const CITY_DISTRICTS = ['410502', '410503', '410505', '410506'];
/** 安阳县, 汤阴县, 林州市. */
const CLASS_TWO_COUNTIES = ['410522', '410523', '410581'];
/** 内黄县. */
const NEIHUANG = ['410527'];
/** 滑县 deliberately has no minimum wage or rural income, because its class is not known. */
const HUA_COUNTY = ['410526'];
const ALL_BUT_HUA_COUNTY = [...CITY_DISTRICTS, ...CLASS_TWO_COUNTIES, ...NEIHUANG].sort();
const ALL_DIVISIONS = [...ALL_BUT_HUA_COUNTY, ...HUA_COUNTY].sort();
const FLOOR = 'Henan provincial urban floor';
const CLASS_OF_2017 = "the division's class is that of 2017";

/** A figure of several divisions: the first day, yuan a month, the status, the source and the last day if it is known. */
type MonthlyRow = readonly [from: string, monthly: string, status: StandardStatus, source: string, knownUntil?: string];

const dibao = monthlyFigures(
  ALL_DIVISIONS,
  ['2018-01-01', '470.00', 'PROVISIONAL', `${FLOOR} 2018`],
  ['2019-01-01', '520.00', 'PROVISIONAL', `${FLOOR} 2019`],
  ['2020-01-01', '570.00', 'PROVISIONAL', `${FLOOR} 2020`],
  [
    '2021-09-01',
    '590.00',
    'PROVISIONAL',
    `${FLOOR} 2021 (raised in September 2021; the effective day is not confirmed)`,
  ],
  ['2022-01-01', '630.00', 'PROVISIONAL', `${FLOOR} 2022; not raised in 2023; later years not known`, '2023-12-31'],
);

const minimumWage = [
  ...monthlyFigures(
    CITY_DISTRICTS,
    ['2017-10-01', '1720.00', 'PROVISIONAL', 'Henan class I'],
    ['2018-10-01', '1900.00', 'PUBLISHED', '豫政〔2018〕26号, class I'],
    ['2022-01-01', '2000.00', 'PUBLISHED', '豫政〔2021〕33号, class I'],
    ['2024-01-01', '2100.00', 'PUBLISHED', '豫政〔2023〕43号, class I', '2024-12-31'],
  ),
  ...monthlyFigures(
    CLASS_TWO_COUNTIES,
    ['2017-10-01', '1570.00', 'PROVISIONAL', 'Henan class II'],
    ['2018-10-01', '1700.00', 'PROVISIONAL', `豫政〔2018〕26号, class II; ${CLASS_OF_2017}`],
    ['2022-01-01', '1800.00', 'PROVISIONAL', `豫政〔2021〕33号, class II; ${CLASS_OF_2017}`],
    ['2024-01-01', '2000.00', 'PROVISIONAL', `豫政〔2023〕43号, class II; ${CLASS_OF_2017}`, '2024-12-31'],
  ),
  ...monthlyFigures(
    NEIHUANG,
    ['2017-10-01', '1420.00', 'PROVISIONAL', 'Henan class III'],
    ['2018-10-01', '1500.00', 'PROVISIONAL', `豫政〔2018〕26号, class III; ${CLASS_OF_2017}`],
    ['2022-01-01', '1600.00', 'PROVISIONAL', `豫政〔2021〕33号, class III; ${CLASS_OF_2017}`],
    ['2024-01-01', '1800.00', 'PROVISIONAL', `豫政〔2023〕43号, class III; ${CLASS_OF_2017}`, '2024-12-31'],
  ),
];

const ruralIncome = [
  ruralFigure(2018, '13831.00'),
  ruralFigure(2019, '15164.00'),
  ruralFigure(2020, '16108.00'),
  ruralFigure(2021, '17533.00'),
  ruralFigure(2022, '18697.00', 'Henan province, 2022 statistical communiqué'),
  ruralFigure(2023, '20053.00'),
];

/** The dated local standards of 安阳市 that come with the platform, with the source of each figure. */
export const builtInFigures = { dibao, minimumWage, ruralIncome };

/** The built-in standards with one entry per region. */
export const builtInStandards: StandardEntries = {
  dibao: dibao.flatMap(monthlyEntries),
  minimumWage: minimumWage.flatMap(monthlyEntries),
  ruralIncome: ruralIncome.flatMap(({ regions, year, annual, status }) =>
    regions.map((region) => ({ region, year, annual: figureFen(annual), status })),
  ),
};

function monthlyFigures(regions: readonly string[], ...rows: readonly MonthlyRow[]): readonly MonthlyFigure[] {
  return rows.map(([from, monthly, status, source, knownUntil]) => {
    return { regions, from, monthly, status, source, knownUntil };
  });
}

function ruralFigure(year: number, annual: string, source = 'Henan province'): YearlyFigure {
  return { regions: ALL_BUT_HUA_COUNTY, year, annual, status: 'PROVISIONAL', source };
}

function monthlyEntries({ regions, from, monthly, status, knownUntil }: MonthlyFigure): StandardEntries['dibao'] {
  const known = knownUntil === undefined ? null : requireDay(knownUntil);
  return regions.map((region) => ({
    region,
    from: requireDay(from),
    monthly: figureFen(monthly),
    status,
    knownUntil: known,
  }));
}

export function figureFen(text: string): Fen {
  const parsed = parseYuan(text);
  invariant(parsed !== undefined, `built-in amount ${text}`);
  return parsed;
}
