import type { GlossaryTable } from '../graph/feature.ts';
import { FEATURES } from './features.ts';

const HEAD = `# 数据项 / Fields of the form

由 \`npm run schema\` 从各 \`*.fields.ts\` 打印，不要手改。中文为《困难职工原始信息表》的用语，也是工作簿的表头；顿号之后是导入时同样认得
的其他写法。Printed by \`npm run schema\` from the field dictionaries (\`*.fields.ts\`): do not edit. The Chinese terms are those
of the form and are the headings of the workbook; the import also accepts the further terms in a cell. The name of an amount
ends in \`Fen\` in the code; in the graph, where amounts are in yuan, it has no such ending.
`;

const TABLES = FEATURES.flatMap(({ glossary = [] }) => glossary);

/** Makes the page of fields: their terms on the form, their names in the code, and the values of their code lists. */
export function fieldsPage(): string {
  return [HEAD, ...TABLES.map(table)].join('\n');
}

function table({ zh, articles, fields }: GlossaryTable): string {
  const rows = Object.entries(fields).map(([name, field]) => {
    const codes = Object.entries(field.codes ?? {}).map(([code, name]) => `\`${code}\` ${name}`);
    const headings = [field.zh, ...field.also].join('、');
    return `| ${headings} | \`${name}\` | ${codes.join('，')} |\n`;
  });
  return [`## ${zh}（${articles}）\n\n`, '| 中文 | field | codes |\n', '| --- | --- | --- |\n', ...rows].join('');
}
