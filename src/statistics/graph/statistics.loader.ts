import { hasUndecided } from '../../assessment/spans/undecided.read.ts';
import { lastRevision } from '../../database/time/change-log.ts';
import { filterTexts } from '../../graph/arguments/filter-texts.ts';
import { type GivenTimes, readAt } from '../../graph/arguments/read-at.ts';
import type { GraphContext } from '../../graph/context.ts';
import { graphError } from '../../graph/error.ts';
import { bilingual } from '../../kernel/bilingual.ts';
import { type Day, requireDay } from '../../kernel/calendar.ts';
import { requireUnion } from '../../organisation/named-union.loader.ts';
import { loadUnionByKey } from '../../organisation/union.loader.ts';
import type { Level } from '../../policy/facts/facts.ts';
import { MOST_CELLS, readFigures } from '../question/figures.read.ts';
import type { Wanted } from '../reading/current-projection.ts';
import { namesOf } from '../reading/names.read.ts';
import { type Order, ordered } from '../question/ordered.ts';
import type { Every } from '../question/periods.ts';
import type { Cell, Figure, Question } from '../question/question.ts';
import { cellOf } from './cell.loader.ts';
import { parseQuestion } from './parse-question.ts';
import { readInTurn, type Turn } from './read-in-turn.loader.ts';
import { type ReadersRights, rightsOf } from './rights-of.loader.ts';
import type { StatisticsArgs } from './statistics.input.ts';

const MOST_ROWS = 10_000;
const KEYS_OF_A_CELL = 10;
const MOST_KEYS = 2_000_000;
const WORDS = {
  first: bilingual(`须为 1 至 ${MOST_ROWS} / it is 1 to ${MOST_ROWS}`),
  order: bilingual(
    '只能按所问的指标或分组排序，每项一个 / rows are sorted by a measure or a dimension of the question, one in each entry',
  ),
  future: bilingual('不能是将来 / it cannot be in the future'),
  cells: bilingual(
    `结果超过 ${MOST_CELLS} 组，请增加筛选条件或减少分组 / there are more than ${MOST_CELLS} groups: filter them, or group by less`,
  ),
  keys: bilingual(
    '条件的代码过多，请减少行数、指标或代码 / the conditions have many keys: ask for fewer rows, measures or keys',
  ),
  key: bilingual('没有此工会或行政区划 / there is no such union or division'),
};

function refuse(argument: string, words: keyof typeof WORDS): never {
  throw graphError('INVALID_ARGUMENT', { argument, ...WORDS[words] });
}

/** What is asked: the arguments of the field, or what a link holds of them. */
export interface Asked extends GivenTimes {
  readonly measures: readonly string[];
  readonly by: readonly string[];
  readonly filter?:
    | {
        readonly union?: string | null | undefined;
        readonly where?: readonly { readonly dimension: string; readonly keys: readonly string[] }[] | null | undefined;
      }
    | null
    | undefined;
  readonly over?:
    { readonly from: Day; readonly to?: Day | null | undefined; readonly every: Every } | null | undefined;
  readonly level: Level;
  readonly orderBy: readonly {
    readonly measure?: string | null | undefined;
    readonly dimension?: string | null | undefined;
    readonly descending: boolean;
  }[];
}

/** Answers a question. Errors: INVALID_ARGUMENT, STATISTICS_NOT_READY. */
export async function answerQuestion(context: GraphContext, given: StatisticsArgs) {
  const { first, level } = given;
  if (first < 1 || first > MOST_ROWS) refuse('first', 'first');
  const { question, answered, cells, isPast, opens } = await count(context, given, (rights) => rights);
  const node = nodes(context, question, level, opens);
  const { database } = context.deps;
  const [rows, totals, last, someFailed] = await Promise.all([
    node(withinLimit(question, cells.slice(0, first))),
    node(withinLimit(question, answered.totals)),
    lastRevision(database),
    database.session(hasUndecided),
  ]);
  return {
    ...{ given, level, asOf: question.periods.at(-1)?.to, revision: answered.revision },
    isCurrent: !someFailed && (isPast || answered.revision === last),
    measures: question.measures.map(({ name: measure, zh: name, definition, article, unit, version }) => ({
      ...{ measure, name, article, unit, version },
      ...definition,
    })),
    ...{ rows, totals, rowCount: cells.length },
  };
}

/** A cell names the conditions of the question: with many of them, fewer rows are answered at once. */
function withinLimit({ measures, where }: Question, cells: readonly Cell[]): readonly Cell[] {
  const keys = where.reduce((sum, one) => sum + one.keys.length, 0);
  if (cells.length * measures.length * (keys + KEYS_OF_A_CELL) > MOST_KEYS) refuse('first', 'keys');
  return cells;
}

/** Answers a question without small cells, whoever asks. Errors as {@link answerQuestion}. */
export async function answerAsDashboard(context: GraphContext, asked: Asked) {
  const hiding = (rights: ReadersRights) => ({ ...rights, readable: [] });
  const { question, answered, cells } = await count(context, asked, hiding, 'link');
  return { question, cells, names: await namesOfKeys(context, question, cells), revision: answered.revision };
}

async function count(
  context: GraphContext,
  asked: Asked,
  limited: (rights: ReadersRights) => ReadersRights,
  turn: Turn = 'own',
) {
  const question = await requireQuestion(context, asked);
  const orders = requireOrders(question, asked);
  const [wanted, own] = await Promise.all([wantedRevision(context, asked), rightsOf(context, question)]);
  const rights = limited(own);
  const answered = await readInTurn(
    context,
    wanted,
    (reader, revision) => readFigures(reader, question, rights, revision),
    turn,
  );
  if (!answered.ok) refuse('by', 'cells');
  const isPast = 'revision' in wanted;
  const { value } = answered;
  return { question, answered: value, isPast, opens: rights.opens, cells: ordered(value.cells, question, orders) };
}

/** Reads the question of some arguments; every name in it is known. */
async function requireQuestion(context: GraphContext, asked: Asked): Promise<Question> {
  const { today } = context.deps;
  const { asOf } = await readAt(context.deps, asked);
  const unionId = await requireUnionId(context, asked.filter?.union ?? null);
  const { measures, by, level } = asked;
  const named = { measures, by, level, where: asked.filter?.where ?? [], over: seriesOf(asked, today), unionId, asOf };
  const parsed = parseQuestion(named, today);
  if (!parsed.ok) throw graphError('INVALID_ARGUMENT', { ...parsed.error });
  await requireKeys(context, parsed.value);
  return parsed.value;
}

function seriesOf({ over = null }: Asked, today: string) {
  return over === null ? null : { ...over, to: over.to ?? requireDay(today) };
}

async function requireUnionId(context: GraphContext, union: string | null): Promise<string | null> {
  filterTexts<{ readonly union: string | null }>({ union: null }, { union });
  const [found] = await Promise.all([
    union === null ? null : loadUnionByKey(context, union),
    requireUnion(context, union, 'READ_STATISTICS', 'filter.union'),
  ]);
  return found?.id ?? null;
}

/** Refuses keys that are on record nowhere: they would count as zero. */
async function requireKeys({ deps: { database, today } }: GraphContext, { where }: Question): Promise<void> {
  for (const [at, { dimension, keys }] of where.entries()) {
    if (typeof dimension.names !== 'string') continue;
    const names = await database.session((sql) => namesOf(sql, dimension, keys, today));
    if (!keys.every((key) => names.has(key))) refuse(`filter.where.${at}.keys`, 'key');
  }
}

function requireOrders({ measures, by }: Question, { orderBy }: Asked): readonly Order[] {
  return orderBy.map(({ measure: name, dimension: other, descending }, at) => {
    const measure = measures.find((one) => one.name === name);
    const dimension = by.find((one) => one.name === other);
    if (measure !== undefined && isNothing(other)) return { measure, descending };
    if (dimension !== undefined && isNothing(name)) return { dimension, descending };
    return refuse(`orderBy.${at}`, 'order');
  });
}

function isNothing(value: string | null | undefined): boolean {
  return value === null || value === undefined;
}

async function wantedRevision({ deps, viewer }: GraphContext, given: GivenTimes): Promise<Wanted> {
  if (typeof given.asKnownOn === 'number' && given.asKnownOn > requireDay(deps.today)) refuse('asKnownOn', 'future');
  const { known } = await readAt(deps, given);
  return known === 'NOW' ? { actorId: viewer?.staffId ?? viewer?.personId ?? '' } : { revision: known };
}

/** The names of the keys of each dimension, in their order. */
function namesOfKeys({ deps: { database, today } }: GraphContext, { by }: Question, cells: readonly Cell[]) {
  return Promise.all(
    by.map(async (dimension, at) => {
      const keys = [...new Set(cells.flatMap(({ keys: all }) => all[at] ?? []))];
      // Totals have no keys.
      return keys.length === 0
        ? new Map<string, string>()
        : database.session((sql) => namesOf(sql, dimension, keys, today));
    }),
  );
}

/** Makes the nodes of cells, with the names of their keys; `opens`: each figure bears the cell that opens its households. */
function nodes(context: GraphContext, question: Question, level: Level, opens: boolean) {
  return async (cells: readonly Cell[]) => {
    const names = await namesOfKeys(context, question, cells);
    return cells.map((cell) => ({
      ...question.periods[cell.period],
      keys: cell.keys.map((key, at) => ({ dimension: question.by[at]?.name, key, name: names[at]?.get(key) ?? null })),
      figures: cell.figures.map((figure) => ({
        ...figureNode(figure),
        cell: () => (opens ? cellOf(question, level, cell, figure) : null),
      })),
    }));
  };
}

function figureNode({ measure, value, isHidden }: Figure) {
  const isAmount = measure.unit === 'YUAN';
  return { measure: measure.name, count: isAmount ? null : value, amount: isAmount ? value : null, isHidden };
}
