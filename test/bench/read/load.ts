import { Agent, request } from 'node:http';
import type { Data, Variables } from './work.ts';

/** An address, and what is sent with each request. */
export interface Target {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** More of them, another for each body. */
  readonly sign?: (body: Buffer) => Readonly<Record<string, string>>;
}

/** What one round of requests took. */
export interface Round {
  readonly requests: number;
  readonly seconds: number;
  /** Milliseconds of each request, in ascending order. */
  readonly times: readonly number[];
  readonly bytes: number;
}

/** A body that is sent, made before the clock runs. */
export function bodyOf(query: string, variables: Variables): Buffer {
  return Buffer.from(JSON.stringify({ query, variables }));
}

/** Keeps so many connections busy for so long; the bodies are sent in their order, again and again. */
export async function load(
  target: Target,
  bodies: readonly Buffer[],
  { connections, seconds }: { readonly connections: number; readonly seconds: number },
): Promise<Round> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const times: number[] = [];
  let [sent, bytes] = [0, 0];
  const began = performance.now();
  const until = began + seconds * 1000;
  const lane = async () => {
    while (performance.now() < until) {
      const body = bodies[sent % bodies.length];
      if (body === undefined) throw new Error('nothing to send');
      sent += 1;
      const from = performance.now();
      const answer = await send(target, body, agent);
      bytes += answer.length;
      times.push(performance.now() - from);
    }
  };
  await Promise.all(Array.from({ length: connections }, lane));
  const took = (performance.now() - began) / 1000;
  agent.destroy();
  return { requests: times.length, seconds: took, times: times.sort((a, b) => a - b), bytes };
}

/** Sends one request; anything but 200 without errors ends the benchmark. */
function send({ url, headers, sign }: Target, body: Buffer, agent: Agent): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const all = { 'content-type': 'application/json', 'content-length': body.length, ...headers, ...sign?.(body) };
    const sent = request(url, { method: 'POST', headers: all, agent }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const answer = Buffer.concat(chunks);
        if (response.statusCode === 200 && !fails(answer)) resolve(answer);
        else reject(new Error(`${url} answered ${response.statusCode ?? 0}: ${answer.toString().slice(0, 600)}`));
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** Errors stand first or last in an answer. */
function fails(answer: Buffer): boolean {
  return answer.subarray(0, 12).includes('"errors"') || answer.length < 20;
}

/** One answer's data. */
export async function ask(target: Target, body: Buffer): Promise<Data> {
  const agent = new Agent();
  const answer = JSON.parse((await send(target, body, agent)).toString()) as { readonly data: Data };
  agent.destroy();
  return answer.data;
}
