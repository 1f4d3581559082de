import { lastRevision } from '../../database/time/change-log.ts';
import { type GivenTimes, readAt } from '../../graph/arguments/read-at.ts';
import type { GraphContext } from '../../graph/context.ts';
import { graphError } from '../../graph/error.ts';
import { requireViewer } from '../../graph/policy/require-viewer.ts';
import { bilingual } from '../../kernel/bilingual.ts';
import { requireDay } from '../../kernel/calendar.ts';
import { requireUnion } from '../../organisation/named-union.loader.ts';
import { loadUnionByKey } from '../../organisation/union.loader.ts';
import type { Level } from '../../policy/facts/facts.ts';
import { answer, MOST_CELLS } from '../question/answer.read.ts';
import { readProjection, type Wanted } from '../question/current-projection.ts';
import { namesOf } from '../question/names.read.ts';
import { type Order, ordered } from '../question/ordered.ts';
import type { Answered, Cell, Figure, Question } from '../question/question.ts';
import { cellOf } from './cell.loader.ts';
import { parseQuestion } from './parse-question.ts';
import { mayOpen, rightsOf } from './rights-of.loader.ts';
import type { StatisticsArgs } from './statistics.input.ts';

const MOST_ROWS = 10_000;
const WORDS = {
  first: bilingual(`须为 1 至 ${MOST_ROWS} / it is 1 to ${MOST_ROWS}`),
  order: bilingual(
    '只能按所问的指标或分组排序，每项一个 / rows are sorted by a measure or a dimension of the question, one in each entry',
  ),
  future: bilingual('不能是将来 / it cannot be in the future'),
  cells: bilingual(
    `结果超过 ${MOST_CELLS} 组，请增加筛选条件或减少分组 / there are more than ${MOST_CELLS} groups: filter them, or group by less`,
  ),
  key: bilingual('没有此工会或行政区划 / there is no such union or division'),
};

function refuse(argument: string, words: keyof typeof WORDS): never {
  throw graphError('INVALID_ARGUMENT', { argument, ...WORDS[words] });
}

/** Answers a question. Errors: INVALID_ARGUMENT, STATISTICS_NOT_READY. */
export async function answerQuestion(context: GraphContext, given: StatisticsArgs) {
  const { deps } = context;
  const { first, level } = given;
  if (first < 1 || first > MOST_ROWS) refuse('first', 'first');
  const question = await requireQuestion(context, given);
  const orders = requireOrders(question, given);
  const wanted = await wantedRevision(context, given);
  const answered = await read(context, question, wanted);
  const cells = ordered(answered.cells, question, orders);
  const node = nodes(context, question, level);
  return {
    asOf: question.periods.at(-1)?.to,
    ...{ revision: answered.revision, level },
    isCurrent: 'revision' in wanted || answered.revision === (await lastRevision(deps.database)),
    measures: question.measures.map(({ name: measure, zh: name, definition, article, unit, version }) => ({
      ...{ measure, name, article, unit, version },
      ...definition,
    })),
    rows: await node(cells.slice(0, first)),
    rowCount: cells.length,
    totals: await node(answered.totals),
  };
}

/** Reads the question of some arguments; every name in it is known. */
async function requireQuestion(context: GraphContext, given: StatisticsArgs): Promise<Question> {
  const { asOf } = await readAt(context.deps, given);
  const unionId = await requireUnionId(context, given.filter?.union ?? null);
  const { measures, by, level, over = null } = given;
  const named = { measures, by, level, where: given.filter?.where ?? [], over, unionId, asOf };
  const parsed = parseQuestion(named, context.deps.today);
  if (!parsed.ok) throw graphError('INVALID_ARGUMENT', { ...parsed.error });
  await requireKeys(context, parsed.value);
  return parsed.value;
}

async function requireUnionId(context: GraphContext, union: string | null): Promise<string | null> {
  await requireUnion(context, union, 'READ_STATISTICS', 'filter.union');
  return union === null ? null : ((await loadUnionByKey(context, union))?.id ?? null);
}

/** Refuses keys that are on record nowhere: they would count as zero. */
async function requireKeys({ deps: { database, today } }: GraphContext, { where }: Question): Promise<void> {
  for (const [at, { dimension, keys }] of where.entries()) {
    if (typeof dimension.names !== 'string') continue;
    const names = await database.session((sql) => namesOf(sql, dimension, keys, today));
    if (!keys.every((key) => names.has(key))) refuse(`filter.where.${at}.keys`, 'key');
  }
}

function requireOrders({ measures, by }: Question, { orderBy }: StatisticsArgs): readonly Order[] {
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

async function read(context: GraphContext, question: Question, wanted: Wanted): Promise<Answered> {
  const rights = rightsOf(context, question);
  const answered = await readProjection(context.deps.database, wanted, (reader, revision) =>
    answer(reader, question, rights, revision),
  );
  if (!answered.ok) throw graphError('STATISTICS_NOT_READY');
  if (!answered.value.ok) return refuse('by', 'cells');
  return answered.value.value;
}

/** Makes the nodes of cells, with the names of their keys. */
function nodes(context: GraphContext, question: Question, level: Level) {
  const { database, today } = context.deps;
  const opens = mayOpen(requireViewer(context), question);
  return async (cells: readonly Cell[]) => {
    const names = await Promise.all(
      question.by.map((dimension, at) => {
        const keys = [...new Set(cells.flatMap(({ keys: all }) => all[at] ?? []))];
        return database.session((sql) => namesOf(sql, dimension, keys, today));
      }),
    );
    return cells.map((cell) => ({
      ...question.periods[cell.period],
      keys: cell.keys.map((key, at) => ({ dimension: question.by[at]?.name, key, name: names[at]?.get(key) ?? null })),
      figures: cell.figures.map((figure) => ({
        ...figureNode(figure),
        cell: opens ? cellOf(question, level, cell, figure) : null,
      })),
    }));
  };
}

function figureNode({ measure, value, isHidden }: Figure) {
  const isAmount = measure.unit === 'YUAN';
  return { measure: measure.name, count: isAmount ? null : value, amount: isAmount ? value : null, isHidden };
}
