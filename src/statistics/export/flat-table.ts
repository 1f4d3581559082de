import { type Day, printDay } from '../../kernel/calendar.ts';
import type { Dimension } from '../dimensions/dimension.ts';
import type { Measure } from '../measures/measure.ts';
import type { Cell, Question } from '../question/question.ts';

/** What a column of a file holds: days as their number, texts, counts, amounts in fen. */
export type FlatKind = 'DAY' | 'TEXT' | 'COUNT' | 'AMOUNT';

/** A column of the answer as programs read it, with a value for each row. */
export interface FlatColumn {
  readonly name: string;
  readonly kind: FlatKind;
  readonly values: readonly (string | number | null)[];
}

/** The Chinese names of the keys of each dimension of a question, in their order. */
export type KeyNamesByDimension = readonly ReadonlyMap<string, string>[];

/**
 * An answer as a table for programs: a row for each cell; columns for its period, for the key and the name of each dimension, for each
 * measure, for the measures that are hidden in the row, and for the revision.
 */
export function flatTable(
  { periods, by, measures }: Question,
  cells: readonly Cell[],
  names: KeyNamesByDimension,
  revision: number,
): readonly FlatColumn[] {
  const day = (name: 'from' | 'to'): FlatColumn => ({
    ...{ name, kind: 'DAY' },
    values: cells.map(({ period }) => periods[period]?.[name] ?? null),
  });
  const keys = by.flatMap((dimension, at) => keyColumns(dimension, at, cells, names));
  const figures = measures.map((measure, at) => figureColumn(measure, at, cells));
  const hidden = cells.map((cell) => {
    const own = cell.figures.filter(({ isHidden }) => isHidden).map(({ measure }) => measure.name);
    return own.length === 0 ? null : own.join(' ');
  });
  return [
    ...[day('from'), day('to'), ...keys, ...figures],
    { name: 'hidden', kind: 'TEXT', values: hidden },
    { name: 'revision', kind: 'COUNT', values: cells.map(() => revision) },
  ];
}

function keyColumns(
  { name }: Dimension,
  at: number,
  cells: readonly Cell[],
  names: KeyNamesByDimension,
): readonly FlatColumn[] {
  const keys = cells.map((cell) => cell.keys[at] ?? '');
  const named = keys.map((key) => names[at]?.get(key) ?? null);
  return [
    { name, kind: 'TEXT', values: keys },
    { name: `${name}_NAME`, kind: 'TEXT', values: named },
  ];
}

function figureColumn({ name, unit }: Measure, at: number, cells: readonly Cell[]): FlatColumn {
  const values = cells.map(({ figures }) => figures[at]?.value ?? null);
  return { name, kind: unit === 'YUAN' ? 'AMOUNT' : 'COUNT', values };
}

/** A value of a day as a text. */
export function dayText(value: string | number | null): string | null {
  return typeof value === 'number' ? printDay(value as Day) : value;
}
