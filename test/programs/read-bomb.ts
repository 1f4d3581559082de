import { createSecretKey, randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { pipeline } from 'node:stream/promises';
import { Worker } from 'node:worker_threads';
import { readRows } from '../../src/intake/rows/read-rows.ts';
import { SealedBlocks, sealBlocks } from '../../src/intake/sealed-blocks.ts';
import { openWorkbook } from '../../src/intake/workbook/xlsx-reader.ts';

/**
 * `node read-bomb.ts FILE…`: reads workbooks one after the other as imports of uploads do, and prints of each what came of
 * it, how much more memory the process had by then than before the first, and the longest time, in milliseconds, for which
 * nothing else was done. Another thread samples the memory every 20 ms, since reading may block this one.
 */
const SAMPLER = `
  const { workerData: peak } = require('node:worker_threads');
  setInterval(() => { peak[0] = Math.max(peak[0], process.memoryUsage.rss()); }, 20);
`;

const peak = new Float64Array(new SharedArrayBuffer(8));
const sampler = new Worker(SAMPLER, { eval: true, workerData: peak });
await new Promise((resolve) => sampler.once('online', resolve));
const rest = process.memoryUsage.rss();

async function read(path: string): Promise<object> {
  const sealed = `${path}.sealed`;
  const key = createSecretKey(randomBytes(32));
  await pipeline(createReadStream(path), (source) => sealBlocks(key, source), createWriteStream(sealed));
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  const reader = await SealedBlocks.open(sealed, key);
  const opened = await openWorkbook({ reader, bytes: reader.bytes }, new AbortController().signal);
  const faults = opened.ok
    ? (await readRows(opened.value, () => undefined)).workbookFaults.map(({ code }) => code)
    : [opened.error];
  if (opened.ok) opened.value.close();
  delay.disable();
  const most = Math.max(peak[0] ?? 0, process.memoryUsage.rss());
  return { faults, megabytes: (most - rest) / 1e6, blocked: delay.max / 1e6 };
}

const outcomes = [];
for (const path of process.argv.slice(2)) outcomes.push(await read(path));
await sampler.terminate();
process.stdout.write(JSON.stringify(outcomes));
