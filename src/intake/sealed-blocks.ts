import { createCipheriv, createDecipheriv, type KeyObject } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { RandomAccessReader } from 'yauzl';

/**
 * A file of blocks that are encrypted separately, so that any part can be read in little memory. In the STREAM
 * construction the nonce holds the block's number and marks the last one: no block can be dropped, moved or cut off.
 * A key is used for one file only.
 */
const BLOCK = 65_536;
const TAG = 16;
const SEALED_BLOCK = BLOCK + TAG;

/** Encrypts the bytes of a stream in blocks. */
export async function* sealBlocks(key: KeyObject, source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let waiting: Buffer = Buffer.alloc(0);
  let number = 0;
  for await (const chunk of source) {
    waiting = Buffer.concat([waiting, chunk]);
    // A full block waits until more bytes come: it might be the last.
    for (; waiting.length > BLOCK; waiting = waiting.subarray(BLOCK)) {
      yield sealBlock(key, number, false, waiting.subarray(0, BLOCK));
      number += 1;
    }
  }
  yield sealBlock(key, number, true, waiting);
}

/** Reads a sealed file at any position; `close` closes the file. */
export class SealedBlocks extends RandomAccessReader {
  readonly #file: FileHandle;
  readonly #key: KeyObject;
  readonly #sealedBytes: number;
  #last: { readonly number: number; readonly block: Promise<Buffer> } | null = null;

  private constructor(file: FileHandle, key: KeyObject, sealedBytes: number) {
    super();
    this.#file = file;
    this.#key = key;
    this.#sealedBytes = sealedBytes;
  }

  static async open(path: string, key: KeyObject): Promise<SealedBlocks> {
    const file = await open(path);
    const { size } = await file.stat();
    return new SealedBlocks(file, key, size);
  }

  /** The size of the decrypted content. */
  get bytes(): number {
    return Math.max(0, this.#sealedBytes - TAG * this.#count());
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(this.#range(start, end), { objectMode: false });
  }

  override close(callback: (error: Error | null) => void): void {
    this.#file.close().then(() => {
      callback(null);
    }, callback);
  }

  async *#range(start: number, end: number): AsyncGenerator<Buffer> {
    for (let at = start; at < end;) {
      const from = at % BLOCK;
      const block = await this.#block((at - from) / BLOCK);
      const part = block.subarray(from, Math.min(block.length, from + end - at));
      if (part.length === 0) throw new Error('a sealed file has no such place');
      yield part;
      at += part.length;
    }
  }

  /** Decrypts a block, and remembers the last one: consecutive reads mostly fall into one block. */
  #block(number: number): Promise<Buffer> {
    if (this.#last?.number !== number) this.#last = { number, block: this.#openBlock(number) };
    return this.#last.block;
  }

  async #openBlock(number: number): Promise<Buffer> {
    const sealed = Buffer.alloc(SEALED_BLOCK);
    const { bytesRead } = await this.#file.read(sealed, 0, SEALED_BLOCK, number * SEALED_BLOCK);
    return openBlock(this.#key, number, number === this.#count() - 1, sealed.subarray(0, bytesRead));
  }

  #count(): number {
    return Math.ceil(this.#sealedBytes / SEALED_BLOCK);
  }
}

function sealBlock(key: KeyObject, number: number, isLast: boolean, block: Buffer): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, blockNonce(number, isLast));
  return Buffer.concat([cipher.update(block), cipher.final(), cipher.getAuthTag()]);
}

function openBlock(key: KeyObject, number: number, isLast: boolean, sealed: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, blockNonce(number, isLast), { authTagLength: TAG });
  decipher.setAuthTag(sealed.subarray(-TAG));
  return Buffer.concat([decipher.update(sealed.subarray(0, -TAG)), decipher.final()]);
}

function blockNonce(number: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUInt32BE(number, 7);
  nonce.writeUInt8(isLast ? 1 : 0, 11);
  return nonce;
}
