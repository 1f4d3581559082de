import { isEnumType } from 'graphql';
import { openSchema } from '../../src/app/schema.ts';

/** Every list with pages of the graph, and what its file holds by the answers of the graph. */
const schema = openSchema();

export type Node = Readonly<Record<string, unknown>>;

/** A list with pages, and what its file has to be. `LIST` stands in the document for its arguments and rows. */
export interface Case {
  /** The coordinate of the list. */
  readonly field: string;
  readonly document: string;
  readonly args?: string;
  readonly at: readonly string[];
  readonly rows: string;
  /** The columns: their headings, paths and, of codes, enums. */
  readonly columns: Readonly<Record<string, string | readonly [path: string, codes: string]>>;
  readonly fileName: string;
  readonly staff?: string;
}
/** The document that is exported. */
export const documentOf = ({ document, args, rows }: Case) =>
  document.replace('LIST', `${args === undefined ? '' : `(${args})`} { nodes ${rows} }`);

/** What a cell has to hold, by the answer of the graph alone. */
function expectedCell(value: unknown, path: readonly string[], codes: string | undefined): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map((one) => expectedCell(one, path, codes)).join('；');
  const [name, ...rest] = path;
  return name === undefined ? expectedLeaf(value, codes) : expectedCell((value as Node)[name], rest, codes);
}

function expectedLeaf(value: unknown, codes: string | undefined): string {
  const type = codes === undefined ? undefined : schema.getType(codes);
  if (isEnumType(type))
    return (
      type
        .getValue(String(value))
        ?.description?.split('。')[0]
        ?.replace(/（[^）]*）/gu, '') ?? ''
    );
  return typeof value === 'boolean' ? { true: '是', false: '否' }[`${value}`] : String(value);
}

const NUMBERS = ['amount', 'tableAmount', 'paid', 'households', 'number', 'times', 'persons'];
const isNumber = (path: string) => NUMBERS.includes(path.split('.').at(-1) ?? '');
const safe = (text: string, path: string) => (!isNumber(path) && /^[=+\-@＝]/.test(text) ? `'${text}` : text);

/** What a line has to hold. */
export function expectedRow(row: Node, { columns }: Pick<Case, 'columns'>): readonly string[] {
  return Object.values(columns).map((column) => {
    const [path, codes] = typeof column === 'string' ? [column] : column;
    return safe(expectedCell(row, path.split('.'), codes), path);
  });
}
