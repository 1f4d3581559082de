import { printDay } from '../../kernel/calendar.ts';
import { type Dimension, NONE, orNone, type UnionDimension } from '../dimensions/dimension.ts';
import type { At, Expression, Measure } from '../measures/measure.ts';
import { type Aggregate, aggregatesOf, contributing, countingConditions, supportsOf } from './columns-of.ts';
import type { Period } from './periods.ts';
import type { Question } from './question.ts';
import { namesUnions, unionsOf } from './union-joins.read.ts';
import { boundsOfDays, date, endsOf, periodOf, type Source, sourceOf } from './sources.read.ts';

/** Which rows of a statement may be counted, by the key of a household. */
export interface Counted {
  /** A join that keeps the rows of households that count; empty where all do. */
  readonly territory: (household: string) => string;
  /** The condition for households of which the reader may not see that they are the ones of a small cell; `null`: there are none. */
  readonly hidden: ((household: string) => string) | null;
}

/** A statement that gives a row for each period and key (`period`, `k0`, …, `is_total`), with its aggregates (`a0`, …). */
export interface Statement {
  readonly text: string;
  /** How many aggregates each measure has; then follow its two numbers of households, where cells may be hidden. */
  readonly widths: readonly number[];
  /**
   * How the totals come: as rows of the statement, by adding up its rows or, where a household that counts under several keys would
   * be in them several times, by a statement of their own.
   */
  readonly totals: 'AS_ROWS' | 'BY_ADDING' | 'BY_THEMSELVES';
}

/** The measures of one subject, and what they are grouped by. */
export interface Asked extends Pick<Question, 'by' | 'where' | 'unionId' | 'level' | 'periods' | 'every'> {
  readonly measures: readonly Measure[];
}

/**
 * Writes the statement of a question. A series of what can be added is grouped by the periods in which rows begin and end first, and
 * the few groups are spread over the periods; otherwise each row is.
 */
export function questionStatement(asked: Asked, counted: Counted): Statement {
  const source = sourceOf(subjectOf(asked), asked);
  const isSeries = source.days !== null && asked.periods.length > 1;
  const day = source.days === null ? source.day : isSeries ? `${endsOf(asked.periods)}[period + 1]` : onlyDay(asked);
  const at = { day, level: asked.level };
  const { hidden } = counted;
  const columns = asked.measures.map((measure) => [
    ...aggregatesOf(measure, at),
    ...(hidden === null ? [] : supportsOf(measure, at, source.household, hidden(source.household))),
  ]);
  const parts: Parts = {
    ...{ asked, at, columns: columns.flat(), totals: totalsOf(asked, columns.flat()) },
    source: inTerritory(source, counted),
    where: [...conditionsOf(asked, source, day), ...anyContributing(asked, at, hidden !== null)],
  };
  return {
    text: isSeries && canBeSpread(parts) ? spreadStatement(parts) : plainStatement(parts),
    widths: columns.map(({ length }) => length - (hidden === null ? 0 : 2)),
    totals: parts.totals,
  };
}

/** Writes the statement of the ids of the households that the measures of a question, of one subject and in one period, count. */
export function householdsStatement(asked: Asked, counted: Counted): string {
  const source = inTerritory(sourceOf(subjectOf(asked), asked), counted);
  const day = source.days === null ? source.day : onlyDay(asked);
  const unions = unionsOf(asked, source.steward, day);
  const counts = asked.measures.flatMap((measure) => countingConditions(measure, { day, level: asked.level }));
  const conditions = ['true', ...conditionsOf(asked, source, day), ...unions.where, ...counts];
  const facts = namesFacts([unions.joins, ...conditions]) ? source.facts : '';
  return `select distinct k.household_id as id from ${source.from} ${unions.joins}${facts}
    join household_key k on k.household_key = ${source.household}
    where ${conditions.join(' and ')}`;
}

interface Parts {
  readonly asked: Asked;
  readonly source: Source;
  readonly at: At;
  readonly columns: readonly Aggregate[];
  readonly totals: Statement['totals'];
  readonly where: readonly string[];
}

/** Keeps the rows of households that count, before anything is looked up for each row. */
function inTerritory(source: Source, { territory }: Counted): Source {
  return { ...source, from: `${source.from}${territory(source.household)}` };
}

function subjectOf({ measures: [first] }: Asked): Measure['subject'] {
  return first?.subject ?? 'HOUSEHOLD';
}

function totalsOf({ by }: Asked, columns: readonly Aggregate[]): Statement['totals'] {
  if (by.some(({ kind }) => kind === 'LIST')) return 'BY_THEMSELVES';
  return columns.every(({ isSum }) => isSum) ? 'BY_ADDING' : 'AS_ROWS';
}

/** The rows that count for any of the measures. */
function anyContributing({ measures }: Asked, at: At, isHiding: boolean): readonly string[] {
  const conditions = measures.map((measure) => contributing(measure, at, isHiding));
  return conditions.includes(null) ? [] : [`(${conditions.join(' or ')})`];
}

function onlyDay({ periods: [only] }: Asked): string {
  return only === undefined ? 'null' : date(printDay(only.to));
}

/** What does not depend on the tree of unions. */
function conditionsOf(asked: Asked, source: Source, day: string): readonly string[] {
  const [first, last] = [asked.periods[0], asked.periods.at(-1)] as readonly [Period, Period];
  const within = (source.days ?? []).flatMap(({ from, to }) => [
    `${from} <= ${date(printDay(last.to))}`,
    `${to} > ${date(printDay(first.to))}`,
  ]);
  const own = asked.where.flatMap(({ dimension }, at) =>
    dimension.kind === 'UNION' ? [] : [isAmong(dimension, { day, level: asked.level }, `$w${at}`)],
  );
  // Before rows are spread over periods; those of one day are joined with the unions above them anyway.
  const ever =
    asked.unionId === null || source.days === null || first === last
      ? []
      : [`${source.steward} in (select l.union_key from union_line l where l.ancestor_key = $union)`];
  return [...source.where, ...within, ...own, ...ever];
}

function isAmong(dimension: Exclude<Dimension, UnionDimension>, at: At, keys: string): string {
  if (dimension.kind === 'OWN') return `list_contains(${keys}, ${orNone(dimension.key(at))})`;
  return `list_has_any(${keys}, ${listOf(dimension.key(at))})`;
}

function listOf(keys: string): string {
  return `(case when len(${keys}) > 0 then ${keys} else ['${NONE}'] end)`;
}

/** Each row by itself, spread over the periods in which it holds. */
function plainStatement({ asked, source, at, columns, totals, where }: Parts): string {
  const isSeries = source.days !== null && asked.periods.length > 1;
  const period = source.days === null ? source.period : isSeries ? 't.period' : '0';
  const [first, past] = boundsOf(asked, source);
  const spread = isSeries
    ? ` join (select unnest(range(${asked.periods.length})) as period) t on t.period >= ${first} and t.period < ${past}`
    : '';
  const unions = unionsOf(asked, source.steward, at.day);
  const keys = asked.by.map((dimension, place) => keyOf(dimension, place, at));
  const shown = asked.by.map(({ kind }, place) =>
    kind === 'OWN' ? (keys[place] ?? '') : kind === 'LIST' ? `list${place}.key` : `c${place}.code`,
  );
  const aggregates = columns.map(({ of }) => of);
  const lists = listsOf(asked, at);
  const conditions = [...where, ...unions.where];
  const facts = namesFacts([...shown, ...aggregates, unions.joins, lists, ...conditions]) ? source.facts : '';
  const from = `${source.from}${spread} ${unions.joins}${facts}${lists}`;
  return grouped(asked, period, shown, aggregates, { from, where: conditions, hasTotals: totals === 'AS_ROWS' });
}

/** Whether some texts of a statement name the household. */
function namesFacts(texts: readonly string[]): boolean {
  return texts.some((text) => /\bf\./.test(text));
}

/** Groups of rows by where they begin and end, spread over the periods between. */
function spreadStatement({ asked, source, at, columns, where }: Parts): string {
  const own = asked.by.flatMap((dimension, place) => {
    if (dimension.kind === 'UNION') return [];
    return [`${dimension.kind === 'OWN' ? dimension.key(at) : `list${place}.key`} as k${place}`];
  });
  const steward = namesUnions(asked) ? [`${source.steward} as steward`] : [];
  const [begin, end] = boundsOf(asked, source);
  const inner = [`${begin} as first`, `${end} as past`, ...steward, ...own];
  const groups = `select ${[...inner, ...columns.map(({ of }, place) => `${of} as p${place}`)].join(', ')}
    from ${source.from}${listsOf(asked, at)} where ${where.join(' and ')} group by all`;
  const unions = unionsOf(asked, 'g.steward', `${endsOf(asked.periods)}[g.period + 1]`);
  const shown = asked.by.map(({ kind }, place) => (kind === 'UNION' ? `c${place}.code` : `g.k${place}`));
  return grouped(
    asked,
    'g.period',
    shown,
    columns.map((_, place) => `sum(p${place})`),
    {
      from: `(select * exclude (first, past), unnest(range(first, past)) as period from (${groups})) g ${unions.joins}`,
      where: unions.where,
      hasTotals: false,
    },
  );
}

interface Rows {
  readonly from: string;
  readonly where: readonly string[];
  readonly hasTotals: boolean;
}

function grouped(
  asked: Asked,
  period: string,
  keys: readonly string[],
  aggregates: readonly string[],
  { from, where, hasTotals }: Rows,
): string {
  const named = [
    `${period} as period`,
    ...keys.map((key, place) => `${key} as k${place}`),
    ...aggregates.map((aggregate, place) => `${aggregate} as a${place}`),
  ];
  const [set, total] = [['period', ...keys.map((_, place) => `k${place}`)].join(', '), 'period'];
  const isTotal = keys.length > 0 && hasTotals;
  const condition = where.length === 0 ? '' : `where ${where.join(' and ')}`;
  const rows = `select ${named.join(', ')}${isTotal ? ', grouping(k0) = 1 as is_total' : ', false as is_total'} from ${from} ${condition}`;
  const groups = isTotal ? `${rows} group by grouping sets ((${set}), (${total}))` : `${rows} group by ${set}`;
  // Codes are grouped by as they are stored, and only the few groups get the word for what is not on record.
  const shown = keys.map((_, place) => `${orNone(`k${place}::varchar`)} as k${place}`);
  return shown.length === 0 ? groups : `select * replace (${shown.join(', ')}) from (${groups})`;
}

/** The places of the first period that a row holds in and of the one past the last. */
function boundsOf({ periods, every }: Asked, { days }: Source): readonly [string, string] {
  const last = periods.at(-1);
  if (days === null || last === undefined) return ['0', '0'];
  const [end, bounds] = [date(printDay(last.to)), boundsOfDays(days)];
  const place = (day: string) =>
    `case when ${day} > ${end} then ${periods.length} else greatest(0, ${periodOf(day, periods, every)}) end`;
  return [place(bounds.from), place(bounds.to)];
}

/** A row for each key of the lists that are grouped by. */
function listsOf({ by }: Asked, at: At): string {
  const unnested = by.map((dimension, place) =>
    dimension.kind === 'LIST' ? `, lateral (select unnest(${listOf(dimension.key(at))}) as key) as list${place}` : '',
  );
  return unnested.join('');
}

function keyOf(dimension: Dimension, place: number, at: At): string {
  return dimension.kind === 'UNION' ? `c${place}.code` : dimension.key(at);
}

/** Whether all aggregates can be added and nothing depends on the day but the tree of unions. */
function canBeSpread({ asked, at, columns }: Parts): boolean {
  const expressions: readonly Expression[] = [
    ...asked.measures.flatMap(({ where }) => where ?? []),
    ...[...asked.by, ...asked.where.map(({ dimension }) => dimension)].flatMap((one) =>
      one.kind === 'UNION' ? [] : [one.key],
    ),
  ];
  const dependsOnDay = (expression: Expression) => expression(at) !== expression({ ...at, day: `another ${at.day}` });
  return columns.every(({ isSum }) => isSum) && !expressions.some(dependsOnDay);
}
