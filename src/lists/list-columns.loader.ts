import {
  type FieldNode,
  type FragmentDefinitionNode,
  getNamedType,
  getNullableType,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isEnumType,
  isLeafType,
  isListType,
  Kind,
} from 'graphql';
import type { PrintedColumn, PrintedRow } from '../export/printed-table.ts';
import { DecimalScalar, YuanScalar } from '../graph/scalars.ts';
import { invariant } from '../kernel/invariant.ts';
import {
  fieldNamed,
  isConnection,
  isWanted,
  narrowed,
  responseName,
  type Selected,
  termOf,
} from './find-list.loader.ts';
import { refuseList } from './refuse-list.loader.ts';

type Value = PrintedRow[number];

/** A column of an exported list. */
export interface ListColumn extends Pick<PrintedColumn, 'heading' | 'kind'> {
  /** Reads its cell of a row as the graph answers it. */
  readonly read: (row: unknown) => Value;
}

/** What stands between the elements of a list in a cell, and between those of a list within it. */
const SEPARATORS = ['；', '、'] as const;
const LEVELS = ' / ';

interface Setting {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** The path from the root to the rows. */
  readonly root: readonly string[];
}

/** Where in a row something is selected. */
interface Place {
  readonly path: readonly string[];
  readonly headings: readonly string[];
  /** How many lists lead to it. */
  readonly lists: number;
}

interface SelectedField {
  readonly node: FieldNode;
  readonly field: GraphQLField<unknown, unknown>;
}

/** Makes a column for each leaf that is selected of the rows, in the order of the selection; a leaf that is selected twice has one. */
export function listColumns(setting: Setting, rows: Selected): readonly ListColumn[] {
  const columns = columnsWithin(setting, [rows], { path: [], headings: [], lists: 0 });
  return columns.length === 0 ? refuseList(setting.root, 'COLUMNS') : columns;
}

function columnsWithin(setting: Setting, selected: readonly Selected[], at: Place): readonly ListColumn[] {
  const fields = selected.flatMap((one) => fieldsOf(setting, one));
  return [...Map.groupBy(fields, ({ node }) => responseName(node))].flatMap(([name, found]) => {
    const [first] = found;
    invariant(first !== undefined, 'a group has a first field');
    return columnsOf(setting, found, placeOf(first, name, at), getNamedType(first.field.type));
  });
}

function placeOf({ node, field }: SelectedField, name: string, { path, headings, lists }: Place): Place {
  const heading = node.alias?.value ?? termOf(field.description);
  return {
    path: [...path, name],
    headings: [...headings, heading],
    lists: lists + listDepth(field.type),
  };
}

/** The columns of fields with one response name, which are merged as execution merges them. */
function columnsOf(
  setting: Setting,
  fields: readonly SelectedField[],
  place: Place,
  type: GraphQLNamedType,
): readonly ListColumn[] {
  const refuse = (reason: 'INNER' | 'DEEP') => refuseList([...setting.root, ...place.path], reason);
  if (isConnection(type)) refuse('INNER');
  if (place.lists > SEPARATORS.length) refuse('DEEP');
  if (isLeafType(type)) return [columnOf(type, place)];
  const below = fields.flatMap(({ node: { selectionSet: set }, field }) =>
    set === undefined ? [] : [{ type: getNamedType(field.type), set }],
  );
  return columnsWithin(setting, below, place);
}

/** The fields of a selection set, those of its fragments among them. */
function fieldsOf(setting: Setting, { type, set }: Selected): readonly SelectedField[] {
  return set.selections.filter(isWanted).flatMap((selection): readonly SelectedField[] => {
    if (selection.kind === Kind.FIELD) return [{ node: selection, field: fieldNamed(type, selection.name.value) }];
    const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : setting.fragments.get(selection.name.value);
    invariant(fragment !== undefined, 'a valid document has the fragments that it spreads');
    return fieldsOf(setting, narrowed(setting.schema, type, fragment));
  });
}

function columnOf(type: GraphQLNamedType, { path, headings, lists }: Place): ListColumn {
  const print = printerOf(type);
  const isAmount = lists === 0 && (type.name === YuanScalar.name || type.name === DecimalScalar.name);
  const printLeaf = isAmount ? (value: unknown) => hundredthsOf(String(value)) : print;
  return {
    heading: headings.join(LEVELS),
    kind: isAmount ? 'AMOUNT' : 'TEXT',
    read: (row) => readCell(row, { path, printLeaf }, 0, 0),
  };
}

interface Cell {
  readonly path: readonly string[];
  readonly printLeaf: (value: unknown) => Value;
}

/** Reads what is at the end of a path; the elements of a list keep their places in the cell, empty ones too. */
function readCell(value: unknown, cell: Cell, step: number, lists: number): Value {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value)) {
    return value.map((one) => String(readCell(one, cell, step, lists + 1) ?? '')).join(SEPARATORS[lists]);
  }
  const name = cell.path[step];
  if (name === undefined) return cell.printLeaf(value);
  return readCell((value as Readonly<Record<string, unknown>>)[name], cell, step + 1, lists);
}

/** How values of a type are printed: codes by their terms, numbers as numbers. */
function printerOf(type: GraphQLNamedType): (value: unknown) => Value {
  const terms = new Map(
    isEnumType(type) ? type.getValues().map(({ name, description }) => [name, termOf(description)]) : [],
  );
  return (value) => {
    if (typeof value === 'string') return terms.get(value) ?? value;
    if (typeof value === 'boolean') return value ? '是' : '否';
    return typeof value === 'number' ? value : JSON.stringify(value);
  };
}

/** `"-1234.50"` → −123450. The texts have two decimals. */
function hundredthsOf(text: string): number {
  return Number(text.replace('.', ''));
}

function listDepth(type: GraphQLOutputType): number {
  const nullable = getNullableType(type);
  return isListType(nullable) ? 1 + listDepth(nullable.ofType) : 0;
}
