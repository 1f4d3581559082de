import type { Readable } from 'node:stream';
import { type Entry, fromRandomAccessReaderPromise, openPromise, type RandomAccessReader, type ZipFile } from 'yauzl';
import { fail, type Result, succeed } from '../../kernel/result.ts';
import { otherFormat, otherPackage } from './package/other-formats.ts';
import { partName, relationshipsOf } from './package/part-names.ts';
import { attributeNamed, partOfType, type Relationships, relationshipsInto } from './package/relationships.ts';
import { unescaped } from './package/text-escapes.ts';
import { type Attributes, parsePart, type PartHandler } from './part-parser.ts';
import { PART_LIMITS, ReadingMeter, WorkbookError, WORKBOOK_LIMITS, type WorkbookFault } from './reading-limits.ts';
import { SharedTexts } from './shared-texts.ts';
import { type MergedRange, type OnRow, SheetParser } from './sheet-parser.ts';

/** The path of an unencrypted workbook, or a reader of its bytes with their number. */
export type WorkbookSource = string | { readonly reader: RandomAccessReader; readonly bytes: number };

const USUAL_WORKBOOK = 'xl/workbook.xml';

/** An open workbook, which is read row by row and never unpacked into a file. */
export interface Workbook {
  readonly sheets: readonly string[];
  /** Counts what reading takes; callers add the memory of the rows that they store. */
  readonly meter: ReadingMeter;
  /** Reads a sheet; returns its ranges of merged cells. */
  readonly read: (sheet: string, onRow: OnRow) => Promise<Result<readonly MergedRange[], WorkbookFault>>;
  readonly close: () => void;
}

/**
 * Opens a workbook. A file that is no workbook, is encrypted or is a zip bomb is refused before a row is read, or when
 * it passes a limit. Reading throws the signal's reason if `signal` is aborted.
 */
export async function openWorkbook(
  source: WorkbookSource,
  signal: AbortSignal,
): Promise<Result<Workbook, WorkbookFault>> {
  const meter = new ReadingMeter(signal);
  return catchWorkbookErrors(async () => {
    const zip = await openZip(source);
    try {
      const { entries, bytes } = await readDirectory(zip, meter);
      meter.unpacks(bytes);
      return await parseWorkbook(zip, entries, meter);
    } catch (error) {
      zip.close();
      throw error;
    }
  });
}

/** The unpacked size of a workbook in bytes, as its zip directory states it; 0 for a file that is no workbook. */
export async function unpackedBytes(source: WorkbookSource): Promise<number> {
  const read = await catchWorkbookErrors(async () => {
    const zip = await openZip(source);
    try {
      return (await readDirectory(zip, new ReadingMeter(new AbortController().signal))).bytes;
    } finally {
      zip.close();
    }
  });
  return read.ok ? read.value : 0;
}

async function catchWorkbookErrors<T>(work: () => Promise<T>): Promise<Result<T, WorkbookFault>> {
  try {
    return succeed(await work());
  } catch (error) {
    if (error instanceof WorkbookError) return fail(error.fault);
    throw error;
  }
}

/** Turns an error of the zip library into a fault of the workbook. */
async function asWorkbookError<T>(work: Promise<T>): Promise<T> {
  return work.catch(() => {
    throw new WorkbookError('NOT_A_WORKBOOK');
  });
}

async function openZip(source: WorkbookSource): Promise<ZipFile> {
  const options = { autoClose: false, lazyEntries: true, validateEntrySizes: true };
  try {
    if (typeof source === 'string') return await openPromise(source, options);
    return await fromRandomAccessReaderPromise(source.reader, source.bytes, options);
  } catch {
    const fault = await otherFormat(source);
    // The zip library does not close a reader of ours if it fails to open it.
    if (typeof source !== 'string') source.reader.close(() => undefined);
    throw new WorkbookError(fault);
  }
}

async function parseWorkbook(
  zip: ZipFile,
  entries: ReadonlyMap<string, Entry>,
  meter: ReadingMeter,
): Promise<Workbook> {
  const parse = async (entry: Entry, handler: PartHandler) => {
    await parsePart(await openPart(zip, entry), meter, handler);
  };
  const parseIndex = async (name: string, handler: PartHandler) => {
    const entry = findPart(entries, name);
    if (entry.uncompressedSize > PART_LIMITS.indexBytes) throw new WorkbookError('TOO_LARGE');
    await parse(entry, handler);
  };
  const { main, relationships } = await findWorkbook(entries, parseIndex);
  const sheets = new Map<string, string>();
  await parseIndex(main, { open: sheetsInto(sheets, relationships) });
  const texts = new SharedTexts(meter);
  // Some programs name the part and write none; a cell that refers to it is an error then.
  const strings = entries.get(partOfType(relationships, 'sharedstrings') ?? '');
  if (strings !== undefined) await parse(strings, texts);
  return {
    sheets: [...sheets.keys()],
    meter,
    read: (sheet, onRow) =>
      catchWorkbookErrors(async () => {
        const parser = new SheetParser(texts, meter, onRow);
        await parse(findPart(entries, sheets.get(sheet) ?? ''), parser);
        return parser.merged;
      }),
    close: () => {
      zip.close();
    },
  };
}

/** Finds the part of the workbook, and its relationships. */
async function findWorkbook(
  entries: ReadonlyMap<string, Entry>,
  parseIndex: (name: string, handler: PartHandler) => Promise<void>,
): Promise<{ readonly main: string; readonly relationships: Relationships }> {
  const relationshipsFrom = async (part: string): Promise<Relationships> => {
    const found = new Map<string, { readonly type: string; readonly part: string }>();
    const name = relationshipsOf(part);
    if (entries.has(name)) await parseIndex(name, { open: relationshipsInto(found, part) });
    return found;
  };
  // A package without relationships of its own is read where every program writes the workbook.
  const root = entries.has(relationshipsOf('')) ? await relationshipsFrom('') : undefined;
  const main = root === undefined ? USUAL_WORKBOOK : partOfType(root, 'officedocument');
  const other = otherPackage(new Set(entries.keys()));
  if (main === undefined || other !== undefined) throw new WorkbookError(other ?? 'NOT_A_WORKBOOK');
  return { main, relationships: await relationshipsFrom(main) };
}

function findPart(entries: ReadonlyMap<string, Entry>, name: string): Entry {
  const entry = entries.get(name);
  if (entry === undefined) throw new WorkbookError('NOT_A_WORKBOOK');
  return entry;
}

function openPart(zip: ZipFile, entry: Entry): Promise<Readable> {
  return asWorkbookError(zip.openReadStreamPromise(entry));
}

/** The parts by name, and their unpacked size. */
async function readDirectory(zip: ZipFile, meter: ReadingMeter) {
  if (zip.entryCount > WORKBOOK_LIMITS.parts) throw new WorkbookError('TOO_COMPLEX');
  const entries = new Map<string, Entry>();
  let bytes = 0;
  let directoryBytes = 0;
  for await (const entry of readEntries(zip)) {
    meter.throwIfCancelled();
    bytes += entry.uncompressedSize;
    directoryBytes += entry.fileNameLength + entry.extraFieldLength + entry.fileCommentLength;
    if (bytes > WORKBOOK_LIMITS.bytes) throw new WorkbookError('TOO_LARGE');
    if (directoryBytes > WORKBOOK_LIMITS.directoryBytes) throw new WorkbookError('TOO_COMPLEX');
    const name = partName(entry.fileName);
    // Of two parts of one name one would be lost.
    if (entries.has(name)) throw new WorkbookError('NOT_A_WORKBOOK');
    entries.set(name, entry);
  }
  return { entries, bytes };
}

async function* readEntries(zip: ZipFile): AsyncGenerator<Entry> {
  try {
    for await (const entry of zip.eachEntry()) yield entry;
  } catch {
    throw new WorkbookError('NOT_A_WORKBOOK');
  }
}

/** Collects the part of each sheet, by the sheet's name. */
function sheetsInto(sheets: Map<string, string>, relationships: Relationships) {
  return (tag: string, attributes: Attributes): void => {
    if (tag === 'workbookPr' && is1904(attributes['date1904'])) throw new WorkbookError('DATES_OF_1904');
    if (tag !== 'sheet') return;
    const name = unescaped(String(attributes['name'])).trim();
    if (sheets.has(name)) throw new WorkbookError('SHEET_TWICE');
    sheets.set(name, relationships.get(attributeNamed(attributes, 'id') ?? '')?.part ?? '');
  };
}

function is1904(value: string | undefined): boolean {
  return value === '1' || value === 'true';
}
