import { mayAnywhere } from '../../access/viewer.ts';
import { writeCsvRows } from '../../export/csv.ts';
import { CONTENT_TYPES } from '../../export/formats.ts';
import type { PrintedRow } from '../../export/printed-table.ts';
import { graphError } from '../../graph/error.ts';
import type { DownloadRoute } from '../../graph/feature.ts';
import { requireViewer } from '../../graph/policy/require-viewer.ts';
import { answerAsDashboard } from '../graph/statistics.loader.ts';
import { dayText, type FlatColumn, flatTable } from './flat-table.ts';
import { FILE_FORMATS, type FileFormat, ROUTES } from './file-formats.ts';
import { followStatisticsLink } from './statistics-link.loader.ts';
import { writeParquet } from './write-parquet.ts';

const TYPES: Readonly<Record<FileFormat, string>> = {
  CSV: CONTENT_TYPES.CSV,
  PARQUET: 'application/vnd.apache.parquet',
};

/** The downloads of statistics, which programs for charts fetch by links of 90 days. */
export const statisticsDownloads: readonly DownloadRoute[] = (Object.keys(FILE_FORMATS) as FileFormat[]).map(
  (format) => ({
    path: ROUTES[format],
    send: async (given, parameters) => {
      const { asked, context } = await followStatisticsLink(given, format, parameters);
      if (!mayAnywhere(requireViewer(context), 'READ_STATISTICS')) throw graphError('FORBIDDEN');
      const { question, cells, names, revision } = await answerAsDashboard(context, asked);
      const columns = flatTable(question, cells, names, revision);
      const body = format === 'CSV' ? csv(columns) : await writeParquet(columns);
      return { fileName: `统计${format === 'CSV' ? '.csv' : '.parquet'}`, contentType: TYPES[format], body };
    },
  }),
);

function csv(columns: readonly FlatColumn[]) {
  const headings = columns.map(({ name, kind }) => ({
    heading: name,
    kind: kind === 'AMOUNT' || kind === 'COUNT' ? kind : ('CODE' as const),
  }));
  return writeCsvRows(headings, rowsOf(columns));
}

function* rowsOf(columns: readonly FlatColumn[]): Generator<PrintedRow> {
  for (const at of columns[0]?.values.keys() ?? []) {
    yield columns.map(({ kind, values }) => (kind === 'DAY' ? dayText(values[at] ?? null) : (values[at] ?? null)));
  }
}
