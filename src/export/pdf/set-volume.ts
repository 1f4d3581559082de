import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { NodeCompiler, type NodeTypstDocument } from '@myriaddreamin/typst-ts-node-compiler';
import { invariant } from '../../kernel/invariant.ts';
import { setPages } from './pages.ts';
import { TEMPLATE } from './template.ts';
import { printCells, templateData } from './template-data.ts';
import type { PrintedVolume } from './volume.ts';

/** A text that the font cannot print, by the row of the table (from 1; 0: outside the rows) and the column. */
export interface Unprintable {
  readonly row: number;
  readonly column: string;
  readonly character: string;
}

type SetResult = { readonly pdf: Buffer } | { readonly unprintable: Unprintable };

/** How cautiously pages are filled, one after another, until each holds what was laid on it. */
const CAUTIONS = [1, 1.1, 1.25, 1.5, 2];
/** The names of files within the compiler, which has no others. */
const ROOT = '/';
const [MAIN, DATA] = ['/main.typ', '/data.json'];
/** What has no shape of its own: it would be left out without a word. */
const SHAPELESS = /[\p{Cc}\p{Cs}\p{Co}\p{Cn}]/u;

/** Sets a volume as PDF/A-2b. It takes seconds, during which the thread does nothing else. */
export function setVolume(volume: PrintedVolume): SetResult {
  const shapeless = findText(volume, (text) => SHAPELESS.exec(text.replaceAll('\n', ''))?.[0]);
  if (shapeless !== undefined) return { unprintable: shapeless };
  const compiler = NodeCompiler.create({ workspace: ROOT, fontArgs: [{ fontBlobs: readFonts() }] });
  compiler.addSource(MAIN, TEMPLATE);
  for (const caution of CAUTIONS) {
    const pages = setPages(volume, (row) => printCells(volume, row), caution);
    compiler.mapShadow(DATA, Buffer.from(JSON.stringify(templateData(volume, pages))));
    const compiled = compileMain(compiler);
    if (compiled.numOfPages === pages.pages.length) return printPdf(compiler, compiled, volume);
  }
  invariant(false, 'every row fits on a page');
}

function compileMain(compiler: NodeCompiler): NodeTypstDocument {
  const compiled = compiler.compile({ mainFilePath: MAIN, resetRead: true });
  const faults = [compiled.takeError(), compiled.takeWarnings()].filter((fault) => fault !== null);
  const messages = faults.flatMap(
    (fault) => compiler.fetchDiagnostics(fault) as readonly { readonly message: string }[],
  );
  const { result } = compiled;
  invariant(messages.length === 0 && result !== null, `the template is right: ${messages[0]?.message ?? ''}`);
  return result;
}

/** Typst refuses a text that the font does not have, and names its characters. */
const MISSING = /the text `\\?"(.+?)\\?"` could not be displayed/;

function printPdf(compiler: NodeCompiler, compiled: NodeTypstDocument, volume: PrintedVolume): SetResult {
  try {
    const creationTimestamp = Date.parse(volume.printedOn) / 1000;
    return { pdf: compiler.pdf(compiled, { pdfStandard: 'a-2b', pdfTags: false, creationTimestamp }) };
  } catch (error) {
    const missing = MISSING.exec(String(error))?.[1];
    if (missing === undefined) throw error;
    const [character = ''] = missing;
    const at = findText(volume, (text) => (text.includes(character) ? character : undefined));
    return { unprintable: at ?? { row: 0, column: '', character } };
  }
}

/** Finds the first cell in which something is found. */
function findText(volume: PrintedVolume, find: (text: string) => string | undefined): Unprintable | undefined {
  for (const [at, row] of volume.rows.entries()) {
    for (const [of, text] of printCells(volume, row).entries()) {
      const character = find(text);
      const column = volume.columns[of]?.heading ?? '';
      if (character !== undefined) return { row: volume.before.rows + at + 1, column, character };
    }
  }
  return undefined;
}

function readFonts(): Buffer[] {
  const folder = join(dirname(createRequire(import.meta.url).resolve('@embedpdf/fonts-sc')), '..', 'fonts');
  return ['Regular', 'Bold'].map((weight) => readFileSync(join(folder, `NotoSansHans-${weight}.otf`)));
}
