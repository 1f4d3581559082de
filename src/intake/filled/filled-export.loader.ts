import { PassThrough } from 'node:stream';
import { z } from 'zod';
import { mayAnywhere } from '../../access/viewer.ts';
import { CONTENT_TYPES } from '../../export/formats.ts';
import { followLink, makeLink } from '../../export/link/link.loader.ts';
import { momentInChina } from '../../export/link/moment-in-china.ts';
import type { GraphContext } from '../../graph/context.ts';
import { graphError } from '../../graph/error.ts';
import type { DownloadRoute } from '../../graph/feature.ts';
import { requireViewer } from '../../graph/policy/require-viewer.ts';
import { requireUnion } from '../../organisation/named-union.loader.ts';
import type { WorkbookExportInput } from './filled-export.type.ts';
import { sheetsIn } from './national-order.ts';
import { countFilled, filledHouseholds } from './filled-households.loader.ts';

/** The route by which households are downloaded in the workbook of the import. */
const ROUTE = '/exports/workbook';
const FILE_NAME = '困难职工家庭登记.xlsx';
/** A workbook of more households would be too large to work in, and most of it waits in memory until it ends. */
const MOST_HOUSEHOLDS = 20_000;

const filledFile = z.strictObject({ union: z.string(), order: z.enum(['TEMPLATE', 'NATIONAL']) });

/** Makes a link to the households of a union. Errors: INVALID_ARGUMENT, TOO_LARGE. */
export async function makeWorkbookExport(
  context: GraphContext,
  { union, order }: WorkbookExportInput,
): Promise<object> {
  const households = await requireFilled(context, union);
  const { url, expiresAt } = makeLink(context, ROUTE, { union, order: order ?? 'TEMPLATE' });
  return { url, expiresAt: momentInChina(expiresAt), fileName: FILE_NAME, households };
}

async function requireFilled(context: GraphContext, union: string): Promise<number> {
  await requireUnion(context, union, 'EXPORT_WORKBOOK', 'input.union');
  const households = await countFilled(context, union);
  if (households > MOST_HOUSEHOLDS) throw graphError('TOO_LARGE', { argument: 'input.union', most: MOST_HOUSEHOLDS });
  return households;
}

/** The downloads to which `exportWorkbook` makes links. */
export const workbookDownloads: DownloadRoute = {
  path: ROUTE,
  send: async (asked, parameters, record) => {
    const { file, context } = await followLink(asked, ROUTE, parameters);
    if (!mayAnywhere(requireViewer(context), 'EXPORT_WORKBOOK')) throw graphError('FORBIDDEN');
    const { union, order } = filledFile.parse(file);
    await requireFilled(context, union);
    // Loaded only here: the library that writes workbooks takes as long to load as all else.
    const { writeFilledWorkbook } = await import('./filled-workbook.ts');
    const body = new PassThrough();
    const sheets = sheetsIn(order);
    writeFilledWorkbook(body, sheets, filledHouseholds(context, union, sheets, record)).catch((error: unknown) => {
      body.destroy(error instanceof Error ? error : new Error(String(error)));
    });
    return { fileName: FILE_NAME, contentType: CONTENT_TYPES.XLSX, body };
  },
};
