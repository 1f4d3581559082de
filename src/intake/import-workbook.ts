import type { JobControl } from '../jobs/job.ts';
import { settledRevision } from '../database/time/change-log.ts';
import { type Result, succeed } from '../kernel/result.ts';
import type { Deps } from '../usecase/command.ts';
import { type FaultCode, importFault, type ImportFault } from './workbook/fault.ts';
import { readRows, type WorkbookRows } from './rows/read-rows.ts';
import type { WorkbookFault } from './workbook/reading-limits.ts';
import { SHEETS, WORKER_SHEET } from './workbook/sheets.ts';
import { openWorkbook } from './workbook/xlsx-reader.ts';
import { openUpload } from './upload.ts';
import type { ImportAnswer, ImportRequest, Written } from './import-answer.ts';
import { workHouseholds } from './households/work-households.ts';

/**
 * Imports a workbook, each household all or nothing, or compares it with what is on record and writes nothing. An unchanged row changes nothing, a changed row supersedes its
 * values in the register, and a row that disappeared is reported. A workbook that is broken as a whole writes nothing. The import
 * ends when what it recorded can be read, at its revision too.
 */
export async function importWorkbook(deps: Deps, request: ImportRequest, control: JobControl): Promise<ImportAnswer> {
  const read = await readWorkbook(deps, request.workbook, control);
  const worked = await workRead(deps, request, control, read);
  return { ...worked, revision: await settledRevision(deps.database, control.signal) };
}

async function workRead(
  deps: Deps,
  request: ImportRequest,
  control: JobControl,
  read: Result<WorkbookRows, WorkbookFault>,
): Promise<Written> {
  if (!read.ok) return refusedImport([importFault(read.error)]);
  const rows = request.compares === true ? comparable(read.value) : read.value;
  const { workbookFaults, workbookNotices } = rows;
  if (workbookFaults.length > 0) return refusedImport(workbookFaults, workbookNotices);
  return workHouseholds(deps, request, control, rows);
}

/** What a workbook of another system lacks or has besides, where the same refuses an import: there its data would be lost. */
const NOT_COMPARED: Readonly<Partial<Record<string, FaultCode>>> = {
  MISSING_SHEET: 'SHEET_NOT_COMPARED',
  UNKNOWN_COLUMN: 'COLUMN_NOT_COMPARED',
};

/** The rows of a workbook that is compared: sheets that it lacks and columns that are not known are told, and refuse nothing. */
function comparable(rows: WorkbookRows): WorkbookRows {
  const told = (fault: ImportFault) =>
    fault.code === 'MISSING_SHEET' && fault.sheet === SHEETS[WORKER_SHEET]?.name ? undefined : NOT_COMPARED[fault.code];
  const notices = rows.workbookFaults.flatMap((fault) => {
    const code = told(fault);
    return code === undefined ? [] : [importFault(code, fault.sheet, fault.row, fault.column)];
  });
  return {
    ...rows,
    workbookFaults: rows.workbookFaults.filter((fault) => told(fault) === undefined),
    workbookNotices: [...rows.workbookNotices, ...notices],
  };
}

/** Reads the rows of a workbook, and closes it, so that its memory is free before the rows are written. */
async function readWorkbook(
  { secrets }: Deps,
  workbook: ImportRequest['workbook'],
  { signal, progress }: JobControl,
): Promise<Result<WorkbookRows, WorkbookFault>> {
  const source = typeof workbook === 'string' ? workbook : await openUpload(secrets, workbook);
  const opened = await openWorkbook(source, signal);
  if (!opened.ok) return opened;
  try {
    return succeed(
      await readRows(opened.value, (rows) => {
        progress(rows, null);
      }),
    );
  } finally {
    opened.value.close();
  }
}

function refusedImport(faults: readonly ImportFault[], notices: readonly ImportFault[] = []): Written {
  const none = { recorded: 0, unchanged: 0, refused: 0 };
  const counts = { rows: 0, rowCounts: none, households: none };
  return { ...counts, faults, faultCount: faults.length, notices, noticeCount: notices.length, missing: [] };
}
