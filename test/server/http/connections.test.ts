import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { smallServer, type SmallServer } from './small-server.ts';

let server: SmallServer;
beforeAll(async () => {
  server = await smallServer();
});
afterAll(async () => {
  await server.close();
});

const HEAD = 'POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n';

async function open(start: string): Promise<Socket> {
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
  await once(socket, 'connect');
  socket.on('error', () => undefined);
  socket.write(start);
  return socket;
}

/** Sends a byte now and then, as long as anybody listens. */
function trickle(socket: Socket): void {
  const timer = setInterval(() => socket.write('a'), 500);
  socket.once('close', () => {
    clearInterval(timer);
  });
}

test('a thousand that say nothing, and those that say it slowly, keep nobody out and are sent away', async () => {
  const idle = await Promise.all(Array.from({ length: 1000 }, () => open('')));
  const slowHead = await open('GET / HTTP/1.1\r\nA: ');
  const slowBody = await open(`${HEAD}{"query`);
  const noBody = await open(HEAD);
  for (const socket of [slowHead, slowBody]) trickle(socket);
  const ended = Promise.all([slowHead, slowBody, noBody].map((socket) => text(socket)));
  const gone = Promise.all(idle.map((socket) => text(socket)));

  expect((await server.ask('{ hello now }')).status).toBe(200);

  for (const answer of await ended) {
    expect(answer).toMatch(/^HTTP\/1.1 408 /);
    expect(answer).toContain('BAD_REQUEST');
  }
  expect(await gone).toHaveLength(1000);
  expect((await server.ask('{ hello now }')).status).toBe(200);
  expect(server.lines().filter(({ msg }) => msg === 'failure')).toEqual([]);
});

test('whoever goes away before the answer disturbs nobody', async () => {
  const body = JSON.stringify({ query: '{ wait(seconds: 0.3) }' });
  const sockets = await Promise.all(
    Array.from({ length: 5 }, () => open(HEAD.replace('50', String(Buffer.byteLength(body))) + body)),
  );
  await new Promise((resolve) => setTimeout(resolve, 100));
  for (const socket of sockets) socket.destroy();
  expect((await server.ask('{ wait(seconds: 0.5) }')).body).toEqual({ data: { wait: '' } });
  expect(server.lines().filter(({ status }) => status === 499).length).toBe(5);
});
