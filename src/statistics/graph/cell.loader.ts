import { z } from 'zod';
import type { Cells } from '../../graph/arguments/find-cell.ts';
import { graphError } from '../../graph/error.ts';
import { requireViewer } from '../../graph/policy/require-viewer.ts';
import { bilingual } from '../../kernel/bilingual.ts';
import { type Day, parseDay, printDay, requireDay } from '../../kernel/calendar.ts';
import type { Level } from '../../policy/facts/facts.ts';
import { LEVEL_NAMES } from '../../policy/names.ts';
import { NONE } from '../dimensions/dimension.ts';
import { householdsOf } from '../question/households-of.read.ts';
import type { Cell, Figure, Question } from '../question/question.ts';
import { MOST, parseQuestion } from './parse-question.ts';
import { readInTurn } from './read-in-turn.loader.ts';
import { rightsOf } from './rights-of.loader.ts';

const day = z
  .string()
  .refine((text) => parseDay(text) !== undefined)
  .transform(requireDay);

/** A cell as it is printed, to be passed to a list of households unchanged. */
const cellShape = z.strictObject({
  measure: z.string(),
  level: z.enum(Object.keys(LEVEL_NAMES) as [Level, ...Level[]]),
  unionId: z.uuid().nullable(),
  from: day,
  to: day,
  where: z.array(z.strictObject({ dimension: z.string(), keys: z.array(z.string()) })),
});

/** The cell of a figure; `null` for a hidden one, and for one of nobody. */
export function cellOf(question: Question, level: Level, { keys, period }: Cell, figure: Figure): object | null {
  const { measure, isHidden, value } = figure;
  const days = question.periods[period];
  const isOfNobody = value === null || (value === 0 && measure.unit !== 'YUAN');
  if (isHidden || isOfNobody || days === undefined) return null;
  const ofKeys = keys.map((key, at) => ({ dimension: question.by[at]?.name ?? NONE, keys: [key] }));
  const filtered = question.where.map(({ dimension, keys: all }) => ({ dimension: dimension.name, keys: all }));
  return {
    ...{ measure: measure.name, level, unionId: question.unionId, where: [...filtered, ...ofKeys] },
    ...{ from: printDay(days.from), to: printDay(days.to) },
  };
}

const WORDS = {
  shape: bilingual('不是统计数值的 cell / it is no cell of a figure of the statistics'),
  day: bilingual('名单的 asOf 须为该数值所在行的止日 / the list has to be as of the last day of the row of the figure'),
  many: bilingual('家庭过多，请选择更小的格 / the cell has too many households: choose a smaller one'),
};
const MOST_HOUSEHOLDS = 100_000;

function refusedCell(words: keyof typeof WORDS) {
  return graphError('INVALID_ARGUMENT', { argument: 'filter.cell', ...WORDS[words] });
}

/** The cells of statistics, for lists. */
export const statisticsCells: Cells = {
  newest: async (context) => {
    const { staffId, personId } = requireViewer(context);
    const wanted = { actorId: staffId ?? personId ?? '' };
    return readInTurn(context, wanted, (_, revision) => Promise.resolve(revision));
  },
  find: async (context, given, { asOf, revision }) => {
    const question = requireCell(given, asOf, context.deps.today);
    const rights = await rightsOf(context, question);
    if (!rights.opens) throw graphError('FORBIDDEN', { argument: 'filter.cell' });
    const found = await readInTurn(context, { revision }, (reader, at) =>
      householdsOf(reader, question, rights, at, MOST_HOUSEHOLDS),
    );
    if (found === 'TOO_MANY') throw refusedCell('many');
    return found;
  },
};

/** The question of a cell of a day: of one measure in one period. */
function requireCell(given: unknown, asOf: Day, today: string): Question {
  const { data: cell } = cellShape.safeParse(given);
  if (cell === undefined) throw refusedCell('shape');
  const { measure, from, to, ...others } = cell;
  if (to !== asOf) throw refusedCell('day');
  const over = { from, to, every: 'YEAR' } as const;
  const parsed = parseQuestion({ ...others, measures: [measure], by: [], over, asOf }, today, MOST.dimensions);
  if (!parsed.ok) throw refusedCell('shape');
  return { ...parsed.value, periods: [{ from, to }] };
}
