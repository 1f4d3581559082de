import { ObjectType } from 'type-graphql';
import { HasFields, maybe, needed } from './values.ts';
import { NOTICES } from '../usecase/notice.ts';
import { PROBLEMS } from '../usecase/problem.ts';
import { registerSentences } from './dictionary.ts';
import { Needs } from './policy/policy.ts';

const ProblemCodeEnum = registerSentences('InputProblemCode', PROBLEMS, '错误代码');
const NoticeCodeEnum = registerSentences('InputNoticeCode', NOTICES, '提示代码');
const CASE_NUMBER = '协查编号（第十四条）。The case under which the common superior settles who is on file elsewhere.';

@ObjectType('InputProblem', {
  description: '错误。A problem of an input: where it is, and why the input is refused.',
  simpleResolvers: true,
})
@Needs('INHERIT')
@HasFields({
  code: needed('代码。A stable code.', ProblemCodeEnum),
  path: needed('位置。The path from the root of the input, with indexes for lists.'),
  zh: needed('中文说明。The reason in Chinese.'),
  en: needed('英文说明。The reason in English.'),
  caseNumber: maybe(CASE_NUMBER),
})
export class Problem {}

@ObjectType('InputNotice', {
  description: '提示。What deserves a second look in an input that was accepted: where it is, and why.',
  simpleResolvers: true,
})
@Needs('INHERIT')
@HasFields({
  code: needed('代码。A stable code.', NoticeCodeEnum),
  path: needed('位置。The path from the root of the input, with indexes for lists.'),
  zh: needed('中文说明。The reason in Chinese.'),
  en: needed('英文说明。The reason in English.'),
  caseNumber: maybe(CASE_NUMBER),
})
export class Notice {}
