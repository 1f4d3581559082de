import type { GlossaryTable } from '../graph/feature.ts';
import { FEATURES } from './features.ts';

const TABLES = FEATURES.flatMap(({ glossary = [] }) => glossary);

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
