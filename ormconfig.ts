import { join } from 'node:path';
import { readConfig } from './src/config.ts';
import { createDataSource } from './src/database/connection/data-source.ts';

/** The data source for TypeORM's own command line, as the owner of the schema. */
export default createDataSource(readConfig().database?.migrationUrl ?? '', null, [
  join(import.meta.dirname, 'src/**/*.entity.ts'),
]);
