/** The forms in which a table is exported. */
export const EXPORT_FORMATS = { XLSX: '工作簿', CSV: '逗号分隔', PDF: '打印文件' } as const;

export type ExportFormat = keyof typeof EXPORT_FORMATS;

export const CONTENT_TYPES: Readonly<Record<ExportFormat, string>> = {
  XLSX: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  CSV: 'text/csv; charset=utf-8; header=present',
  PDF: 'application/pdf',
};
