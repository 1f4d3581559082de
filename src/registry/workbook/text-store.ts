/** Texts by the order in which they were kept, outside the garbage collector's reach and free of what they were cut from. */
export interface TextStore {
  /** Answers the text's index. */
  readonly keep: (text: string) => number;
  /** `undefined` where nothing has this index. */
  readonly read: (index: number) => string | undefined;
  readonly size: () => number;
}

const CHUNK = 4 * 1024 * 1024;
/** Where a text stands and how long it is: two numbers. */
const INDEX_BYTES = 16;

/** Texts as UTF-8 in large buffers; `spend` hears how many bytes each takes, and may refuse. */
export function textStore(spend: (bytes: number) => void): TextStore {
  const chunks: Buffer[] = [];
  const starts: number[] = [];
  const lengths: number[] = [];
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
      starts.push(chunk * CHUNK + used);
      lengths.push(length);
      used += length;
      return starts.length - 1;
    },
    read: (index) => {
      const start = starts[index];
      if (start === undefined) return undefined;
      const from = start % CHUNK;
      return chunks[Math.floor(start / CHUNK)]?.toString('utf8', from, from + (lengths[index] ?? 0));
    },
    size: () => starts.length,
  };
}
