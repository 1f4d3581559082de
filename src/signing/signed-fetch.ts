import { type KeyObject, randomBytes } from 'node:crypto';
import { types } from 'node:util';
import { type ContractKey, readContractKey } from './contract-key.ts';
import { GATEWAY_ID, SIGNATURE_HEADER, signRequest } from './signature.ts';

/** What a gateway signs with. */
export interface Contract {
  /** The id of the gateway, as the platform has it on file. */
  readonly gateway: string;
  readonly key: ContractKey;
  /** The address of the platform's graph: only requests to it are signed. */
  readonly url: string | URL;
}

/** A function like `fetch`, of any library; what it takes besides address and options is passed on. */
export type Fetch<Init, Rest extends unknown[], Answer> = (
  url: string,
  init?: Init,
  ...rest: Rest
) => Answer | Promise<Answer>;

/** The options of a request that matter for its signature. */
interface Options {
  readonly method?: unknown;
  readonly headers?: unknown;
  readonly body?: unknown;
}

/**
 * Wraps `fetch` so that it signs each request to the platform's graph, over the bytes that are sent; requests to other
 * addresses are passed on unchanged. Each call has a nonce of its own, so a retry has to call the wrapped function again.
 * Redirects are errors: the signature is for this address alone. Throws if the contract has no valid id, key or address.
 */
export function signedFetch<Init extends object, Rest extends unknown[], Answer>(
  fetch: Fetch<Init, Rest, Answer>,
  { gateway, key, url }: Contract,
): (url: string, init?: object, ...rest: Rest) => Promise<Answer> {
  if (!GATEWAY_ID.test(gateway)) throw new TypeError('the id of a gateway consists of small letters, digits and `-`');
  const contractKey = readContractKey(key);
  const graph = new URL(url);
  return async (address, init, ...rest) => {
    const target = readTarget(address);
    // Whoever calls passes what `fetch` takes: the libraries' types of it differ, what they pass does not.
    if (target?.origin !== graph.origin || target.pathname !== graph.pathname)
      return fetch(address, init as Init, ...rest);
    refuseRequest(address);
    const signed = signOptions(contractKey, gateway, target, init ?? {});
    return fetch(target.origin + pathOf(target), { ...init, ...signed } as Init, ...rest);
  };
}

function signOptions(contractKey: KeyObject, gateway: string, target: URL, { method, headers, body }: Options): object {
  const request = { method: readMethod(method), path: pathOf(target), body: readBody(body) };
  const sent = readHeaders(headers);
  const encoding = sent['content-encoding'] ?? 'identity';
  if (encoding !== 'identity') throw new TypeError(`bangfu takes no compressed requests (${encoding})`);
  const [time, nonce] = [Math.floor(Date.now() / 1000), randomBytes(16).toString('base64url')];
  sent[SIGNATURE_HEADER] = signRequest(contractKey, gateway, request, time, nonce);
  return { method: request.method, headers: sent, redirect: 'error' };
}

/** Where a request goes; plain JavaScript may pass a `Request` instead of an address. */
function readTarget(address: unknown): URL | undefined {
  const text = String(isRequest(address) ? address.url : address);
  return URL.canParse(text) ? new URL(text) : undefined;
}

function refuseRequest(address: unknown): void {
  if (isRequest(address)) throw new TypeError('a Request cannot be signed: pass its address and its options');
}

function isRequest(address: unknown): address is { readonly url: unknown } {
  return typeof address === 'object' && address !== null && 'url' in address;
}

function pathOf({ pathname, search }: URL): string {
  return pathname + search;
}

function readMethod(method: unknown): string {
  return typeof method === 'string' ? method.toUpperCase() : 'GET';
}

/** The body to sign: text, bytes or nothing. What is sent piece by piece has no bytes to sign yet. */
function readBody(body: unknown): string | Uint8Array {
  if (body === undefined || body === null) return '';
  if (typeof body === 'string' || types.isUint8Array(body)) return body;
  if (types.isArrayBuffer(body)) return new Uint8Array(body);
  throw new TypeError('only a body of text or bytes can be signed: no stream, no form, no compression');
}

/** All headers by their names in small letters, from any of the forms that `fetch` takes; those without a value are left out. */
function readHeaders(headers: unknown): Record<string, string> {
  if (typeof headers !== 'object' || headers === null) return {};
  const entries = Symbol.iterator in headers ? [...(headers as Iterable<[string, unknown]>)] : Object.entries(headers);
  const sent = new Headers();
  for (const [name, value] of entries) if (value !== undefined && value !== null) sent.append(name, String(value));
  return Object.fromEntries(sent);
}
