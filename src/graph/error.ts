import { GraphQLError, type GraphQLErrorExtensions, type GraphQLErrorOptions } from 'graphql';
import type { ArtefactFault } from '../artefacts/artefact.ts';

/** Every code that an answer's `errors` may carry, with its sentences and its HTTP status where nothing was executed. */
export const ERRORS = {
  UNAUTHENTICATED: {
    status: 401,
    zh: '未登录，或令牌无效（请求头 authorization: Bearer 令牌）',
    en: 'missing or invalid token (header authorization: Bearer TOKEN)',
  },
  FORBIDDEN: { status: 403, zh: '无权查看或办理', en: 'you are not allowed to see or do this' },
  BAD_REQUEST: { status: 400, zh: '请求格式有误', en: 'the request is malformed' },
  PERSISTED_QUERY_NOT_FOUND: {
    status: 200,
    zh: '未保存此查询，请附上全文重发',
    en: 'this query is not kept: send its text with the hash',
  },
  INVALID_DOCUMENT: { status: 400, zh: '查询语句有误', en: 'the document is not valid for this schema' },
  INVALID_VARIABLES: { status: 400, zh: '变量有误', en: 'a variable does not match its type' },
  INVALID_ARGUMENT: { status: 400, zh: '参数有误', en: 'an argument has a value that is not allowed' },
  PAST_VIEW: {
    status: 400,
    zh: '此标识指某日或某版本的记录，办理须用当前标识',
    en: 'this id names the record as of another day or revision: use the id of the present one',
  },
  INVALID_CURSOR: {
    status: 400,
    zh: '游标无效，请从第一页开始',
    en: 'the cursor is invalid: start from the first page',
  },
  TOO_LARGE: { status: 400, zh: '请求过大', en: 'the request is too large' },
  TOO_COMPLEX: { status: 400, zh: '查询过于复杂，请拆分', en: 'the query is too complex: split it' },
  NOT_FOUND: { status: 404, zh: '此地址不存在', en: 'this address does not exist' },
  NO_PROFILE: { status: 400, zh: '此级别没有地方规定', en: 'no local profile of this level is in force there' },
  HEADER_MISSING: {
    status: 400,
    zh: '缺少请求头：GET 须带 authorization、apollo-require-preflight、x-apollo-operation-name 之一，或 content-type: application/json',
    en: 'a header is missing: GET needs one of authorization, apollo-require-preflight, x-apollo-operation-name, or content-type: application/json',
  },
  HEADER_UNSUPPORTED: { status: 415, zh: '请求头缺失或不受支持', en: 'a header is missing or not supported' },
  METHOD_NOT_ALLOWED: { status: 405, zh: '请用 POST', en: 'use POST' },
  LINK_INVALID: {
    status: 400,
    zh: '下载链接无效或有改动，请重新取得',
    en: 'the download link is invalid or was changed: ask for another',
  },
  LINK_OF_ANOTHER: {
    status: 403,
    zh: '此下载链接属于他人，请以本人账号重新取得',
    en: 'the download link is of somebody else: ask for one of your own',
  },
  LINK_EXPIRED: {
    status: 410,
    zh: '下载链接已过期（有效五分钟），请重新取得',
    en: 'the download link has expired (after five minutes): ask for another',
  },
  LINK_USED: {
    status: 410,
    zh: '下载链接已用过（只能用一次），请重新取得',
    en: 'the download link was used (it can be once): ask for another',
  },
  LINK_ENDED: {
    status: 410,
    zh: '链接已失效：期满 90 天，或建立者已停用',
    en: 'the link has ended: after 90 days, or with the one who made it',
  },
  NOT_EXPORTABLE: {
    status: 400,
    zh: '此查询不能导出为表格',
    en: 'the query cannot be exported as a table',
  },
  NOT_PRINTABLE: {
    status: 422,
    zh: '有字体中没有的字，无法打印成 PDF，请用 XLSX',
    en: 'the font has not every character, so that it cannot be printed as PDF: use XLSX',
  },
  TOO_MANY_WAITING: {
    status: 429,
    zh: '您已有 3 个工作簿在等待，请待其完成或取消后再传',
    en: 'you already have 3 workbooks waiting: wait until one is finished, or cancel one',
  },
  TOO_MANY_REQUESTS: { status: 429, zh: '请求过于频繁', en: 'too many requests' },
  ARTEFACT_DAMAGED: {
    status: 500,
    zh: '存档件缺失或已损坏，不予提供，请管理员从备份恢复',
    en: 'the artefact is missing or damaged and is not served: an administrator restores it from a backup',
  },
  ARTEFACT_KEY_MISSING: {
    status: 500,
    zh: '密钥文件中没有此存档件的密钥，请管理员以 BANGFU_KEYS 指明含旧密钥的文件',
    en: 'the key file does not hold the key of this artefact: an administrator names the file with the older keys by BANGFU_KEYS',
  },
  SEARCH_NOT_READY: {
    status: 503,
    zh: '升级后检索目录尚在建立，请稍后再查',
    en: 'after an upgrade the search keys are still being made: search again later',
  },
  STATISTICS_NOT_READY: {
    status: 503,
    zh: '统计数据尚在准备，请稍后再查',
    en: 'what statistics are counted from is still being made: ask again later',
  },
  UNAVAILABLE: { status: 503, zh: '数据库暂不可用，请稍后重试', en: 'the database is unavailable: try again later' },
  INTERNAL: { status: 500, zh: '系统内部错误', en: 'internal error' },
} as const satisfies Readonly<Record<string, { readonly status: number; readonly zh: string; readonly en: string }>>;

export type ErrorCode = keyof typeof ERRORS;

/** The location of an error in the document. */
type Location = Pick<GraphQLErrorOptions, 'nodes' | 'source' | 'positions'>;

/** An error for an answer, with one of the platform's codes and its sentences and nothing else. */
export function graphError(
  code: ErrorCode,
  extensions: GraphQLErrorExtensions = {},
  location: Location = {},
): GraphQLError {
  return new GraphQLError(errorMessage(code), { ...location, extensions: { code, ...extensions } });
}

const ARTEFACT_ERRORS = {
  // Whoever asks has the address from the record: what is not there was lost.
  MISSING: 'ARTEFACT_DAMAGED',
  DAMAGED: 'ARTEFACT_DAMAGED',
  KEY_MISSING: 'ARTEFACT_KEY_MISSING',
} as const satisfies Readonly<Record<ArtefactFault, ErrorCode>>;

/** The error for an artefact on record that cannot be read; the log names it by its address too. */
export function artefactError(fault: ArtefactFault, digest: string): GraphQLError {
  return graphError(ARTEFACT_ERRORS[fault], { artefact: digest });
}

export function errorMessage(code: ErrorCode): string {
  // Clients compare this message, which their protocol prescribes.
  if (code === 'PERSISTED_QUERY_NOT_FOUND') return 'PersistedQueryNotFound';
  return `${ERRORS[code].zh} / ${ERRORS[code].en}`;
}
