import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from '../../src/app/command-line/command-line.ts';
import { preset, wholeNumber } from '../../src/app/command-line/option.ts';
import { runCommand } from '../../src/app/command-line/run-command.ts';

/**
 * `npm run bench:graph` measures the start on an empty and on an existing database, the decisions on 100 households in one
 * request, and the heap after a tenth and after all of many mixed requests.
 */
const COMMAND = {
  call: 'npm run bench:graph --',
  about:
    '测量启动时间、一次请求中 100 户的认定，以及大量请求后的内存 / ' +
    'measures the start, the decisions on 100 households in one request, and the heap after many requests',
  options: {
    port: preset('N', '端口，缺省 4567 / the port; 4567 by default', wholeNumber(1, 65_535), 4567),
    requests: preset(
      'N',
      '请求数，缺省 100000 / the number of requests; 100000 by default',
      wholeNumber(10, 10_000_000),
      100_000,
    ),
  },
} satisfies Command;
const CONNECTIONS = 8;
const DOCUMENTS = 6000;

/** The platform that is measured. */
interface Measured {
  readonly url: string;
  readonly environment: NodeJS.ProcessEnv;
}

/** Sends a document as a clerk. */
type Ask = (query: string) => Promise<unknown>;

process.exitCode = await runCommand(COMMAND, async ({ options: { port, requests } }) => {
  const folder = mkdtempSync(join(tmpdir(), 'bangfu-bench-'));
  chmodSync(folder, 0o755);
  const platform: Measured = {
    url: `http://127.0.0.1:${port}`,
    environment: {
      ...process.env,
      BANGFU_DATA: join(folder, 'data'),
      PORT: String(port),
      BANGFU_RATE_PERSON: '1000000',
      BANGFU_RATE_ADDRESS: '1000000',
      BANGFU_LOG_LEVEL: 'error',
    },
  };
  execFileSync('npm', ['run', '--silent', 'build']);
  await stop(await start(platform, 'start with an empty database, 2,000 households seeded'));
  for (const turn of ['first', 'second', 'third']) await stop(await start(platform, `start on existing data, ${turn}`));
  const server = await start(platform, 'start for the measurements');
  const ask = askAsClerk(platform);
  await decisions(ask);
  await heap(ask, requests);
  await stop(server);
  rmSync(folder, { recursive: true });
  return 0;
});

async function start({ url, environment }: Measured, name: string): Promise<ChildProcess> {
  const began = performance.now();
  const child = spawn(process.execPath, ['--inspect=127.0.0.1:9777', 'dist/src/main.js'], {
    env: environment,
    stdio: ['ignore', 'ignore', 'ignore'],
  });
  for (;;) {
    const ready = await fetch(`${url}/readyz`).catch(() => undefined);
    if (ready?.status === 200) break;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  console.log(`${name}: ${((performance.now() - began) / 1000).toFixed(2)} s`);
  return child;
}

async function stop(child: ChildProcess): Promise<void> {
  child.kill('SIGTERM');
  await once(child, 'exit');
}

function askAsClerk({ url, environment }: Measured): Ask {
  const token = execFileSync('npm', ['run', '--silent', 'token', '--', '--role', 'clerk', '--union', '410500'], {
    env: environment,
    encoding: 'utf8',
  }).trim();
  return async (query) => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query }),
    });
    if (!response.ok) throw new Error(await response.text());
    return response.json();
  };
}

async function decisions(ask: Ask): Promise<void> {
  const query =
    '{ households(first: 100) { nodes { eligibility { outcome findings { rule state } missing { path } } } } }';
  const times: number[] = [];
  for (let turn = 0; turn < 60; turn += 1) {
    const began = performance.now();
    await ask(query);
    if (turn >= 20) times.push(performance.now() - began);
  }
  times.sort((a, b) => a - b);
  const at = (part: number) => times[Math.min(times.length - 1, Math.floor(times.length * part))]?.toFixed(1) ?? '';
  console.log(`eligibility of 100 households: median ${at(0.5)} ms, ${at(0)} to ${at(1)} ms`);
}

/** Returns the heap of the server after a forced collection, in megabytes. */
async function collectedHeap(): Promise<number> {
  const [target] = (await (await fetch('http://127.0.0.1:9777/json')).json()) as [{ webSocketDebuggerUrl: string }];
  const socket = new WebSocket(target.webSocketDebuggerUrl);
  await new Promise((resolve) => {
    socket.addEventListener('open', resolve);
  });
  let id = 0;
  const call = (method: string): Promise<unknown> => {
    id += 1;
    const own = id;
    return new Promise((resolve) => {
      socket.addEventListener('message', ({ data }) => {
        const answer = JSON.parse(String(data)) as { id: number; result: unknown };
        if (answer.id === own) resolve(answer.result);
      });
      socket.send(JSON.stringify({ id: own, method }));
    });
  };
  await call('HeapProfiler.collectGarbage');
  await call('HeapProfiler.collectGarbage');
  const { usedSize } = (await call('Runtime.getHeapUsage')) as { usedSize: number };
  socket.close();
  return usedSize / 2 ** 20;
}

/** Makes documents that differ in their fields and aliases. */
function documentOf(serial: number): string {
  const fields = ['id', 'fileNumber', 'region', 'mainCause', 'migrant', 'declaredClass', 'bank', 'asOf'];
  const own = fields.filter((_, at) => ((serial >> at) & 1) === 1).join(' ');
  const edges = [
    'worker { person { name } }',
    'members { relation }',
    'incomes { amount from }',
    'eligibility { outcome }',
    'steward { name }',
    'files { number state }',
    'disbursements { amount paidOn }',
    'assets { savings }',
  ];
  const edge = `e${serial}: ${edges[serial % edges.length] ?? ''}`;
  if (serial % 4 === 0)
    return `query q${serial} { households(first: ${(serial % 5) + 1}) { nodes { id ${own} ${edge} } } }`;
  const number = `4105022022${String((serial % 40) + 1).padStart(6, '0')}`;
  if (serial % 4 === 1) return `query q${serial} { tradeUnions(first: 5) { nodes { u${serial}: name code } } }`;
  return `query q${serial} { household(fileNumber: "${number}") { id ${own} ${edge} } }`;
}

async function heap(ask: Ask, most: number): Promise<void> {
  let sent = 0;
  const sendUpTo = async (target: number) => {
    const lane = async () => {
      while (sent < target) {
        sent += 1;
        await ask(documentOf(sent % DOCUMENTS));
      }
    };
    await Promise.all(Array.from({ length: CONNECTIONS }, lane));
  };
  await sendUpTo(most / 10);
  const early = await collectedHeap();
  const began = performance.now();
  await sendUpTo(most);
  const late = await collectedHeap();
  const rate = ((most * 0.9) / (performance.now() - began)) * 1000;
  console.log(
    `heap after ${most / 10} requests ${early.toFixed(1)} MB, after ${most} ${late.toFixed(1)} MB: ` +
      `${((late / early - 1) * 100).toFixed(1)} %; ${DOCUMENTS} documents, ${rate.toFixed(0)} requests/s`,
  );
}
