import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { fail, type Result, succeed } from '../../kernel/result.ts';
import { graphError } from '../../graph/error.ts';
import type { GraphRequest } from '../limits/gate.ts';
import { LIMITS } from '../../graph/limits.ts';
import { isPlainValue } from '../limits/plain-text.ts';
import { findServed } from './served.ts';

/** The content types of JSON in UTF-8; no other type is accepted. */
const JSON_TYPE = /^application\/json[ \t]*(;[ \t]*charset[ \t]*=[ \t]*("utf-8"|utf-8)[ \t]*)?$/i;
const UTF_8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

type Fields = Readonly<Record<string, unknown>>;

const FIELDS = z.custom<Fields>((value) => typeof value === 'object' && value !== null && !Array.isArray(value));
const REQUEST = z.object({
  query: z.string().min(1),
  operationName: z.string().nullish(),
  variables: FIELDS.nullish(),
  extensions: FIELDS.nullish(),
});

/** Parses bodies as JSON, and keeps the bytes, which a gateway has signed. Errors never quote an unreadable body. */
export function readJsonBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser<Buffer>('application/json', { parseAs: 'buffer' }, (request, bytes, done) => {
    findServed(request).body = bytes;
    const { 'content-type': type = '', 'content-encoding': encoding = 'identity' } = request.headers;
    if (!JSON_TYPE.test(type) || encoding !== 'identity') {
      done(Object.assign(graphError('BAD_REQUEST'), { statusCode: 415 }));
      return;
    }
    const value = parseJson(bytes);
    if (value === undefined) done(graphError('BAD_REQUEST'));
    else done(null, value);
  });
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(UTF_8.decode(bytes));
  } catch {
    return undefined;
  }
}

/** Reads the parameters of a request, as GraphQL over HTTP defines them. */
export function readGraphRequest({ method, url, body }: FastifyRequest): Result<GraphRequest, 'BAD_REQUEST'> {
  const { success, data } = REQUEST.safeParse(method === 'GET' ? fieldsOfSearch(url) : body);
  if (!success || !isPlainValue(data.variables, LIMITS.variableDepth) || persists(data.extensions)) {
    return fail('BAD_REQUEST');
  }
  return succeed({ query: data.query, operationName: data.operationName ?? null, variables: data.variables ?? {} });
}

/** Reads the parameters of a GET request; `undefined` if one is given twice or is not valid JSON. */
function fieldsOfSearch(url: string): Fields | undefined {
  const parameters = new URLSearchParams(url.includes('?') ? url.slice(url.indexOf('?')) : '');
  const names = [...parameters.keys()];
  if (new Set(names).size < names.length) return undefined;
  const json = (name: string) => {
    const text = parameters.get(name);
    return text === null ? null : parseJson(Buffer.from(text));
  };
  const [variables, extensions] = [json('variables'), json('extensions')];
  if (variables === undefined || extensions === undefined) return undefined;
  return { query: parameters.get('query'), operationName: parameters.get('operationName'), variables, extensions };
}

/** Whether a request uses persisted queries, which are not supported. */
function persists(extensions: Fields | null | undefined): boolean {
  return Object.hasOwn(extensions ?? {}, 'persistedQuery');
}
