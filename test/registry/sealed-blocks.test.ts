import { createSecretKey, randomBytes } from 'node:crypto';
import { createWriteStream, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { SealedBlocks, sealBlocks } from '../../src/intake/sealed-blocks.ts';
import { openWorkbook } from '../../src/intake/workbook/xlsx-reader.ts';
import { workbookParts, writeZip } from '../support/zip.ts';

const BLOCK = 65_536;
const SEALED = BLOCK + 16;
const key = createSecretKey(randomBytes(32));

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bangfu-sealed-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

async function seal(bytes: Buffer, pieces = 10_000): Promise<string> {
  const path = join(folder, 'sealed');
  const parts = Array.from({ length: Math.ceil(bytes.length / pieces) }, (_, at) =>
    bytes.subarray(at * pieces, (at + 1) * pieces),
  );
  await pipeline(Readable.from(parts), (source) => sealBlocks(key, source), createWriteStream(path));
  return path;
}

async function read(path: string, start: number, end: number): Promise<Buffer> {
  const blocks = await SealedBlocks.open(path, key);
  try {
    return await buffer(blocks._readStreamForRange(start, end));
  } finally {
    await new Promise((resolve) => {
      blocks.close(resolve);
    });
  }
}

test.each([0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 3 * BLOCK, 3 * BLOCK + 7])(
  '%d bytes are read as they were',
  async (length) => {
    const bytes = randomBytes(length);
    const path = await seal(bytes);
    const blocks = await SealedBlocks.open(path, key);
    expect(blocks.bytes).toBe(length);
    blocks.close(() => undefined);
    expect((await read(path, 0, length)).equals(bytes)).toBe(true);
    for (let turn = 0; turn < 20; turn += 1) {
      const [a = 0, b = 0] = [Math.random(), Math.random()]
        .map((at) => Math.floor(at * (length + 1)))
        .sort((x, y) => x - y);
      expect((await read(path, a, b)).equals(bytes.subarray(a, b))).toBe(true);
    }
    expect(readFileSync(path).includes(bytes.subarray(0, 16)) && length > 16).toBe(false);
  },
);

describe('what was changed does not open', () => {
  const changes: readonly (readonly [string, (sealed: Buffer) => Buffer])[] = [
    [
      'a byte',
      (sealed) =>
        Buffer.concat([sealed.subarray(0, 100), Buffer.from([sealed.readUInt8(100) ^ 1]), sealed.subarray(101)]),
    ],
    ['the last block cut off', (sealed) => sealed.subarray(0, 2 * SEALED)],
    ['the file cut off within a block', (sealed) => sealed.subarray(0, 2 * SEALED - 100)],
    ['the first block left out', (sealed) => sealed.subarray(SEALED)],
    [
      'two blocks that changed places',
      (sealed) =>
        Buffer.concat([sealed.subarray(SEALED, 2 * SEALED), sealed.subarray(0, SEALED), sealed.subarray(2 * SEALED)]),
    ],
    ['a block twice', (sealed) => Buffer.concat([sealed.subarray(0, SEALED), sealed])],
  ];
  test.each(changes)('%s', async (_change, change) => {
    const path = await seal(randomBytes(2 * BLOCK + 500));
    const sealed = readFileSync(path);
    writeFileSync(path, change(sealed));
    const blocks = await SealedBlocks.open(path, key);
    const { bytes } = blocks;
    blocks.close(() => undefined);
    await expect(read(path, 0, bytes)).rejects.toThrow();
  });
});

/** Where the system tells. */
const openFiles = () => (existsSync('/proc/self/fd') ? readdirSync('/proc/self/fd').length : 0);

test('what is no workbook, and what is cancelled in the middle, leaves no file open', async () => {
  const honest = readFileSync(
    writeZip(join(folder, 'a.xlsx'), workbookParts('收入', Buffer.from('<row r="1"/>'.repeat(500_000)))),
  );
  const before = openFiles();
  for (let turn = 0; turn < 50; turn += 1) {
    for (const bytes of [randomBytes(1000), honest.subarray(0, honest.length - 30), honest]) {
      const reader = await SealedBlocks.open(await seal(bytes), key);
      const controller = new AbortController();
      const opened = await openWorkbook({ reader, bytes: reader.bytes }, controller.signal);
      if (!opened.ok) continue;
      const reading = opened.value.read('收入', () => undefined);
      controller.abort(new Error('cancelled'));
      await expect(reading).rejects.toThrow('cancelled');
      opened.value.close();
    }
  }
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(openFiles()).toBeLessThanOrEqual(before + 2);
}, 60_000);
