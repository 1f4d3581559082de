import { readFile } from 'node:fs/promises';
import { read } from '@e965/xlsx';
import { streamXlsxRows } from 'hucre';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

/**
 * `node read-exports.ts FILE…`: reads files back by libraries that did not write them, and prints as JSON, of each workbook, its
 * rows, its formulas with their cached values, and the names that it defines; of each PDF, the texts of its pages.
 */
async function readWorkbook(bytes: Buffer): Promise<object> {
  const rows: unknown[] = [];
  for await (const { values } of streamXlsxRows(bytes)) rows.push(values);
  const { Sheets, SheetNames, Workbook } = read(bytes, { cellFormula: true });
  const [name = ''] = SheetNames;
  const sheet = Sheets[name] ?? {};
  const cells = Object.entries(sheet) as [string, { readonly f?: string; readonly v?: unknown }][];
  const formulas = cells.flatMap(([place, { f, v }]) => (f === undefined ? [] : [[place, f, v]]));
  const names = Object.fromEntries((Workbook?.Names ?? []).map((one) => [one.Name, one.Ref]));
  return { name, rows, formulas, names, merges: sheet['!merges']?.length ?? 0 };
}

async function readPdf(bytes: Buffer): Promise<object> {
  const document = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise;
  const pages: string[] = [];
  for (let page = 1; page <= document.numPages; page += 1) {
    const { items } = await (await document.getPage(page)).getTextContent();
    pages.push(items.map((item) => ('str' in item ? item.str : '')).join('\n'));
  }
  return { pages };
}

const results: object[] = [];
for (const path of process.argv.slice(2)) {
  const bytes = await readFile(path);
  results.push(await (path.endsWith('.pdf') ? readPdf(bytes) : readWorkbook(bytes)));
}
process.stdout.write(JSON.stringify(results));
