import { z } from 'zod';
import { EXPORT_FORMATS, type ExportFormat } from '../../export/formats.ts';
import { makeLink } from '../../export/link/link.loader.ts';
import { volumeCount } from '../../export/pdf/volume.ts';
import type { GraphContext } from '../../graph/context.ts';
import { graphError } from '../../graph/error.ts';
import { AID_TYPES, FUND_SOURCES, PAYMENT_METHODS } from '../../registry/household/disbursement.fields.ts';
import { paymentFilter } from '../real-name/real-name-filter.input.ts';
import { tableNode, tableView } from '../real-name/real-name-table.loader.ts';
import { momentInChina } from '../../export/link/moment-in-china.ts';
import { PAPER_NAMES, type PaperName, PAPERS } from './papers.ts';
import { nameOfFile } from './file-name.ts';
import { chosenColumns } from './chosen-columns.loader.ts';
import { REAL_NAME_COLUMN_NAMES } from './real-name-columns.ts';
import type { RealNameExportInput } from './real-name-export.type.ts';

/** The route by which files of the table are downloaded. */
export const REAL_NAME_ROUTE = '/exports/real-name-table';

/** More rows than this a sheet of Excel cannot hold, with its head and its end. */
const MOST_SHEET_ROWS = 1_048_000;

/** A file of the table, as its link names it. */
export const realNameFile = z.strictObject({
  filter: z.strictObject({
    period: z.strictObject({ year: z.int(), quarter: z.int().nullable(), month: z.int().nullable() }),
    sources: listOf(FUND_SOURCES),
    aidTypes: listOf(AID_TYPES),
    paymentMethods: listOf(PAYMENT_METHODS),
    isStanding: z.boolean(),
    union: z.string().nullable(),
  }),
  revision: z.int(),
  paper: z.enum(Object.keys(PAPER_NAMES) as PaperName[]),
  format: z.enum(Object.keys(EXPORT_FORMATS) as ExportFormat[]),
  columns: z.array(z.enum(REAL_NAME_COLUMN_NAMES)).min(1),
  volume: z.int(),
});

function listOf<Codes extends object>(codes: Codes) {
  return z
    .array(z.enum(Object.keys(codes) as (keyof Codes & string)[]))
    .readonly()
    .nullable();
}

export type RealNameFile = z.infer<typeof realNameFile>;

/** Makes a link to a file of the requested table at its revision. Errors: INVALID_ARGUMENT, TOO_LARGE. */
export async function makeExport(context: GraphContext, input: RealNameExportInput): Promise<object> {
  const { paper, format, volume } = input;
  // A list to be signed is a paper, no data.
  if (paper === 'SIGNING_LIST' && format === 'CSV') throw graphError('INVALID_ARGUMENT', { argument: 'input.format' });
  const columns = chosenColumns(input.columns, PAPERS[paper].columns);
  const at = await tableView(context, input);
  const { revision, totals, filter } = await tableNode(
    context,
    PAPERS[paper].narrow(paymentFilter(input, 'input.')),
    at,
  );
  const { rows } = (await totals()).total;
  const volumes = format === 'PDF' ? volumeCount(rows) : 1;
  if (volume < 1 || volume > volumes) throw graphError('INVALID_ARGUMENT', { argument: 'input.volume' });
  if (format === 'XLSX' && rows > MOST_SHEET_ROWS) throw graphError('TOO_LARGE');
  const file = { filter, revision, paper, format, columns: [...columns], volume };
  const { url, expiresAt } = makeLink(context, REAL_NAME_ROUTE, file);
  const fileName = nameOfFile(PAPERS[paper].titleOf(filter), file, volumes);
  return { url, expiresAt: momentInChina(expiresAt), fileName, volume, volumes, rows, revision };
}
