import { z } from 'zod';
import { type Bilingual, bilingual } from '../../kernel/bilingual.ts';

/**
 * The reason why an input is refused, and where. `path` starts at the case; the entries of lists have their indices.
 */
export interface Fault extends Bilingual {
  readonly path: string;
}

const reasons = {
  unreadable: '无法读取文件 / the file cannot be read',
  notUtf8: '文件不是 UTF-8 编码 / the file is not UTF-8 text',
  notJson: '文件不是 JSON / the file is not JSON',
  notCases: '文件应为案例列表 / the file must be a list of cases',
  absent: '缺少此项 / this key is required',
  unknownKey: '没有此项 / there is no such key',
  object: '应为对象 / must be an object',
  array: '应为列表 / must be a list',
  tooMany: '列表过长 / the list is too long',
  noMembers: '至少要有一名家庭成员 / there must be at least one member',
  text: '应为文字 / must be a text',
  blank: '应为文字，不能空白 / must be a text that is not blank',
  truth: '应为 true 或 false / must be true or false',
  truthOrNull: '应为 true、false 或 null（未核实） / must be true, false or null (not verified)',
  amount:
    '金额应为十进制字符串，最多两位小数，从 0 到 999999999.99，没有多余的 0 / ' +
    'must be a decimal string of at most two places, from 0 to 999999999.99, without a leading zero',
  decimal:
    '应为十进制字符串，最多两位小数，没有多余的 0 / ' +
    'must be a decimal string of at most two places, without a leading zero',
  aboveZero: '应大于 0 / must be above 0',
  count: '应为不小于 0 的整数 / must be a whole number, 0 or more',
  positive: '应为不小于 1 的整数 / must be a whole number, 1 or more',
  year: '应为四位年份的整数 / must be a year, as a whole number',
  month: '应为存在的月份 YYYY-MM / must be a month that exists, YYYY-MM',
  day: '应为存在的日期 YYYY-MM-DD / must be a day that exists, YYYY-MM-DD',
  region: '应为六位行政区划代码 / must be a division code of six digits',
  id: '编号只能有字母、数字、- 和 _ / must be an id of letters, digits, - and _',
  choice: '不在可选值之内 / is not one of the values allowed',
  contract: '应为合同起止、"NONE" 或 null / must be a contract, "NONE" or null',
  endsBeforeItBegins: '结束早于开始 / must not be before the beginning',
  duplicateId: '编号重复 / this id is used twice',
  duplicateRule: '规则重复 / this rule is listed twice',
  duplicateStandard: '同一地区同一起始的标准重复 / the region has another entry that begins at the same time',
  overlapping: '与另一段就业重叠 / overlaps another spell of employment',
  noSuchMember: '没有此家庭成员 / there is no such member',
  nationalProfile: '全国级不适用地方规定 / the national level has no local profile',
  profileRequired: '此级别必须有地方规定 / this level requires its local profile',
  surveyAfterDay: '入户调查日期不能晚于认定日期 / the survey must not be after the day of the assessment',
  changeWithoutSurvey: '没有入户调查，不能有其后的变化 / there is no survey that a change could follow',
  changeBeforeSurvey: '变化日期须晚于入户调查日期 / the change must be after the survey',
  nearAboveSudden: '“略高于”倍数不能大于突发困难倍数 / the near multiple must not exceed the sudden one',
} as const;

export type Reason = keyof typeof reasons;

/** The faults of a refused input, one for each path. */
export function toFaults(error: z.core.$ZodError): readonly Fault[] {
  const faults = error.issues.flatMap((issue) => faultsOfIssue(issue, []));
  return [...new Map(faults.map((fault) => [fault.path, fault])).values()];
}

export function fault(path: readonly PropertyKey[], reason: Reason): Fault {
  return { path: path.map(String).join('.'), ...bilingual(reasons[reason]) };
}

function faultsOfIssue(issue: z.core.$ZodIssue, root: readonly PropertyKey[]): readonly Fault[] {
  const path = [...root, ...issue.path];
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => fault([...path, key], 'unknownKey'));
    case 'invalid_union':
      return faultsOfUnion(issue, path);
    default:
      return [fault(path, parseReason(issue))];
  }
}

/**
 * The faults of a union are those of the branch that the input seems to be meant for: the one whose own shape fits, so
 * that its faults lie deeper. If no branch fits, the union itself is at fault.
 */
function faultsOfUnion(issue: z.core.$ZodIssueInvalidUnion, path: readonly PropertyKey[]): readonly Fault[] {
  const meant = issue.errors.find((errors) => errors.every(liesDeeper));
  return meant?.flatMap((inner) => faultsOfIssue(inner, path)) ?? [fault(path, parseReason(issue))];
}

function liesDeeper({ code, path }: z.core.$ZodIssue): boolean {
  return path.length > 0 || code === 'unrecognized_keys';
}

/** Reads the reason from the message: every schema of this folder puts it there. */
function parseReason({ message }: z.core.$ZodIssue): Reason {
  return z.enum(Object.keys(reasons) as Reason[]).parse(message);
}
