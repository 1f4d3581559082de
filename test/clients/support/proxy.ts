import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { platform } from './platform.ts';

/** A request as it came. */
export interface SeenRequest {
  readonly method: string;
  /** The document; `undefined` if only its hash was sent. */
  readonly query: string | undefined;
  readonly hash: string | undefined;
  readonly codes: readonly string[];
}

export interface Proxy {
  readonly url: string;
  readonly seen: SeenRequest[];
  readonly close: () => Promise<void>;
}

/** Stands between a client and the platform: notes the requests and, for planted faults, rewrites the answers. */
export async function openProxy(rewrite = (answer: string) => answer): Promise<Proxy> {
  const seen: SeenRequest[] = [];
  const server = createServer((request, response) => {
    void forward(request).then(({ status, type, text, one }) => {
      seen.push(one);
      response.writeHead(status, { 'content-type': type }).end(rewrite(text));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const close = async () => {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  };
  return { url: `http://127.0.0.1:${port}/graphql`, seen, close };
}

const OWN = ['host', 'connection', 'content-length', 'transfer-encoding', 'accept-encoding'];

async function forward(request: IncomingMessage) {
  const { method = 'GET', url = '/' } = request;
  const body = await buffer(request);
  const headers = Object.entries(request.headers).filter(([name]) => !OWN.includes(name)) as [string, string][];
  const target = new URL(url, platform().url);
  const answer = await fetch(target, { method, headers, ...(method === 'GET' ? {} : { body }) });
  const text = await answer.text();
  const asked = method === 'GET' ? fromQuery(target.searchParams) : (JSON.parse(body.toString()) as Asked);
  const one = { method, query: asked.query, hash: asked.extensions?.persistedQuery?.sha256Hash, codes: codesIn(text) };
  return { status: answer.status, type: answer.headers.get('content-type') ?? '', text, one };
}

interface Asked {
  readonly query?: string | undefined;
  readonly extensions?: { readonly persistedQuery?: { readonly sha256Hash?: string } };
}

function fromQuery(query: URLSearchParams): Asked {
  return {
    query: query.get('query') ?? undefined,
    extensions: JSON.parse(query.get('extensions') ?? '{}') as NonNullable<Asked['extensions']>,
  };
}

function codesIn(text: string): readonly string[] {
  const { errors = [] } = JSON.parse(text) as { errors?: readonly { extensions?: { code?: string } }[] };
  return errors.map(({ extensions }) => extensions?.code ?? '');
}

/** Takes the times out of all ids, as they would be without them. */
export function withoutTimes(answer: string): string {
  return answer.replaceAll(/([0-9a-f]{4}-[0-9a-f]{12})(?:@\d{4}-\d{2}-\d{2})?(?:~\d+)?"/g, '$1"');
}
