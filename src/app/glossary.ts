import { archiveFileFields } from '../registry/file/archive-file.fields.ts';
import type { Fields } from '../fields/field.ts';
import { RECORDS, STATES } from '../registry/kinds.ts';

/** One table of the glossary: the fields of a dictionary, as the form calls them and as the code and the graph do. */
interface GlossaryTable {
  readonly zh: string;
  readonly articles: string;
  readonly fields: Fields;
}

const TABLES: readonly GlossaryTable[] = [
  ...Object.values(STATES),
  ...Object.values(RECORDS),
  { zh: '困难职工档案', articles: '第二、三、十五条', fields: archiveFileFields },
];

const BETWEEN = /(<!-- fields -->\n)[\s\S]*(<!-- \/fields -->)/;

/** A page with the glossary of the field dictionaries between its marks. */
export function withGlossary(page: string): string {
  return page.replace(BETWEEN, (_, from: string, to: string) => `${from}\n${TABLES.map(table).join('\n\n')}\n\n${to}`);
}

function table({ zh, articles, fields }: GlossaryTable): string {
  const rows = Object.entries(fields).map(([name, field]) => {
    const codes = Object.entries(field.codes ?? {}).map(([code, name]) => `\`${code}\` ${name}`);
    const headings = [field.zh, ...field.also].join('、');
    return `| ${headings} | \`${name}\` | ${codes.join('，')} |`;
  });
  return [`**${zh}**（${articles}）`, '', '| 中文 | field | codes |', '| - | - | - |', ...rows].join('\n');
}
