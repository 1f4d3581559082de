import type { Day } from '../../kernel/calendar.ts';
import { RECORDS, type RegisterHousehold } from '../../registry/kinds.ts';
import { importFault, type ImportFault } from '../workbook/fault.ts';
import { SHEETS } from '../workbook/sheets.ts';
import type { RowReader } from './row-values.ts';

/**
 * The day from which the rows hold (R16): that of the survey that is not on record yet; else that of the last survey or, if it is later,
 * the day that the worker's row states (信息日期). New surveys of two days are refused, because the figures of a workbook belong to
 * one. Other faults of the rows are found where they are assembled.
 */
export function surveyDay(
  readers: readonly RowReader[],
  stateOn: (day: Day) => RegisterHousehold | null,
  stated: Day | null,
  faults: ImportFault[],
): Day | null {
  const { zh, fields } = RECORDS.surveys;
  const given = daysOfSurveys(readers);
  if (given.length === 0) return stated;
  const last = Math.max(...given.map(({ day }) => day)) as Day;
  const known = new Set(stateOn(last)?.records.surveys.map(({ values }) => values.surveyedOn));
  const added = given.filter(({ day }) => !known.has(day));
  const [first] = added;
  if (first === undefined) return Math.max(last, stated ?? last) as Day;
  for (const { reader } of added.filter(({ day }) => day !== first.day)) {
    faults.push(importFault('ONE_NEW_SURVEY', zh, reader.row.row, fields.surveyedOn.zh));
  }
  return first.day;
}

function daysOfSurveys(readers: readonly RowReader[]) {
  const { surveyedOn } = RECORDS.surveys.fields;
  const sheet = SHEETS.findIndex(({ kinds }) => kinds.includes('surveys'));
  return readers
    .filter(({ row }) => row.sheet === sheet)
    .map((reader) => ({ reader, day: reader.values('record', { surveyedOn }, null)['surveyedOn'] as Day | null }))
    .flatMap(({ reader, day }) => (day === null ? [] : [{ reader, day }]));
}
