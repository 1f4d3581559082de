import { readFileSync } from 'node:fs';
import { NodeCompiler, type NodeTypstDocument } from '@myriaddreamin/typst-ts-node-compiler';
import { invariant } from '../../kernel/invariant.ts';

/** The names of files within the compiler, which has no others. */
const ROOT = '/';
const [MAIN, DATA] = ['/main.typ', '/data.json'];
/** What has no shape of its own: it would be left out without a word. */
const SHAPELESS = /[\p{Cc}\p{Cs}\p{Co}\p{Cn}]/u;

/** The first character of a text that has no shape; `undefined` if there is none. */
export function shapelessIn(text: string): string | undefined {
  return SHAPELESS.exec(text.replaceAll('\n', ''))?.[0];
}

/** A template with its compiler, which sets data again and again. */
interface Typesetter {
  /** Lays data out; nothing is printed yet. */
  readonly set: (data: object) => NodeTypstDocument;
  /** Prints what was laid out as PDF/A-2b, or names a character that the font does not have. The same bytes come of the same day. */
  readonly print: (
    set: NodeTypstDocument,
    printedOn: string,
  ) => { readonly pdf: Buffer } | { readonly missing: string };
}

/** Makes a typesetter for a template, which reads `/data.json`. Texts are data, never markup. */
export function typesetter(template: string): Typesetter {
  const compiler = NodeCompiler.create({ workspace: ROOT, fontArgs: [{ fontBlobs: readFonts() }] });
  compiler.addSource(MAIN, template);
  return {
    set: (data) => {
      compiler.mapShadow(DATA, Buffer.from(JSON.stringify(data)));
      return compileMain(compiler);
    },
    print: (set, printedOn) => printPdf(compiler, set, printedOn),
  };
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

function printPdf(compiler: NodeCompiler, set: NodeTypstDocument, printedOn: string): ReturnType<Typesetter['print']> {
  try {
    const creationTimestamp = Date.parse(printedOn) / 1000;
    return { pdf: compiler.pdf(set, { pdfStandard: 'a-2b', pdfTags: false, creationTimestamp }) };
  } catch (error) {
    const [missing] = MISSING.exec(String(error))?.[1] ?? '';
    if (missing === undefined) throw error;
    return { missing };
  }
}

/** The two weights of Noto Serif SC, which `.ci/copy-fonts.js` copies beside this file. */
function readFonts(): Buffer[] {
  return ['400Regular', '700Bold'].map((weight) =>
    readFileSync(new URL(`fonts/NotoSerifSC_${weight}.ttf`, import.meta.url)),
  );
}
