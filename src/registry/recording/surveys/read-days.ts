import { narrow, readDayText } from '../../../fields/day-text.ts';
import { type Field, type Values } from '../../../fields/field.ts';
import { isSameName, withoutInvisible } from '../../../fields/name-form.ts';
import { type Bilingual, bilingual } from '../../../kernel/bilingual.ts';
import type { Day } from '../../../kernel/calendar.ts';
import { fail, type Result, succeed } from '../../../kernel/result.ts';
import { PROBLEMS } from '../../../usecase/problem.ts';
import { surveyFields } from '../../household/period.fields.ts';
import { checkValues } from '../check-values.ts';
import { toJudged } from '../plausibility/judge.ts';
import { findInRecords } from '../plausibility/judge-records.ts';
import type { Grounds } from '../plausibility/rule.ts';
import { type CsvFault, type CsvRow, parseCsv } from './csv.ts';

type Survey = Values<typeof surveyFields>;
type SurveyField = keyof Survey;

/** A line of the file: a day on which the paper says that a household was surveyed. */
export interface GivenDay {
  readonly line: number;
  readonly fileNumber: string;
  readonly survey: Survey;
}

/** Why a line is not understood, or what it asks is refused; the column by its heading, or by its place; `null`: the whole line. */
export interface LineFault extends Bilingual {
  readonly line: number;
  readonly column: string | null;
}

const FILE_NUMBER = '档案编号';
const FIELDS = Object.entries<Field>(surveyFields) as readonly (readonly [SurveyField, Field])[];
const NEEDED = [FILE_NUMBER, surveyFields.surveyedOn.zh];

const NO_TEXT = bilingual('不是 UTF-8 编码的文字 / is no text in UTF-8');
const MISPLACED_QUOTE = bilingual('不是 CSV：引号位置有误 / is no CSV: a quote is misplaced');
const OPEN_QUOTE = bilingual('不是 CSV：引号没有成对 / is no CSV: a quote is not closed');
const NOT_A_HEADING = bilingual('没有此列 / is not a heading');
const TWICE = bilingual('此列重复 / is given twice');
const NO_COLUMN = bilingual('缺少此列 / is missing');
const NOT_AS_MANY = bilingual('列数与表头不同 / has another number of cells than the heading');
const NO_NUMBER = bilingual('应为 16 位数字 / must be 16 digits');
const NO_DAY = bilingual(
  '应为存在的日期，如 2019-03-10、2019/3/10 或 2019年3月10日 / must be a day, such as 2019-03-10 or 2019/3/10',
);
const SERIAL = bilingual(
  '是表格软件的日期序号，请将此列设为日期格式后重新保存 / ' +
    'is the serial number of a spreadsheet program: format the column as dates and save it again',
);
const BOTH = bilingual('签字人与未签字原因只能填一 / say who signed or why nobody did, not both');
const ONE_VISITOR = bilingual('两名调查人不得相同 / the two visitors must not be the same');

/** What the rules are told of a survey that is not yet to be recorded. */
const ANY_DAY: Grounds = { today: Infinity as Day, placeOf: () => 'ON_RECORD' };

/** Reads the file of days; a file with anything that is not understood is refused whole, with every fault. */
export function readDays(bytes: Uint8Array): Result<readonly GivenDay[], readonly LineFault[]> {
  const text = decode(bytes);
  if (text === undefined) return fail([{ line: 1, column: null, ...NO_TEXT }]);
  const csv = parseCsv(text);
  if (!csv.ok) return fail([quoteFault(csv.error)]);
  const [head = { line: 1, cells: [] }, ...rows] = csv.value;
  const headings = head.cells.map((cell) => withoutInvisible(cell).trim());
  const wrong = headingFaults(headings).map((fault) => ({ line: head.line, ...fault }));
  if (wrong.length > 0) return fail(wrong);
  const read = rows.map((row) => readRow(row, headings));
  const faults = read.flatMap((one) => (one.ok ? [] : one.error));
  return faults.length > 0 ? fail(faults) : succeed(read.flatMap((one) => (one.ok ? [one.value] : [])));
}

function quoteFault({ line, cell, isOpen }: CsvFault): LineFault {
  return { line, column: `第 ${cell} 列`, ...(isOpen ? OPEN_QUOTE : MISPLACED_QUOTE) };
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function headingFaults(headings: readonly string[]): readonly Omit<LineFault, 'line'>[] {
  const names = headings.map((heading) => fieldOf(heading)?.[1].zh ?? heading);
  return [
    ...names.flatMap((name, at) => {
      const column = headings[at] ?? '';
      if (name !== FILE_NUMBER && fieldOf(name) === undefined) return [{ column, ...NOT_A_HEADING }];
      return names.indexOf(name) === at ? [] : [{ column, ...TWICE }];
    }),
    ...NEEDED.filter((needed) => !names.includes(needed)).map((column) => ({ column, ...NO_COLUMN })),
  ];
}

/** The field of a heading, as the form or the workbook calls it. */
function fieldOf(heading: string): readonly [SurveyField, Field] | undefined {
  return FIELDS.find(([, { zh, also }]) => [zh, ...also].includes(heading));
}

function readRow({ line, cells }: CsvRow, headings: readonly string[]): Result<GivenDay, readonly LineFault[]> {
  if (cells.length !== headings.length) return fail([{ line, column: null, ...NOT_AS_MANY }]);
  const typed = new Map(
    headings.map((heading, at) => [fieldOf(heading)?.[0] ?? FILE_NUMBER, withoutInvisible(cells[at] ?? '').trim()]),
  );
  const fileNumber = narrow(typed.get(FILE_NUMBER) ?? '');
  const day = narrow(typed.get('surveyedOn') ?? '');
  const surveyedOn = readDayText(day);
  const values = Object.fromEntries(FIELDS.map(([name, field]) => [name, readCell(field, typed.get(name) ?? '')]));
  const survey = { ...values, surveyedOn, way: values['way'] ?? 'VISIT' } as unknown as Survey;
  const faults = [
    ...(/^[0-9]{16}$/.test(fileNumber) ? [] : [{ column: FILE_NUMBER, ...NO_NUMBER }]),
    ...(surveyedOn === undefined ? [{ column: surveyFields.surveyedOn.zh, ...noDay(day) }] : cellFaults(survey)),
  ];
  return faults.length > 0 ? fail(faults.map((fault) => ({ line, ...fault }))) : succeed({ line, fileNumber, survey });
}

function cellFaults(survey: Survey): readonly Omit<LineFault, 'line'>[] {
  const { visitorOne, visitorTwo, signedBy, unsignedReason } = survey;
  return [
    ...checkValues(surveyFields, survey, []).map(({ path, code }) => {
      return { column: surveyFields[path as SurveyField].zh, ...bilingual(PROBLEMS[code]) };
    }),
    ...implausible(survey),
    ...(isSameName(visitorOne, visitorTwo) ? [{ column: surveyFields.visitorTwo.zh, ...ONE_VISITOR }] : []),
    ...(signedBy !== null && unsignedReason !== null ? [{ column: surveyFields.signedBy.zh, ...BOTH }] : []),
  ];
}

/** What is implausible of the survey by itself; whether its day is after today is found where it is recorded. */
function implausible(survey: Survey): readonly Omit<LineFault, 'line'>[] {
  const given = { kind: 'surveys' as const, key: '', values: survey, before: null, path: [] };
  const { problems } = toJudged(findInRecords([given], ANY_DAY), (path) => path.slice(1));
  return problems.map(({ path, zh, en }) => ({ column: surveyFields[path as SurveyField].zh, zh, en }));
}

/** A code by its name; a text as it is. */
function readCell({ codes }: Field, typed: string): string | null {
  if (typed === '') return null;
  return Object.entries(codes ?? {}).find(([, zh]) => zh === typed)?.[0] ?? typed;
}

/** A serial number is refused: whether it counts from 1900 or 1904 is not known outside a workbook. */
function noDay(typed: string): Bilingual {
  return /^[0-9]{5}(?:\.[0-9]+)?$/.test(typed) ? SERIAL : NO_DAY;
}

/** Prints a fault as one line, by its line and column. */
export function printFault({ line, column, zh, en }: LineFault): string {
  return `第 ${line} 行${column === null ? '' : ` ${column}`}: ${zh} / ${en}`;
}
