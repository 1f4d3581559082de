/** Texts by the order in which they were kept, outside the garbage collector's reach and free of what they were cut from. */
export interface TextStore {
  /** Answers the text's index. */
  readonly keep: (text: string) => number;
  /** `undefined` where nothing has this index. */
  readonly read: (index: number) => string | undefined;
}

const CHUNK = 4 * 1024 * 1024;
/** Where a text begins, counted in all chunks, and how long it is; so many texts a page, since a list that grows is copied. */
const INDEX_BYTES = 8;
const PAGE = 65_536;

/** Texts as UTF-8 in large buffers; `spend` hears how many bytes each takes, and may refuse. */
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
