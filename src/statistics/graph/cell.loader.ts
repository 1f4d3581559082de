import { z } from 'zod';
import type { ReadAt } from '../../database/time/known-at.ts';
import type { GraphContext } from '../../graph/context.ts';
import { graphError } from '../../graph/error.ts';
import { requireViewer } from '../../graph/policy/require-viewer.ts';
import { bilingual } from '../../kernel/bilingual.ts';
import { parseDay, printDay, requireDay } from '../../kernel/calendar.ts';
import type { Level } from '../../policy/facts/facts.ts';
import { LEVEL_NAMES } from '../../policy/names.ts';
import { NONE } from '../dimensions/dimension.ts';
import { readProjection } from '../question/current-projection.ts';
import { householdsOf } from '../question/households-of.read.ts';
import type { Cell, Figure, Question } from '../question/question.ts';
import { parseQuestion } from './parse-question.ts';
import { mayOpen, rightsOf } from './rights-of.loader.ts';

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

/** The cell of a figure; `null` for a hidden one. */
export function cellOf(
  question: Question,
  level: Level,
  { keys, period }: Cell,
  { measure, isHidden }: Figure,
): object | null {
  const days = question.periods[period];
  if (isHidden || days === undefined) return null;
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

/** The households of a cell at the times of a list, as `FindCell` says. */
export async function findCellHouseholds(context: GraphContext, given: unknown, at: ReadAt) {
  const question = requireCell(given, at, context.deps.today);
  const viewer = requireViewer(context);
  if (!mayOpen(viewer, question)) throw graphError('FORBIDDEN', { argument: 'filter.cell' });
  const wanted = at.known === 'NOW' ? { actorId: viewer.staffId ?? '' } : { revision: at.known };
  const found = await readProjection(context.deps.database, wanted, (reader, revision) =>
    householdsOf(reader, question, rightsOf(context, question), revision, MOST_HOUSEHOLDS),
  );
  if (!found.ok) throw graphError('STATISTICS_NOT_READY');
  if (found.value === 'TOO_MANY') throw refusedCell('many');
  return found.value;
}

/** The question of a cell of a day: of one measure in one period. */
function requireCell(given: unknown, { asOf }: ReadAt, today: string): Question {
  const { data: cell } = cellShape.safeParse(given);
  if (cell === undefined) throw refusedCell('shape');
  const { measure, from, to, ...others } = cell;
  if (to !== asOf) throw refusedCell('day');
  const over = { from, to, every: 'YEAR' } as const;
  const parsed = parseQuestion({ ...others, measures: [measure], by: [], over, asOf }, today);
  if (!parsed.ok) throw refusedCell('shape');
  return { ...parsed.value, periods: [{ from, to }] };
}
