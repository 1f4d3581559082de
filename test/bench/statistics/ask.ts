import { setTimeout as pause } from 'node:timers/promises';
import type { Server } from '../read/servers.ts';

interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly unknown[];
}

async function ask({ target: { url, headers } }: Server, query: string): Promise<Answer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
  });
  return (await response.json()) as Answer;
}

/** Asks a question of statistics with all that a dashboard shows; throws what is refused. */
export async function askStatistics(server: Server, args: string): Promise<void> {
  const { errors } = await ask(
    server,
    `{ statistics(${args}) { revision rowCount rows { from to keys { key name }
      figures { count amount isHidden cell } } totals { figures { count amount } } } }`,
  );
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
}

/** Asks a document of a peer. */
export async function askPeer(server: Server, document: string): Promise<void> {
  const { errors } = await ask(server, document);
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
}

/** Waits until the register is decided and projected. */
export async function untilAnswered(server: Server): Promise<void> {
  const document = '{ statistics(measures: [HOUSEHOLDS]) { rowCount } }';
  while ((await ask(server, document).catch(() => ({ errors: [] }))).errors !== undefined) await pause(200);
}
