import { bilingual } from '../../kernel/bilingual.ts';
import { addMonths, type Day, firstDay, monthOfDay, requireDay } from '../../kernel/calendar.ts';
import { fail, type Result, succeed } from '../../kernel/result.ts';
import type { Level } from '../../policy/facts/facts.ts';
import { type Dimension, NONE } from '../dimensions/dimension.ts';
import { dimensionNamed } from '../dimensions/dimensions.ts';
import { measureNamed } from '../measures/find-measures.ts';
import type { Measure } from '../measures/measure.ts';
import { type Every, type Period, periodsOf, yearUpTo } from '../question/periods.ts';
import type { Condition, Question } from '../question/question.ts';

/** What is wrong with a question: the argument, and why. */
export interface QuestionFault {
  readonly argument: string;
  readonly zh: string;
  readonly en: string;
}

/** A question as it is given, its union resolved. */
export interface GivenQuestion {
  readonly measures: readonly string[];
  readonly by: readonly string[];
  readonly where: readonly { readonly dimension: string; readonly keys: readonly string[] }[];
  readonly unionId: string | null;
  readonly level: Level;
  readonly over: (Period & { readonly every: Every }) | null;
  readonly asOf: Day;
}

export const MOST = { measures: 12, dimensions: 4, conditions: 10, keys: 500, periods: 400 } as const;
const LONGEST_KEY = 100;
const EARLIEST = requireDay('1950-01-01');
const MONTHS_AHEAD = 24;

const WORDS = {
  measures: bilingual(
    `须有 1 至 ${MOST.measures} 个指标，不得重复 / 1 to ${MOST.measures} measures are needed, each once`,
  ),
  dimensions: bilingual(`至多 ${MOST.dimensions} 个分组，不得重复 / up to ${MOST.dimensions} dimensions, each once`),
  conditions: bilingual(`至多 ${MOST.conditions} 个条件 / up to ${MOST.conditions} conditions`),
  keys: bilingual(
    `每个条件须有代码，合计至多 ${MOST.keys} 个 / each condition needs a key, and all have ${MOST.keys} at most`,
  ),
  key: bilingual('代码不在此分组的代码表中 / the key is not in the code list of the dimension'),
  union: bilingual(
    '按下一级工会分组须指明工会（filter.union） / the unions below need the union to be named (filter.union)',
  ),
  periods: bilingual(
    `至多 ${MOST.periods} 个期间，且起不晚于止 / up to ${MOST.periods} periods, the first day no later than the last`,
  ),
  day: bilingual(
    '日期须在 1950 年以后，且不晚于两年后：更远的认定结果尚未推算 / days are from 1950 on, and no later than in two years: later decisions are not made yet',
  ),
};

function fault(argument: string, words: keyof typeof WORDS): Result<never, QuestionFault> {
  return fail({ argument, ...WORDS[words] });
}

/** Reads a question; a name that is not known, or of another subject, is refused, never passed over. `more`: conditions beyond the usual. */
export function parseQuestion(given: GivenQuestion, today: string, more = 0): Result<Question, QuestionFault> {
  const { unionId, over } = given;
  const named = parseNames(given, more);
  if (!named.ok) return named;
  const periods = parsePeriods(given, today);
  if (!periods.ok) return periods;
  const level = given.level.toLowerCase();
  return succeed({ ...named.value, unionId, level, periods: periods.value, every: over?.every ?? 'YEAR' });
}

function parseNames(
  given: GivenQuestion,
  more: number,
): Result<Pick<Question, 'measures' | 'by' | 'where'>, QuestionFault> {
  const measures = known(given.measures, measureNamed, MOST.measures);
  if (measures === null || measures.length === 0) return fault('measures', 'measures');
  const by = known(given.by, dimensionNamed, MOST.dimensions);
  if (by === null) return fault('by', 'dimensions');
  const where = parseConditions(given.where, more);
  if (!where.ok) return where;
  const dimensions = [...by, ...where.value.map(({ dimension }) => dimension)];
  const unfit = dimensions
    .map((dimension) => unfitness(dimension, measures, given.unionId))
    .find((one) => one !== null);
  return unfit === undefined ? succeed({ measures, by, where: where.value }) : fail(unfit);
}

/** What the names stand for; `null` if one is not known or named twice, or of more than so many. */
function known<T>(names: readonly string[], find: (name: string) => T | undefined, most: number): readonly T[] | null {
  const found = names.flatMap((name) => find(name) ?? []);
  const isEachOnce = found.length === names.length && new Set(found).size === found.length;
  return isEachOnce && found.length <= most ? found : null;
}

function parseConditions(given: GivenQuestion['where'], more: number): Result<readonly Condition[], QuestionFault> {
  if (given.length > MOST.conditions + more) return fault('filter.where', 'conditions');
  const conditions: Condition[] = [];
  for (const [at, { dimension: name, keys }] of given.entries()) {
    const dimension = dimensionNamed(name);
    if (dimension === undefined) return fault(`filter.where.${at}.dimension`, 'dimensions');
    const all = given.reduce((sum, { keys: own }) => sum + own.length, 0);
    if (keys.length === 0 || all > MOST.keys + more) return fault(`filter.where.${at}.keys`, 'keys');
    if (!keys.every((key) => isKeyOf(dimension, key))) return fault(`filter.where.${at}.keys`, 'key');
    conditions.push({ dimension, keys });
  }
  return succeed(conditions);
}

/** Names on record are looked up by the reader of the question. */
function isKeyOf({ names }: Dimension, key: string): boolean {
  if (typeof names === 'string') return key.length <= LONGEST_KEY && !key.includes('\0');
  return key === NONE || Object.hasOwn(names, key);
}

/** Why a dimension is not one of these measures; `null` if it is. */
function unfitness(dimension: Dimension, measures: readonly Measure[], unionId: string | null): QuestionFault | null {
  if (dimension.kind === 'UNION') {
    return dimension.underUnion && unionId === null ? { argument: 'filter.union', ...WORDS.union } : null;
  }
  const other = measures.find(({ subject }) => !dimension.subjects.includes(subject));
  if (other === undefined) return null;
  const zh = `指标 ${other.name} 不能按 ${dimension.name} 分组或筛选`;
  return { argument: 'measures', zh, en: `the measure ${other.name} has no dimension ${dimension.name}` };
}

function parsePeriods({ over, asOf }: GivenQuestion, today: string): Result<readonly Period[], QuestionFault> {
  const argument = over === null ? 'asOf' : 'over';
  const { from, to } = over ?? { from: asOf, to: asOf };
  if (from < EARLIEST || to > latest(today)) return fault(argument, 'day');
  const periods = over === null ? [yearUpTo(asOf)] : periodsOf(over, over.every, MOST.periods);
  return periods === 'TOO_MANY' || periods.length === 0 ? fault(argument, 'periods') : succeed(periods);
}

function latest(today: string): Day {
  return firstDay(addMonths(monthOfDay(requireDay(today)), MONTHS_AHEAD));
}
