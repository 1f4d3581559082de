import type { Readable } from 'node:stream';
import { SaxesParser } from 'saxes';
import { decodePart } from './package/decode-part.ts';
import { PART_LIMITS, type ReadingMeter, WorkbookError } from './reading-limits.ts';

export type Attributes = Readonly<Record<string, string>>;

/** Receives the tags and texts of a part; the names of tags have no prefixes. */
export interface PartHandler {
  readonly open?: (tag: string, attributes: Attributes) => void;
  readonly text?: (text: string) => void;
  readonly close?: (tag: string) => void;
}

/**
 * Parses an XML part of a workbook while it is unpacked. Throws `WorkbookError` if it exceeds a limit or is no XML, and the
 * signal's reason if reading is cancelled.
 */
export async function parsePart(stream: Readable, meter: ReadingMeter, handler: PartHandler): Promise<void> {
  const bounded = boundedParser(meter, handler);
  for await (const text of decodePart(stream)) {
    meter.throwIfCancelled();
    const from = performance.now();
    bounded.write(text);
    meter.parsed(performance.now() - from);
  }
  bounded.close();
}

/** A parser with bounded memory: saxes itself would buffer texts, comments and attributes of any length. */
function boundedParser(meter: ReadingMeter, handler: PartHandler) {
  const parser: SaxesParser = new SaxesParser({ position: false });
  let depth = 0;
  let stretch = 0;
  let attributesOfTag = 0;
  // A doctype could declare entities, which expand without bounds.
  for (const refused of ['error', 'doctype'] as const) parser.on(refused, refuse);
  parser.on('attribute', () => {
    attributesOfTag += 1;
  });
  parser.on('opentag', ({ name, attributes }) => {
    stretch = 0;
    depth += 1;
    meter.token();
    if (depth > PART_LIMITS.depth || attributesOfTag > PART_LIMITS.attributes) throw new WorkbookError('TOO_COMPLEX');
    attributesOfTag = 0;
    handler.open?.(localName(name), attributes);
  });
  const onText = (text: string) => {
    // Nothing at all, as in an empty CDATA, is no progress.
    if (text !== '') stretch = 0;
    meter.token();
    handler.text?.(text);
  };
  for (const kind of ['text', 'cdata'] as const) parser.on(kind, onText);
  parser.on('closetag', ({ name }) => {
    stretch = 0;
    depth -= 1;
    handler.close?.(localName(name));
  });
  return {
    write: (text: string) => {
      stretch += text.length;
      parser.write(text);
      if (stretch > PART_LIMITS.stretch) throw new WorkbookError('TOO_COMPLEX');
    },
    close: () => {
      parser.close();
    },
  };
}

function refuse(): never {
  throw new WorkbookError('NOT_A_WORKBOOK');
}

/** The name of a tag or attribute without its namespace prefix. */
export function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
