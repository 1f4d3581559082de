import { escapeMarkup } from '../../export/xlsx/xml.ts';
import type { Day } from '../../kernel/calendar.ts';
import { CATEGORY_NAMES } from '../../policy/names.ts';
import { dayInWords } from '../../policy/wording/dates.ts';
import type { PublicListPart } from './public-list.ts';
import { publicityWordingOn } from './publicity-wording.ts';

/** The style of the page, on a screen and on paper. */
export const PUBLIC_LIST_STYLE = `
  @page { size: A4; margin: 20mm 18mm; }
  body {
    margin: 0 auto; max-width: 48rem; padding: 2rem 1.5rem; color: #111; background: #fff;
    font: 1.05rem/1.7 'Noto Serif CJK SC', 'Source Han Serif SC', SimSun, serif;
  }
  h1 { text-align: center; font-size: 1.7rem; margin: 0 0 1.2rem; } h2 { font-size: 1.05rem; margin: 1.6rem 0 0.4rem; }
  p { margin: 0.4rem 0; text-indent: 2em; } footer p { text-indent: 0; } footer { margin-top: 1.6rem; }
  .signed { text-align: right; margin-top: 2rem; }
  table { border-collapse: collapse; width: 100%; } thead { display: table-header-group; } tr { break-inside: avoid; }
  th, td { border: 1px solid #444; padding: 0.3rem 0.6rem; text-align: left; overflow-wrap: anywhere; }
  th:first-child, td:first-child { text-align: center; width: 3em; }
  @media print { body { max-width: none; padding: 0; } }
`;

interface PublicListFace {
  readonly unionName: string;
  readonly today: Day;
  readonly parts: readonly PublicListPart[];
}

/** Sets the page of a union's public list (公示名单): title and body. What was typed by people is escaped. */
export function setPublicList({ unionName, today, parts }: PublicListFace): {
  readonly title: string;
  readonly body: string;
} {
  const { title, basis, objection } = publicityWordingOn(today);
  const union = escapeMarkup(unionName);
  const lists = parts.length === 0 ? '<p>目前没有公示中的职工。</p>' : `<p>${basis}</p>${parts.map(setPart).join('')}`;
  return {
    title: `${title}：${union}`,
    body: `
<h1>${title}</h1>
<main>${lists}</main>
<footer><p>${objection}</p>
<div class="signed">${union}<br>${dayInWords(today).zh}</div></footer>
`,
  };
}

function setPart({ from, until, rows }: PublicListPart): string {
  const last = `${dayInWords(until.day).zh}${until.provisional ? '（暂定）' : ''}`;
  return `
<h2>公示期：${dayInWords(from).zh}至${last}</h2>
<table><thead><tr><th>序号</th><th>姓名</th><th>工作单位</th><th>困难情形</th></tr></thead>
<tbody>${rows.map(setRow).join('')}</tbody></table>`;
}

function setRow({ name, unit, category }: PublicListPart['rows'][number], at: number): string {
  const cells = [String(at + 1), name, unit, CATEGORY_NAMES[category]];
  return `<tr>${cells.map((cell) => `<td>${escapeMarkup(cell)}</td>`).join('')}</tr>`;
}
