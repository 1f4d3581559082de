import { Readable } from 'node:stream';
import { RandomAccessReader } from 'yauzl';

const PIECE = 65_536;

/** Reads a file that is in memory at any position, in pieces. */
export class BufferReader extends RandomAccessReader {
  readonly #bytes: Buffer;

  constructor(bytes: Buffer) {
    super();
    this.#bytes = bytes;
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(this.#pieces(start, end), { objectMode: false });
  }

  *#pieces(start: number, end: number): Generator<Buffer> {
    for (let at = start; at < end; at += PIECE) yield this.#bytes.subarray(at, Math.min(at + PIECE, end));
  }
}
