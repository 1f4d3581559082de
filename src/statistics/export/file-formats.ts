/** The files of statistics. */
export const FILE_FORMATS = { CSV: '逗号分隔', PARQUET: '列式文件（Parquet）' } as const;
export type FileFormat = keyof typeof FILE_FORMATS;

/** The routes that send them. */
export const ROUTES = { CSV: '/statistics.csv', PARQUET: '/statistics.parquet' } as const;
