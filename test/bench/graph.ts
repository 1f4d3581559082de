import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

/**
 * `npm run bench:graph`: the goals of the graph in one run, with their spread: the start on fresh and on existing data,
 * the decisions on 100 households in one request, and the heap after 10,000 and 100,000 mixed requests.
 */
const { values } = parseArgs({
  options: { port: { type: 'string', default: '4567' }, requests: { type: 'string', default: '100000' } },
});
const port = Number(values.port);
const url = `http://127.0.0.1:${port}`;
const folder = mkdtempSync(join(tmpdir(), 'bangfu-bench-'));
chmodSync(folder, 0o755);
const environment = {
  ...process.env,
  BANGFU_DATA: join(folder, 'data'),
  PORT: String(port),
  BANGFU_RATE_PERSON: '1000000',
  BANGFU_RATE_ADDRESS: '1000000',
  BANGFU_LOG_LEVEL: 'error',
};
const CONNECTIONS = 8;
const DOCUMENTS = 6000;

execFileSync('npm', ['run', '--silent', 'build']);
await stop(await start('start with an empty database, 2,000 households seeded'));
for (const turn of ['first', 'second', 'third']) await stop(await start(`start on existing data, ${turn}`));
const server = await start('start for the measurements');
const token = execFileSync('npm', ['run', '--silent', 'token', '--', '--role', 'clerk', '--union', '410500'], {
  env: environment,
  encoding: 'utf8',
}).trim();
await decisions();
await heap(Number(values.requests));
await stop(server);
rmSync(folder, { recursive: true });

async function start(name: string): Promise<ChildProcess> {
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

async function ask(query: string): Promise<unknown> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query }),
  });
  if (!response.ok) throw new Error(await response.text());
  return response.json();
}

async function decisions(): Promise<void> {
  const query = '{ households(first: 100) { nodes { eligibility { outcome findings { rule state } missing } } } }';
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

/** The heap of the server after a forced collection, in megabytes. */
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

/** Documents that differ in what they ask for and how they name it. */
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

async function heap(most: number): Promise<void> {
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
