import { createSecretKey } from 'node:crypto';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { findSignatureFault, parseSignature } from '../../src/access/gateway/signature.ts';
import { readContractKey } from '../../src/signing/contract-key.ts';
import { signedFetch } from '../../src/signing/signed-fetch.ts';

const KEY = Buffer.alloc(32, 106).toString('base64');
const URL_OF_GRAPH = 'https://bangfu.example/graphql';
const CONTRACT = { gateway: 'civil', key: KEY, url: URL_OF_GRAPH };
const BODY = '{"query":"{ _service { sdl } }","variables":{"name":"刘斌帆"}}';

interface Init {
  method?: string;
  headers?: unknown;
  body?: unknown;
  redirect?: string;
  signal?: string;
}
type Sent = readonly [url: string, init: Init | undefined, ...rest: unknown[]];

let sent: Sent[];
const fetchOf = (url: string, init?: Init, ...rest: unknown[]) => {
  sent.push([url, init, ...rest]);
  return { status: 200 };
};
const signing = signedFetch(fetchOf, CONTRACT);
beforeEach(() => {
  sent = [];
});

/** What the platform finds wrong with the last request, and the request. */
function arrived(): { readonly fault: unknown; readonly url: string; readonly init: Init; readonly nonce: string } {
  const [url = '', init = {}] = sent.at(-1) ?? [];
  const headers = init.headers as Readonly<Record<string, string>>;
  const signature = parseSignature(headers['bangfu-signature'] ?? '');
  if (signature === undefined) throw new Error('nothing was signed');
  const { pathname, search } = new URL(url);
  const request = { method: init.method ?? '', path: pathname + search, body: (init.body ?? '') as string };
  return { fault: findSignatureFault(readContractKey(KEY), signature, request), url, init, nonce: signature.nonce };
}

describe('what is sent to the graph is signed', () => {
  test.each<[string, unknown]>([
    ['text', BODY],
    ['a Buffer', Buffer.from(BODY)],
    ['bytes', new TextEncoder().encode(BODY)],
    ['a part of a buffer', Buffer.from(`xx${BODY}xx`).subarray(2, -2)],
    ['nothing', undefined],
    ['null', null],
  ])('a body of %s, which is passed on as it is', async (_, body) => {
    expect(await signing(URL_OF_GRAPH, { method: 'POST', body, signal: 'kept' })).toEqual({ status: 200 });
    const { fault, init } = arrived();
    expect([fault, init.method, init.signal]).toEqual([null, 'POST', 'kept']);
    expect(init.body).toBe(body);
  });

  test('an ArrayBuffer', async () => {
    const body = new TextEncoder().encode(BODY).buffer;
    await signing(URL_OF_GRAPH, { method: 'POST', body });
    const [, init] = sent[0] ?? [];
    expect(init?.body).toBe(body);
    const header = (init?.headers as Record<string, string>)['bangfu-signature'] ?? '';
    const request = { method: 'POST', path: '/graphql', body: new Uint8Array(body) };
    const signature = parseSignature(header);
    expect(signature && findSignatureFault(readContractKey(KEY), signature, request)).toBeNull();
  });

  test.each([
    ['?query=%7B%20x%20%7D', '?query=%7B%20x%20%7D'],
    ['?query={_service{sdl}}&variables={"name":"刘"}', '?query={_service{sdl}}&variables={%22name%22:%22%E5%88%98%22}'],
    ['?query=x#part', '?query=x'],
  ])('by GET, the address with its query as it is sent: %s', async (search, path) => {
    await signing(URL_OF_GRAPH + search);
    const { fault, url, init } = arrived();
    expect([fault, url, init.method]).toEqual([null, URL_OF_GRAPH + path, 'GET']);
  });

  test('a method in small letters is sent as it was signed', async () => {
    await signing(URL_OF_GRAPH, { method: 'post', body: BODY });
    expect([arrived().fault, arrived().init.method]).toEqual([null, 'POST']);
  });

  test('each call anew: a retry has a nonce of its own', async () => {
    const init = { method: 'POST', body: BODY, headers: { authorization: 'Bearer x' } };
    await signing(URL_OF_GRAPH, init);
    const first = arrived().nonce;
    await signing(URL_OF_GRAPH, init);
    expect(arrived().nonce).not.toBe(first);
    expect(init).toEqual({ method: 'POST', body: BODY, headers: { authorization: 'Bearer x' } });
  });

  test('redirects are not followed, whatever was asked', async () => {
    await signing(URL_OF_GRAPH, { redirect: 'follow' });
    expect(arrived().init.redirect).toBe('error');
  });

  test('what else a library’s `fetch` takes is passed on', async () => {
    const extended = signedFetch(
      (url: string, init?: Init, context?: string, info?: number) => fetchOf(url, init, context, info),
      CONTRACT,
    );
    await extended(URL_OF_GRAPH, { method: 'POST' }, 'context', 7);
    expect(sent[0]?.slice(2)).toEqual(['context', 7]);
  });

  test('with a key of node:crypto as with base64', async () => {
    const key = createSecretKey(Buffer.alloc(32, 106));
    await signedFetch(fetchOf, { ...CONTRACT, key, url: new URL(URL_OF_GRAPH) })(URL_OF_GRAPH);
    expect(arrived().fault).toBeNull();
  });
});

describe('headers', () => {
  const names = { 'content-type': 'application/json', authorization: 'Bearer x' };
  test.each<[string, unknown]>([
    ['an object', { 'Content-Type': 'application/json', Authorization: 'Bearer x' }],
    ['Headers', new Headers(names)],
    ['pairs', Object.entries(names)],
    ['a Map', new Map(Object.entries(names))],
    ['an object with gaps', { ...names, 'x-none': undefined, 'x-null': null }],
  ])('of the form of %s stay', async (_, headers) => {
    await signing(URL_OF_GRAPH, { headers });
    expect(arrived().init.headers).toEqual({ ...names, 'bangfu-signature': expect.stringMatching(/^gateway=civil, /) });
  });

  test('a signature that was passed on from a client is replaced, however it is written', async () => {
    await signing(URL_OF_GRAPH, { headers: { 'Bangfu-Signature': 'gateway=other' } });
    expect(arrived().fault).toBeNull();
    expect(JSON.stringify(sent)).not.toContain('gateway=other');
  });
});

describe('what is sent elsewhere is not signed, and stays as it is', () => {
  test.each([
    'https://civil.example/graphql',
    'http://bangfu.example/graphql',
    'https://bangfu.example:8443/graphql',
    'https://bangfu.example/graphql/other',
    'https://bangfu.example/imports',
    'https://bangfu.example.evil.example/graphql',
    'https://bangfu.example@evil.example/graphql',
    '/graphql',
    'not an address',
  ])('%s', async (url) => {
    const init = { method: 'POST', body: new ReadableStream() };
    await signing(url, init);
    expect(sent).toHaveLength(1);
    expect(sent[0]?.[0]).toBe(url);
    expect(sent[0]?.[1]).toBe(init);
  });
});

describe('what cannot be signed is refused with a sentence, and not sent', () => {
  test.each<[string, unknown]>([
    ['a stream', new ReadableStream()],
    ['a form', new FormData()],
    ['a Blob', new Blob([BODY])],
    ['an object', { query: '{ x }' }],
  ])('%s', async (_, body) => {
    await expect(signing(URL_OF_GRAPH, { method: 'POST', body })).rejects.toThrow(/text or bytes/);
    expect(sent).toEqual([]);
  });

  test('a compressed body', async () => {
    const init = { method: 'POST', body: Buffer.from('x'), headers: { 'Content-Encoding': 'gzip' } };
    await expect(signing(URL_OF_GRAPH, init)).rejects.toThrow(/no compressed requests \(gzip\)/);
    expect(sent).toEqual([]);
  });

  test('a Request to the graph, while one to another address stays as it is', async () => {
    const plain = signing as unknown as (request: Request) => Promise<unknown>;
    await expect(plain(new Request(URL_OF_GRAPH))).rejects.toThrow(/pass its address and its options/);
    const elsewhere = new Request('https://civil.example/graphql');
    await plain(elsewhere);
    expect(sent).toEqual([[elsewhere, undefined]]);
  });

  test.each<[string, Partial<typeof CONTRACT>, RegExp]>([
    ['a short key', { key: Buffer.alloc(16).toString('base64') }, /32 bytes in base64/],
    ['no key', { key: '' }, /32 bytes in base64/],
    ['an id in capital letters', { gateway: 'Civil' }, /small letters/],
    ['an id with a comma', { gateway: 'civil, time=1' }, /small letters/],
    ['an address that is none', { url: '/graphql' }, /Invalid URL/],
  ])('%s, before anything is sent', (_, part, sentence) => {
    expect(() => signedFetch(fetchOf, { ...CONTRACT, ...part })).toThrow(sentence);
  });
});
