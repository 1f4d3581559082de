import { SaxesParser } from 'saxes';
import { type Entry, fromBufferPromise, openPromise, type ZipFile } from 'yauzl';
import { fail, type Result, succeed } from '../../kernel/result.ts';
import { localName, type OnRow, SheetParser } from './sheet-parser.ts';

/** Why a workbook cannot be read. */
export type WorkbookFault = 'NOT_A_WORKBOOK' | 'TOO_LARGE' | 'DATES_OF_1904';

/** An open workbook; read in place and row by row, never unpacked into a file. */
export interface Workbook {
  readonly sheets: readonly string[];
  /** Reads a sheet; answers the first range of merged cells, if there is one. */
  readonly read: (sheet: string, onRow: OnRow) => Promise<Result<string | null, WorkbookFault>>;
  readonly close: () => void;
}

/** What a workbook may unpack to, all parts together, and its texts, which are held in memory. */
const MOST_BYTES = 2_000_000_000;
/** One text without a tag between: a cell holds 32,767 characters at most. */
const LONGEST_STRETCH = 4_000_000;
const MOST_TEXT_CHARACTERS = 80_000_000;
const WEIGHT_OF_A_TEXT = 20;

/** Ends the reading of a workbook for a reason of its own. */
class Refused extends Error {
  readonly fault: WorkbookFault;

  constructor(fault: WorkbookFault) {
    super(fault);
    this.fault = fault;
  }
}

/** Opens a workbook, by its path or its bytes. What is no zip, no workbook, encrypted or a bomb is refused before a row is read. */
export async function openWorkbook(from: string | Buffer): Promise<Result<Workbook, WorkbookFault>> {
  let zip: ZipFile | undefined;
  const options = { autoClose: false, lazyEntries: true, validateEntrySizes: true };
  try {
    zip = await (typeof from === 'string' ? openPromise(from, options) : fromBufferPromise(from, options));
    return succeed(await workbookOf(zip));
  } catch (error) {
    zip?.close();
    return fail(faultOf(error));
  }
}

async function workbookOf(zip: ZipFile): Promise<Workbook> {
  const entries = await entriesOf(zip);
  const part = (name: string) => {
    const entry = entries.get(name);
    if (entry === undefined) throw new Error(`no part ${name}`);
    return entry;
  };
  const targets = await relationships(zip, part('xl/_rels/workbook.xml.rels'));
  const sheets = await sheetsOf(zip, part('xl/workbook.xml'), targets);
  const strings = entries.get('xl/sharedStrings.xml');
  const texts = strings === undefined ? [] : await sharedStrings(zip, strings);
  return {
    sheets: [...sheets.keys()],
    read: async (sheet, onRow) => {
      try {
        return succeed(await readSheet(zip, part(sheets.get(sheet) ?? ''), texts, onRow));
      } catch (error) {
        return fail(faultOf(error));
      }
    },
    close: () => {
      zip.close();
    },
  };
}

function faultOf(error: unknown): WorkbookFault {
  return error instanceof Refused ? error.fault : 'NOT_A_WORKBOOK';
}

async function entriesOf(zip: ZipFile): Promise<ReadonlyMap<string, Entry>> {
  const entries = new Map<string, Entry>();
  let bytes = 0;
  for await (const entry of zip.eachEntry()) {
    bytes += entry.uncompressedSize;
    if (bytes > MOST_BYTES || entries.size > 10_000) throw new Refused('TOO_LARGE');
    entries.set(entry.fileName, entry);
  }
  return entries;
}

/** Parses a part as it is inflated; the zip library refuses one that is longer than it said. */
async function parsePart(zip: ZipFile, entry: Entry, attach: (parser: SaxesParser) => void): Promise<void> {
  const parser = new SaxesParser({ position: false });
  parser.on('doctype', () => {
    throw new Error('a workbook has no document type');
  });
  attach(parser);
  const stream = await zip.openReadStreamPromise(entry);
  stream.setEncoding('utf8');
  let stretch = 0;
  for await (const chunk of stream) {
    const text = chunk as string;
    stretch = text.includes('<') ? 0 : stretch + text.length;
    if (stretch > LONGEST_STRETCH) throw new Refused('TOO_LARGE');
    parser.write(text);
  }
  parser.close();
}

async function relationships(zip: ZipFile, entry: Entry): Promise<ReadonlyMap<string, string>> {
  const targets = new Map<string, string>();
  await parsePart(zip, entry, (parser) => {
    parser.on('opentag', ({ name, attributes }) => {
      if (localName(name) !== 'Relationship') return;
      const target = String(attributes['Target']);
      targets.set(String(attributes['Id']), target.startsWith('/') ? target.slice(1) : `xl/${target}`);
    });
  });
  return targets;
}

async function sheetsOf(
  zip: ZipFile,
  entry: Entry,
  targets: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, string>> {
  const sheets = new Map<string, string>();
  await parsePart(zip, entry, (parser) => {
    parser.on('opentag', ({ name, attributes }) => {
      const tag = localName(name);
      if (tag === 'workbookPr' && is1904(attributes['date1904'])) throw new Refused('DATES_OF_1904');
      if (tag !== 'sheet') return;
      const id = Object.entries(attributes).find(([key]) => localName(key) === 'id')?.[1];
      sheets.set(String(attributes['name']).trim(), targets.get(String(id)) ?? '');
    });
  });
  return sheets;
}

/** The texts that cells refer to; of rich text the runs in one, without phonetic readings. */
async function sharedStrings(zip: ZipFile, entry: Entry): Promise<readonly string[]> {
  const texts: string[] = [];
  let text = '';
  let inText = false;
  let phonetic = false;
  let characters = 0;
  await parsePart(zip, entry, (parser) => {
    parser.on('opentag', ({ name }) => {
      const tag = localName(name);
      if (tag === 'si') text = '';
      else if (tag === 'rPh') phonetic = true;
      else if (tag === 't') inText = !phonetic;
    });
    parser.on('text', (part) => {
      if (inText) text += part;
    });
    parser.on('closetag', ({ name }) => {
      const tag = localName(name);
      if (tag === 't') inText = false;
      else if (tag === 'rPh') phonetic = false;
      else if (tag === 'si') {
        texts.push(text);
        characters += text.length + WEIGHT_OF_A_TEXT;
        if (characters > MOST_TEXT_CHARACTERS) throw new Refused('TOO_LARGE');
      }
    });
  });
  return texts;
}

async function readSheet(zip: ZipFile, entry: Entry, texts: readonly string[], onRow: OnRow): Promise<string | null> {
  const sheet = new SheetParser(texts, onRow);
  await parsePart(zip, entry, (parser) => {
    sheet.attach(parser);
  });
  return sheet.merged;
}

function is1904(value: string | undefined): boolean {
  return value === '1' || value === 'true';
}
