import type { Field, Fields, Form } from '../../fields/field.ts';
import { problem, type Problem, type ProblemCode } from '../../usecase/problem.ts';
import { missingCode } from '../verified-lists.ts';

const CONTROL = /[\p{Cc}--[\n\r\t]]/v;
const LARGEST_AMOUNT = 99_999_999_999;
const LARGEST_COUNT = 1_000_000;

type Check = (value: unknown, field: Field) => ProblemCode | undefined;

const amount: Check = (value, { signed }) =>
  isWithin(value, LARGEST_AMOUNT, signed ? -LARGEST_AMOUNT : 0) ? undefined : 'WRONG_AMOUNT';
const isCode = (value: unknown, { codes }: Field) => typeof value === 'string' && Object.hasOwn(codes ?? {}, value);
const acceptAny: Check = () => undefined;

/** The check for each form of field. Days, months and truths need none: their readers only return valid ones. */
const CHECKS: Readonly<Record<Form, Check>> = {
  TEXT: (value, field) => (isText(value, field) ? undefined : 'WRONG_TEXT'),
  REGION: (value) => (typeof value === 'string' && /^[0-9]{6}$/.test(value) ? undefined : 'WRONG_REGION'),
  CODE: (value, field) => (isCode(value, field) ? undefined : 'WRONG_CODE'),
  CODES: (value, field) =>
    Array.isArray(value) && value.every((one) => isCode(one, field)) ? undefined : 'WRONG_CODE',
  YUAN: amount,
  AREA: amount,
  COUNT: (value) => (isWithin(value, LARGEST_COUNT) ? undefined : 'WRONG_COUNT'),
  TRUTH: acceptAny,
  MONTH: acceptAny,
  DAY: acceptAny,
};

export function checkValues(fields: Fields, values: object, path: readonly (string | number)[]): readonly Problem[] {
  const given = values as Readonly<Record<string, unknown>>;
  return Object.entries(fields).flatMap(([name, field]) => {
    const value = given[name] ?? null;
    if (value === null) return field.nullable ? [] : [problem(missingCode(name), ...path, name)];
    const code = CHECKS[field.form](value, field);
    return code === undefined ? [] : [problem(code, ...path, name)];
  });
}

function isText(value: unknown, { longest }: Field): boolean {
  return typeof value === 'string' && value.length <= longest && /\S/.test(value) && !CONTROL.test(value);
}

function isWithin(value: unknown, largest: number, least = 0): boolean {
  return Number.isSafeInteger(value) && Number(value) >= least && Number(value) <= largest;
}
