import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { GraphQLError } from 'graphql';
import { z } from 'zod';
import { fail, type Result, succeed } from '../../kernel/result.ts';
import { graphError } from '../../graph/error.ts';
import type { GraphRequest } from '../limits/gate.ts';
import { LIMITS } from '../../graph/limits.ts';
import { headerRefusal } from './answers/header-refusal.ts';
import { isPlainValue } from '../limits/plain-text.ts';
import type { PersistedQueries } from './persisted-queries.ts';
import { findServed } from './served.ts';

/** The content types of JSON in UTF-8; no other type is accepted. */
const JSON_TYPE = /^application\/json[ \t]*(;[ \t]*charset[ \t]*=[ \t]*("utf-8"|utf-8)[ \t]*)?$/i;
const UTF_8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

type Fields = Readonly<Record<string, unknown>>;

const FIELDS = z.custom<Fields>((value) => typeof value === 'object' && value !== null && !Array.isArray(value));
const REQUEST = z.object({
  query: z.string().min(1).nullish(),
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
    if (!JSON_TYPE.test(type)) {
      done(headerRefusal('content-type', 415));
      return;
    }
    if (encoding !== 'identity') {
      done(headerRefusal('content-encoding', 415));
      return;
    }
    const value = parseJson(bytes);
    if (value === undefined) done(graphError('BAD_REQUEST'));
    else done(null, value);
  });
  app.addContentTypeParser('*', (_request, _body, done) => {
    done(headerRefusal('content-type', 415));
  });
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(UTF_8.decode(bytes));
  } catch {
    return undefined;
  }
}

/**
 * Reads the parameters of a request, as GraphQL over HTTP defines them, or as clients send persisted queries. Errors:
 * BAD_REQUEST, PERSISTED_QUERY_NOT_FOUND.
 */
export function readGraphRequest(
  { method, url, body }: FastifyRequest,
  persisted: PersistedQueries,
): Result<GraphRequest, GraphQLError> {
  const { success, data } = REQUEST.safeParse(method === 'GET' ? fieldsOfSearch(url) : body);
  if (!success || !isPlainValue(data.variables, LIMITS.variableDepth)) return fail(graphError('BAD_REQUEST'));
  const query = textOf(data, persisted);
  if (!query.ok) return query;
  return succeed({ query: query.value, operationName: data.operationName ?? null, variables: data.variables ?? {} });
}

function textOf({ query, extensions }: z.infer<typeof REQUEST>, persisted: PersistedQueries) {
  const extension = extensions?.['persistedQuery'];
  if (extension !== undefined) return persisted.findText(extension, query ?? undefined);
  return typeof query === 'string' ? succeed(query) : fail(graphError('BAD_REQUEST'));
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
