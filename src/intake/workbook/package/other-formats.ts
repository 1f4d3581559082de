import { open } from 'node:fs/promises';
import type { RandomAccessReader } from 'yauzl';
import type { WorkbookFault } from '../reading-limits.ts';

const HEAD_BYTES = 4096;
/** The beginning of a compound file: an old workbook, or an encrypted one. */
const COMPOUND = 'd0cf11e0a1b11ae1';
const OLD_BINARY = /^(?:0902|0904|0908|0900)(?:0[46]00)/;

/** What a file that is no package is instead. */
export async function otherFormat(
  source: string | { readonly reader: RandomAccessReader; readonly bytes: number },
): Promise<WorkbookFault> {
  const head = await readHead(source);
  if (head.subarray(0, 8).toString('hex') === COMPOUND || OLD_BINARY.test(head.toString('hex')))
    return 'OLD_OR_ENCRYPTED';
  return head.length > 0 && isText(head) ? 'TEXT_FILE' : 'NOT_A_WORKBOOK';
}

/** What a package of another sort is, by the names of its parts; `undefined` for one that is a workbook, or none. */
export function otherPackage(names: ReadonlySet<string>): WorkbookFault | undefined {
  if (names.has('content.xml') && (names.has('mimetype') || names.has('meta-inf/manifest.xml'))) return 'OPEN_DOCUMENT';
  return names.has('xl/workbook.bin') || names.has('index/document.iwa') ? 'OTHER_PACKAGE' : undefined;
}

async function readHead(
  source: string | { readonly reader: RandomAccessReader; readonly bytes: number },
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  try {
    if (typeof source === 'string') {
      const file = await open(source);
      try {
        const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
        return buffer.subarray(0, bytesRead);
      } finally {
        await file.close();
      }
    }
    const stream = source.reader.createReadStream({ start: 0, end: Math.min(HEAD_BYTES, source.bytes) });
    for await (const chunk of stream as AsyncIterable<Buffer>) chunks.push(chunk);
  } catch {
    return Buffer.alloc(0);
  }
  return Buffer.concat(chunks);
}

/** Whether bytes are a text, such as a table with commas or tabs or a page of HTML: it has no bytes that no text has. */
function isText(head: Buffer): boolean {
  const text = head.subarray(0, 2).toString('hex') === 'fffe' ? Buffer.from(head.toString('utf16le')) : head;
  return !text.some((byte) => byte < 9 || (byte > 13 && byte < 32)) && /[,;\t<]/.test(text.toString('latin1'));
}
