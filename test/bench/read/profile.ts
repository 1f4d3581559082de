/** A profile of the processor as V8 writes it. */
export interface Profile {
  readonly nodes: readonly ProfileNode[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

interface ProfileNode {
  readonly id: number;
  readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
}

/** Profiles a node that was started with `--inspect` while something goes on. */
export async function profileOf(inspector: string, work: () => Promise<void>): Promise<Profile> {
  const [target] = (await (await fetch(`${inspector}/json`)).json()) as [{ webSocketDebuggerUrl: string }];
  const socket = new WebSocket(target.webSocketDebuggerUrl);
  await new Promise((resolve) => {
    socket.addEventListener('open', resolve);
  });
  let id = 0;
  const call = (method: string, params: object = {}): Promise<unknown> => {
    id += 1;
    const own = id;
    return new Promise((resolve) => {
      socket.addEventListener('message', ({ data }) => {
        const answer = JSON.parse(String(data)) as { id: number; result: unknown };
        if (answer.id === own) resolve(answer.result);
      });
      socket.send(JSON.stringify({ id: own, method, params }));
    });
  };
  await call('Profiler.enable');
  await call('Profiler.setSamplingInterval', { interval: 200 });
  await call('Profiler.start');
  await work();
  const { profile } = (await call('Profiler.stop')) as { profile: Profile };
  socket.close();
  return profile;
}

/** Where the time went by itself: by package, by file, by function. Idle time is left out. */
export function summaryOf({ nodes, samples, timeDeltas }: Profile, most: number): string {
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
  const times = new Map<ProfileNode['callFrame'], number>();
  let [all, idle] = [0, 0];
  for (const [at, id] of samples.entries()) {
    const [frame, time] = [frames.get(id), (timeDeltas[at] ?? 0) / 1000];
    all += time;
    if (frame?.functionName === '(idle)') idle += time;
    else if (frame !== undefined) times.set(frame, (times.get(frame) ?? 0) + time);
  }
  const parts = Object.entries(GROUPS).map(([name, keyOf]) => {
    const sums = new Map<string, number>();
    for (const [frame, time] of times) add(sums, keyOf(frame), time);
    return `#### By ${name}\n\n${topOf(sums, all - idle, most)}`;
  });
  const busy = `Busy ${((all - idle) / 1000).toFixed(1)} s, ${(100 - (idle / all) * 100).toFixed(0)} % of the time.`;
  return [busy, ...parts].join('\n\n');
}

const GROUPS: Readonly<Record<string, (frame: ProfileNode['callFrame']) => string>> = {
  package: ({ url, functionName }) => packageOf(url, functionName),
  file: ({ url, functionName }) => fileOf(url) || functionName,
  function: ({ url, functionName, lineNumber }) =>
    `${functionName || '(anonymous)'} ${url === '' ? '' : `${fileOf(url)}:${lineNumber + 1}`}`,
};

function add(sums: Map<string, number>, key: string, time: number): void {
  sums.set(key, (sums.get(key) ?? 0) + time);
}

function topOf(sums: ReadonlyMap<string, number>, all: number, most: number): string {
  const lines = [...sums].sort(([, a], [, b]) => b - a).slice(0, most);
  return [
    '| % | where |',
    '| --- | --- |',
    ...lines.map(([key, time]) => `| ${((time / all) * 100).toFixed(1)} | ${key} |`),
  ].join('\n');
}

function packageOf(url: string, functionName: string): string {
  if (url === '') return functionName.startsWith('(') ? functionName : '(native)';
  if (url.startsWith('node:')) return 'node';
  const [, name] = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url) ?? [];
  return name ?? `bangfu/${/dist\/src\/([^/]+)/.exec(url)?.[1] ?? ''}`;
}

function fileOf(url: string): string {
  return url
    .replace(/^file:\/\//, '')
    .replace(/^.*node_modules\//, '')
    .replace(/^.*\/dist\//, '');
}
