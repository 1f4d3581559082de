import type { Fields } from './field.ts';
import { RECORDS, STATES } from './kinds.ts';

/** One table of the glossary: the fields of a dictionary, as the form calls them and as the code and the graph do. */
interface GlossaryTable {
  readonly zh: string;
  readonly articles: string;
  readonly fields: Fields;
}

const TABLES: readonly GlossaryTable[] = [...Object.values(STATES), ...Object.values(RECORDS)];

/** The glossary of the field dictionaries, in Markdown. */
export function fieldGlossary(more: readonly GlossaryTable[]): string {
  return [...TABLES, ...more].map(table).join('\n\n');
}

function table({ zh, articles, fields }: GlossaryTable): string {
  const rows = Object.entries(fields).map(([name, field]) => {
    const codes = Object.entries(field.codes ?? {}).map(([code, text]) => `\`${code}\` ${text}`);
    const headings = [field.zh, ...field.also].join('、');
    return `| ${headings} | \`${name}\` | ${codes.join('，')} |`;
  });
  return [`**${zh}**（${articles}）`, '', '| 中文 | field | codes |', '| --- | --- | --- |', ...rows].join('\n');
}
