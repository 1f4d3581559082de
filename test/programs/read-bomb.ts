import { createSecretKey, randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { pipeline } from 'node:stream/promises';
import { Worker } from 'node:worker_threads';
import { readRows } from '../../src/intake/rows/read-rows.ts';
import { SealedBlocks, sealBlocks } from '../../src/intake/sealed-blocks.ts';
import { openWorkbook } from '../../src/intake/workbook/xlsx-reader.ts';

/**
 * `node read-bomb.ts FILE`: reads a workbook as an import of an upload does, and prints what came of it and how much more
 * memory the process had meanwhile than before, and the longest
 * time, in milliseconds, for which nothing else was done. A thread of its own looks every 20 ms: reading may hold up this one.
 */
const SAMPLER = `
  const { workerData: peak } = require('node:worker_threads');
  setInterval(() => { peak[0] = Math.max(peak[0], process.memoryUsage.rss()); }, 20);
`;

const [path = ''] = process.argv.slice(2);
const sealed = `${path}.sealed`;
const key = createSecretKey(randomBytes(32));
await pipeline(createReadStream(path), (source) => sealBlocks(key, source), createWriteStream(sealed));

const peak = new Float64Array(new SharedArrayBuffer(8));
const sampler = new Worker(SAMPLER, { eval: true, workerData: peak });
await new Promise((resolve) => sampler.once('online', resolve));
const delay = monitorEventLoopDelay({ resolution: 10 });
delay.enable();
const rest = process.memoryUsage.rss();
const reader = await SealedBlocks.open(sealed, key);
const { signal } = new AbortController();
const opened = await openWorkbook({ reader, bytes: reader.bytes }, signal);
const faults = opened.ok
  ? (await readRows(opened.value, () => undefined)).broken.map(({ code }) => code)
  : [opened.error];
const most = Math.max(peak[0] ?? 0, process.memoryUsage.rss());
await sampler.terminate();
process.stdout.write(JSON.stringify({ faults, megabytes: (most - rest) / 1e6, blocked: delay.max / 1e6 }));
