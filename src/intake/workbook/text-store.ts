/** Texts by index, stored in buffers outside the JavaScript heap, without the texts that they were cut from. */
export interface TextStore {
  readonly keep: (text: string) => number;
  /** The text of an index; `undefined` if there is none. */
  readonly read: (index: number) => string | undefined;
}

const CHUNK = 4 * 1024 * 1024;
/** A text's start, counted through all chunks, and its length. The index has pages, since a growing list is copied. */
const INDEX_BYTES = 8;
const PAGE = 65_536;

/** Makes a store of UTF-8 texts in large buffers; `spend` is called with the bytes of each text, and may throw. */
export function textStore(spend: (bytes: number) => void): TextStore {
  const chunks: Buffer[] = [];
  const pages: Uint32Array[] = [];
  let size = 0;
  let used = CHUNK;
  return {
    keep: (text) => {
      const length = Buffer.byteLength(text);
      spend(length + INDEX_BYTES);
      if (used + length > CHUNK) {
        chunks.push(Buffer.allocUnsafeSlow(Math.max(CHUNK, length)));
        used = 0;
      }
      const chunk = chunks.length - 1;
      chunks[chunk]?.write(text, used);
      if (size % PAGE === 0) pages.push(new Uint32Array(2 * PAGE));
      pages.at(-1)?.set([chunk * CHUNK + used, length], 2 * (size % PAGE));
      used += length;
      size += 1;
      return size - 1;
    },
    read: (index) => {
      const page = index < size ? pages[Math.floor(index / PAGE)] : undefined;
      const start = page?.[2 * (index % PAGE)];
      const length = page?.[2 * (index % PAGE) + 1];
      if (start === undefined || length === undefined) return undefined;
      const from = start % CHUNK;
      return chunks[Math.floor(start / CHUNK)]?.toString('utf8', from, from + length);
    },
  };
}
