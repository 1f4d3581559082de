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
  readonly knownUntil?: string;
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

const dibao: readonly MonthlyFigure[] = [
  {
    regions: ALL_DIVISIONS,
    from: '2018-01-01',
    monthly: '470.00',
    status: 'PROVISIONAL',
    source: 'Henan provincial urban floor 2018',
  },
  {
    regions: ALL_DIVISIONS,
    from: '2019-01-01',
    monthly: '520.00',
    status: 'PROVISIONAL',
    source: 'Henan provincial urban floor 2019',
  },
  {
    regions: ALL_DIVISIONS,
    from: '2020-01-01',
    monthly: '570.00',
    status: 'PROVISIONAL',
    source: 'Henan provincial urban floor 2020',
  },
  {
    regions: ALL_DIVISIONS,
    from: '2021-09-01',
    monthly: '590.00',
    status: 'PROVISIONAL',
    source: 'Henan provincial urban floor 2021 (raised in September 2021; the effective day is not confirmed)',
  },
  {
    regions: ALL_DIVISIONS,
    from: '2022-01-01',
    monthly: '630.00',
    status: 'PROVISIONAL',
    source: 'Henan provincial urban floor 2022; not raised in 2023; later years not known',
    knownUntil: '2023-12-31',
  },
];

const minimumWage: readonly MonthlyFigure[] = [
  { regions: CITY_DISTRICTS, from: '2017-10-01', monthly: '1720.00', status: 'PROVISIONAL', source: 'Henan class I' },
  {
    regions: CITY_DISTRICTS,
    from: '2018-10-01',
    monthly: '1900.00',
    status: 'PUBLISHED',
    source: '豫政〔2018〕26号, class I',
  },
  {
    regions: CITY_DISTRICTS,
    from: '2022-01-01',
    monthly: '2000.00',
    status: 'PUBLISHED',
    source: '豫政〔2021〕33号, class I',
  },
  {
    regions: CITY_DISTRICTS,
    from: '2024-01-01',
    monthly: '2100.00',
    status: 'PUBLISHED',
    source: '豫政〔2023〕43号, class I',
    knownUntil: '2024-12-31',
  },
  {
    regions: CLASS_TWO_COUNTIES,
    from: '2017-10-01',
    monthly: '1570.00',
    status: 'PROVISIONAL',
    source: 'Henan class II',
  },
  {
    regions: CLASS_TWO_COUNTIES,
    from: '2018-10-01',
    monthly: '1700.00',
    status: 'PROVISIONAL',
    source: "豫政〔2018〕26号, class II; the division's class is that of 2017",
  },
  {
    regions: CLASS_TWO_COUNTIES,
    from: '2022-01-01',
    monthly: '1800.00',
    status: 'PROVISIONAL',
    source: "豫政〔2021〕33号, class II; the division's class is that of 2017",
  },
  {
    regions: CLASS_TWO_COUNTIES,
    from: '2024-01-01',
    monthly: '2000.00',
    status: 'PROVISIONAL',
    source: "豫政〔2023〕43号, class II; the division's class is that of 2017",
    knownUntil: '2024-12-31',
  },
  { regions: NEIHUANG, from: '2017-10-01', monthly: '1420.00', status: 'PROVISIONAL', source: 'Henan class III' },
  {
    regions: NEIHUANG,
    from: '2018-10-01',
    monthly: '1500.00',
    status: 'PROVISIONAL',
    source: "豫政〔2018〕26号, class III; the division's class is that of 2017",
  },
  {
    regions: NEIHUANG,
    from: '2022-01-01',
    monthly: '1600.00',
    status: 'PROVISIONAL',
    source: "豫政〔2021〕33号, class III; the division's class is that of 2017",
  },
  {
    regions: NEIHUANG,
    from: '2024-01-01',
    monthly: '1800.00',
    status: 'PROVISIONAL',
    source: "豫政〔2023〕43号, class III; the division's class is that of 2017",
    knownUntil: '2024-12-31',
  },
];

const ruralIncome: readonly YearlyFigure[] = [
  { regions: ALL_BUT_HUA_COUNTY, year: 2018, annual: '13831.00', status: 'PROVISIONAL', source: 'Henan province' },
  { regions: ALL_BUT_HUA_COUNTY, year: 2019, annual: '15164.00', status: 'PROVISIONAL', source: 'Henan province' },
  { regions: ALL_BUT_HUA_COUNTY, year: 2020, annual: '16108.00', status: 'PROVISIONAL', source: 'Henan province' },
  { regions: ALL_BUT_HUA_COUNTY, year: 2021, annual: '17533.00', status: 'PROVISIONAL', source: 'Henan province' },
  {
    regions: ALL_BUT_HUA_COUNTY,
    year: 2022,
    annual: '18697.00',
    status: 'PROVISIONAL',
    source: 'Henan province, 2022 statistical communiqué',
  },
  { regions: ALL_BUT_HUA_COUNTY, year: 2023, annual: '20053.00', status: 'PROVISIONAL', source: 'Henan province' },
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
