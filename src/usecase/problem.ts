/** Why a command was refused. `path` leads to the value from the root of the input, with indexes for lists. */
export interface Problem {
  readonly code: ProblemCode;
  readonly path: string;
  readonly zh: string;
  readonly en: string;
  /** The number of the case in which the common superior union decides. */
  readonly caseNumber?: string;
}

/** The codes of problems and their sentences. */
export const PROBLEMS = {
  NO_SUCH_HOUSEHOLD: {
    zh: '没有此家庭，或无权办理',
    en: 'there is no such household, or you are not allowed to act on it',
  },
  PAST_VIEW: {
    zh: '此标识指某日或某版本的记录，办理须用当前标识',
    en: 'this id names the record as of another day or revision: use the id of the present one',
  },
  NO_SUCH_UNION: { zh: '没有此工会，或无权办理', en: 'there is no such union, or you are not allowed to act for it' },
  NO_SUCH_STAFF: {
    zh: '没有此工作人员，或已停用',
    en: 'there is no such member of staff, or they have been deactivated',
  },
  NO_SUCH_GRANT: { zh: '没有此授权，或无权办理', en: 'there is no such grant, or you are not allowed to act on it' },
  NOT_ADMINISTRATOR: { zh: '只有管理员可办理', en: 'only an administrator may do this' },
  NOT_FOR_ONESELF: { zh: '不得为本人办理', en: 'you cannot do this for yourself' },
  ANOTHER_PERSON: { zh: '须由另一名管理员确认', en: 'another administrator must confirm this' },
  CODE_TAKEN: { zh: '此编号已被使用', en: 'this code is already in use' },
  LOGIN_TAKEN: { zh: '此账号已属他人', en: 'this login belongs to somebody else' },
  AFTER_TODAY: { zh: '不得晚于今天', en: 'must not be after today' },
  BEFORE_TODAY: { zh: '不得早于今天', en: 'must not be before today' },
  NOT_A_CENTRE: {
    zh: '须由县级以上帮扶中心确认',
    en: 'an assistance centre at county level or above must confirm this',
  },
  STALE_REVISION: {
    zh: '此后已有他人修改，请重新读取',
    en: 'somebody has changed this in the meantime: read it again',
  },
  KEY_REUSED: { zh: '此请求编号已用于其他内容', en: 'this idempotency key was already used with other content' },
  ALREADY_ON_FILE_ELSEWHERE: {
    zh: '此人在该期间已属于另一在档家庭',
    en: 'this person belongs to another household on record at that time',
  },
  MORE_ELSEWHERE: {
    zh: '还有成员已属于其他在档家庭，请先办理已列出的',
    en: 'more members belong to other households on record: resolve those listed first',
  },
  TOO_MANY_ELSEWHERE: {
    zh: '今日查得的他处在档人员已达上限，明日再登记新成员或请上级办理',
    en: 'you have reached today’s limit of persons found on file elsewhere: record new members tomorrow, or ask the superior union',
  },
  ALREADY_HAS_A_FILE: { zh: '此家庭已有在办档案', en: 'the household already has a live file' },
  PROVISIONAL_STANDARD: {
    zh: '使用了暂用标准，须有县级帮扶中心的确认文件',
    en: 'a provisional standard was used: a county assistance centre must confirm it with a document',
  },
  NO_PROFILE: { zh: '此级别没有地方规定', en: 'no local profile of this level is in force' },
  NOT_ON_RECORD_THEN: { zh: '该日尚无记录', en: 'nothing is on record for that day' },
  NO_SUCH_FILE: { zh: '此家庭没有此档案编号', en: 'the household has no file of this number' },
  WRONG_FACTS: { zh: '家庭情况或标准有误', en: 'the facts or standards are wrong' },
  REQUIRED: { zh: '必填', en: 'is required' },
  NO_MEMBERS: { zh: '至少要有一名家庭成员', en: 'must have at least one member' },
  TOO_MANY: { zh: '列表过长', en: 'the list is too long' },
  WRONG_TEXT: { zh: '文字过长或含有控制字符', en: 'is too long or contains control characters' },
  WRONG_AMOUNT: { zh: '应为 0 到 999999999.99', en: 'must be from 0 to 999999999.99' },
  WRONG_COUNT: { zh: '应为 0 到 1000000 的整数', en: 'must be a whole number from 0 to 1000000' },
  WRONG_CODE: { zh: '不在可选值之内', en: 'is not one of the allowed values' },
  WRONG_REGION: { zh: '应为六位行政区划代码', en: 'must be a six-digit division code' },
  WRONG_KEY: {
    zh: '编号为空、过长或有不允许的字符',
    en: 'the key is empty, too long or contains characters that are not allowed',
  },
  DUPLICATE_KEY: { zh: '编号重复', en: 'the key is used twice' },
  DUPLICATE_PERSON: { zh: '同一人重复登记', en: 'the same person is listed twice' },
  NO_SUCH_MEMBER: { zh: '没有此家庭成员', en: 'is not a member of this household' },
  ENDS_BEFORE_IT_BEGINS: { zh: '结束早于开始', en: 'ends before it begins' },
  OVERLAPPING: { zh: '与另一段就业重叠', en: 'overlaps another period of employment' },
  REASON_REQUIRED: { zh: '须注明理由', en: 'a reason is required' },
  WRONG_IDENTITY_NUMBER: {
    zh: '身份证号应为 18 位或 15 位，出生日期存在，校验码正确',
    en: 'an identity number must have 18 or 15 digits, an existing date of birth and a correct check digit',
  },
} as const;

export type ProblemCode = keyof typeof PROBLEMS;

export function problem(code: ProblemCode, ...path: readonly (string | number)[]): Problem {
  return { code, path: path.join('.'), ...PROBLEMS[code] };
}
