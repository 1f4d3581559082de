import { fail, type Result, succeed } from '../../kernel/result.ts';
import { NONE } from '../dimensions/dimension.ts';
import type { Measure } from '../measures/measure.ts';
import type { PlainRow, PlainValue, ProjectionReader, ReadParameters } from '../projection/projection.ts';
import { isTooSmall, valueOf } from './columns-of.ts';
import { type Answered, type Cell, type CountingRights, type Figure, type Question } from './question.ts';
import { countedBy } from './counted-by.read.ts';
import { type Asked, type Counted, questionStatement } from './statement.read.ts';

/** More groups than these are refused: nobody reads them, and they would fill the memory. */
export const MOST_CELLS = 100_000;
const MOST_FIGURES = 400_000;

/** Reads the figures of a question at a revision, all in one snapshot. Without rights over any household nothing counts. */
export async function readFigures(
  reader: ProjectionReader,
  question: Question,
  rights: CountingRights,
  revision: number,
): Promise<Result<Answered, 'TOO_MANY_CELLS'>> {
  const { counted, parameters } = await countedBy(reader, question, rights, revision);
  const gathered = new Gathered(question);
  for (const measures of Map.groupBy(question.measures, ({ subject }) => subject).values()) {
    const rows = await groupsOf(reader, { ...question, measures }, counted, parameters);
    if (rows === null || !gathered.add(rows)) return fail('TOO_MANY_CELLS');
  }
  return succeed({ revision, ...gathered.answer() });
}

/** A row of a statement: the place of its period, its keys, `null` for totals, and its figures. */
interface Group {
  readonly period: number;
  readonly keys: readonly string[] | null;
  readonly figures: readonly Figure[];
}

async function groupsOf(
  reader: ProjectionReader,
  asked: Asked,
  counted: Counted,
  parameters: ReadParameters,
): Promise<readonly Group[] | null> {
  const statement = questionStatement(asked, counted);
  const read = ({ text }: typeof statement) => reader.query(`${text} limit ${MOST_CELLS + 1}`, parameters);
  const groups = (rows: readonly PlainRow[]) =>
    rows.map((row) => groupOf(row, asked, statement.widths, counted.hidden !== null));
  const rows = await read(statement);
  if (rows.length > MOST_CELLS) return null;
  if (statement.totals === 'AS_ROWS') return groups(rows);
  const totals =
    statement.totals === 'BY_ADDING' ? addedUp(rows) : await read(questionStatement({ ...asked, by: [] }, counted));
  return [...groups(rows), ...groups(totals.map((row) => ({ ...row, is_total: true })))];
}

/** The totals of each period, by adding the aggregates of its rows; what is null in all of them stays so. */
function addedUp(rows: readonly PlainRow[]): readonly PlainRow[] {
  return [...Map.groupBy(rows, ({ period }) => period)].map(([period, own]) => {
    const total: Record<string, PlainValue> = { period: period ?? null };
    for (const row of own) {
      for (const [name, value] of Object.entries(row)) {
        if (name.startsWith('a') && typeof value === 'number') total[name] = value + Number(total[name] ?? 0);
      }
    }
    return total;
  });
}

function groupOf(
  row: PlainRow,
  { measures, by }: Pick<Asked, 'measures' | 'by'>,
  widths: readonly number[],
  isHiding: boolean,
): Group {
  let at = 0;
  const next = (count: number) => Array.from({ length: count }, () => (row[`a${at++}`] ?? null) as number | null);
  const figures = measures.map((measure, place): Figure => {
    const value = valueOf(measure, next(widths[place] ?? 0));
    const isHidden = isHiding && isTooSmall(measure, next(2));
    return { measure, value: isHidden ? null : value, isHidden };
  });
  const keys = by.map((_, place) => keyText(row[`k${place}`] ?? null));
  return { period: Number(row['period']), keys: row['is_total'] === true ? null : keys, figures };
}

function keyText(value: PlainValue): string {
  return value === null ? NONE : String(value);
}

/** A row of which every figure counts nothing is left out. */
function countsAnything({ value, isHidden }: Figure): boolean {
  return isHidden || (value !== null && value !== 0);
}

/** Puts the groups of several statements together; what no statement gave is nothing: 0, or no mean. */
class Gathered {
  readonly #question: Question;
  readonly #cells = new Map<string, Map<Measure, Figure>[]>();
  readonly #totals: Map<Measure, Figure>[];

  constructor(question: Question) {
    this.#question = question;
    this.#totals = this.#empty();
    if (question.by.length === 0) this.#cells.set('[]', this.#totals);
  }

  /** Adds groups, unless there were too many cells: a key of one period has one in every other. */
  add(groups: readonly Group[]): boolean {
    for (const { period, keys, figures } of groups) {
      const series = keys === null ? this.#totals : this.#seriesOf(JSON.stringify(keys));
      if (series === null) return false;
      for (const figure of figures) series[period]?.set(figure.measure, figure);
    }
    return true;
  }

  /** The figures of a key in each period; `null` beyond what is answered. */
  #seriesOf(key: string): Map<Measure, Figure>[] | null {
    const found = this.#cells.get(key);
    if (found !== undefined) return found;
    const { periods, measures } = this.#question;
    const cells = (this.#cells.size + 1) * periods.length;
    if (cells > MOST_CELLS || cells * measures.length > MOST_FIGURES) return null;
    const made = this.#empty();
    this.#cells.set(key, made);
    return made;
  }

  answer(): Pick<Answered, 'cells' | 'totals'> {
    const cells = [...this.#cells].flatMap(([key, series]) => {
      const isAny = key === '[]' || series.some((figures) => [...figures.values()].some(countsAnything));
      return isAny ? this.#filled(JSON.parse(key) as readonly string[], series) : [];
    });
    return { cells, totals: this.#filled([], this.#totals) };
  }

  #empty(): Map<Measure, Figure>[] {
    return this.#question.periods.map(() => new Map<Measure, Figure>());
  }

  #filled(keys: readonly string[], series: readonly Map<Measure, Figure>[]): readonly Cell[] {
    return series.map((figures, period) => ({
      ...{ period, keys },
      figures: this.#question.measures.map(
        (measure) => figures.get(measure) ?? { measure, value: valueOf(measure, []), isHidden: false },
      ),
    }));
  }
}
