import { z } from 'zod';

/**
 * The reason why an input is refused, and where. `path` starts at the case; the entries of lists have their indices.
 */
export interface Fault {
  readonly path: string;
  readonly zh: string;
  readonly en: string;
}

const reasons = {
  unreadable: { zh: '无法读取文件', en: 'the file cannot be read' },
  notUtf8: { zh: '文件不是 UTF-8 编码', en: 'the file is not UTF-8 text' },
  notJson: { zh: '文件不是 JSON', en: 'the file is not JSON' },
  notCases: { zh: '文件应为案例列表', en: 'the file must be a list of cases' },
  absent: { zh: '缺少此项', en: 'this key is required' },
  unknownKey: { zh: '没有此项', en: 'there is no such key' },
  object: { zh: '应为对象', en: 'must be an object' },
  array: { zh: '应为列表', en: 'must be a list' },
  tooMany: { zh: '列表过长', en: 'the list is too long' },
  noMembers: { zh: '至少要有一名家庭成员', en: 'there must be at least one member' },
  text: { zh: '应为文字', en: 'must be a text' },
  blank: { zh: '应为文字，不能空白', en: 'must be a text that is not blank' },
  truth: { zh: '应为 true 或 false', en: 'must be true or false' },
  truthOrNull: { zh: '应为 true、false 或 null（未核实）', en: 'must be true, false or null (not verified)' },
  amount: {
    zh: '金额应为十进制字符串，最多两位小数，从 0 到 999999999.99，没有多余的 0',
    en: 'must be a decimal string of at most two places, from 0 to 999999999.99, without a leading zero',
  },
  decimal: {
    zh: '应为十进制字符串，最多两位小数，没有多余的 0',
    en: 'must be a decimal string of at most two places, without a leading zero',
  },
  aboveZero: { zh: '应大于 0', en: 'must be above 0' },
  count: { zh: '应为不小于 0 的整数', en: 'must be a whole number, 0 or more' },
  positive: { zh: '应为不小于 1 的整数', en: 'must be a whole number, 1 or more' },
  year: { zh: '应为四位年份的整数', en: 'must be a year, as a whole number' },
  month: { zh: '应为存在的月份 YYYY-MM', en: 'must be a month that exists, YYYY-MM' },
  day: { zh: '应为存在的日期 YYYY-MM-DD', en: 'must be a day that exists, YYYY-MM-DD' },
  region: { zh: '应为六位行政区划代码', en: 'must be a division code of six digits' },
  id: { zh: '编号只能有字母、数字、- 和 _', en: 'must be an id of letters, digits, - and _' },
  choice: { zh: '不在可选值之内', en: 'is not one of the values allowed' },
  contract: { zh: '应为合同起止、"NONE" 或 null', en: 'must be a contract, "NONE" or null' },
  endsBeforeItBegins: { zh: '结束早于开始', en: 'must not be before the beginning' },
  duplicateId: { zh: '编号重复', en: 'this id is used twice' },
  duplicateRule: { zh: '规则重复', en: 'this rule is listed twice' },
  duplicateStandard: {
    zh: '同一地区同一起始的标准重复',
    en: 'the region has another entry that begins at the same time',
  },
  overlapping: { zh: '与另一段就业重叠', en: 'overlaps another spell of employment' },
  noSuchMember: { zh: '没有此家庭成员', en: 'there is no such member' },
  nationalProfile: { zh: '全国级不适用地方规定', en: 'the national level has no local profile' },
  profileRequired: { zh: '此级别必须有地方规定', en: 'this level requires its local profile' },
  nearAboveSudden: { zh: '“略高于”倍数不能大于突发困难倍数', en: 'the near multiple must not exceed the sudden one' },
} as const;

/** The reasons why an input may be refused. */
export type Reason = keyof typeof reasons;

/** The faults of a refused input, one for each path. */
export function toFaults(error: z.core.$ZodError): readonly Fault[] {
  const faults = error.issues.flatMap((issue) => faultsOfIssue(issue, []));
  return [...new Map(faults.map((fault) => [fault.path, fault])).values()];
}

export function fault(path: readonly PropertyKey[], reason: Reason): Fault {
  return { path: path.map(String).join('.'), ...reasons[reason] };
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
