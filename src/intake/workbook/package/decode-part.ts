import type { Readable } from 'node:stream';
import { TextDecoder } from 'node:util';
import { WorkbookError } from '../reading-limits.ts';

/** How many bytes the declaration of an encoding takes at most. */
const DECLARATION_BYTES = 200;
const DECLARED = /^<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']/;

/** The texts of a part in the encoding that it declares. One that cannot be read so is a fault of the workbook, as is a wrong length. */
export async function* decodePart(stream: Readable): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      decoder ??= new TextDecoder(encodingOf(chunk), { fatal: true });
      yield decoder.decode(chunk, { stream: true });
    }
    yield decoder?.decode() ?? '';
  } catch {
    throw new WorkbookError('NOT_A_WORKBOOK');
  }
}

/** How a part of an encoding of two bytes a character begins: with its mark, or with the first character of XML. */
const BEGINNINGS: Readonly<Record<string, string>> = {
  ...{ fffe: 'utf-16le', '3c00': 'utf-16le', feff: 'utf-16be', '003c': 'utf-16be' },
};

/** The encoding by the first bytes: a byte order mark, or the declaration, which is in ASCII. */
function encodingOf(bytes: Buffer): string {
  const wide = BEGINNINGS[bytes.subarray(0, 2).toString('hex')];
  if (wide !== undefined) return wide;
  const start = bytes
    .subarray(0, DECLARATION_BYTES)
    .toString('latin1')
    .replace(/^\xEF\xBB\xBF/, '');
  const declared = DECLARED.exec(start)?.[1]?.toLowerCase() ?? 'utf-8';
  // What says that it is UTF-16 and has one byte a character is not.
  return declared.startsWith('utf-16') ? 'utf-8' : declared;
}
