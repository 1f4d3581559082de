import type { GraphQLError } from 'graphql';
import { graphError } from '../../../graph/error.ts';
import { errorCode } from '../../../kernel/error-code.ts';
import { bilingual } from '../../../kernel/bilingual.ts';

/** What each header has to be where its value is refused. */
const WANTED = {
  accept:
    '请求头 accept 须含 application/json 或 application/graphql-response+json / the header accept must allow application/json or application/graphql-response+json',
  'content-type':
    '请求头 content-type 须为 application/json（UTF-8） / the header content-type must be application/json (UTF-8)',
  'content-encoding': '请求体不得压缩 / the body must have no content-encoding',
} as const;

/** The error of a request that is refused for a header: one that is not there, or whose value is not supported. */
export function headerRefusal(header: keyof typeof WANTED, statusCode: 406 | 415): GraphQLError {
  return Object.assign(graphError('HEADER_UNSUPPORTED', { header, ...bilingual(WANTED[header]) }), { statusCode });
}

/** Replaces Fastify's own error of a content type that it cannot read, on whichever route it is. */
export function orTypeRefusal(error: unknown, refusal = headerRefusal('content-type', 415)): unknown {
  return errorCode(error) === 'FST_ERR_CTP_INVALID_MEDIA_TYPE' ? refusal : error;
}

/** The same for a file that is sent as another type, without one, or as a form. */
export function fileTypeRefusal(contentTypes: readonly string[]): GraphQLError {
  const zh = `请求头 content-type 须为 ${contentTypes.join(' 或 ')}，请求体为文件本身，不用表单`;
  const en = `the header content-type must be ${contentTypes.join(' or ')}, and the body the file itself, not a form`;
  return Object.assign(graphError('HEADER_UNSUPPORTED', { header: 'content-type', zh, en }), { statusCode: 415 });
}
