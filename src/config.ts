import { join, resolve } from 'node:path';
import { z } from 'zod';
import { fail, type Result, succeed } from './kernel/result.ts';

const url = z.url({ protocol: /^postgres(ql)?$/ });

const settings = z.object({
  BANGFU_DATA: z.string().min(1).default('.data'),
  BANGFU_KEYS: z.string().min(1).optional(),
  BANGFU_SAMPLE: z.literal('1').optional(),
  DATABASE_URL: url.optional(),
  DATABASE_MIGRATION_URL: url.optional(),
});

/** What the environment sets, parsed once and frozen; nothing else reads the environment. */
export interface Config {
  /** The folder that holds the embedded database, whole. */
  readonly dataFolder: string;
  /** The file of the keys that wrap the data keys, kept outside the database. */
  readonly keyFile: string;
  /** A PostgreSQL 15 or newer; `null`: the embedded one. */
  readonly database: { readonly url: string; readonly migrationUrl: string } | null;
  /** Whether sample data may be made in a database that is not the embedded one. */
  readonly sample: boolean;
}

export function readConfig(environment: Readonly<Record<string, string | undefined>> = process.env): Config {
  const config = parseConfig(environment);
  if (!config.ok) throw new Error(config.error);
  return config.value;
}

/** The settings, or which of them is wrong and why. */
export function parseConfig(environment: Readonly<Record<string, string | undefined>>): Result<Config, string> {
  const parsed = settings.safeParse(environment);
  if (!parsed.success) {
    const names = parsed.error.issues.map(({ path }) => path.join('.')).join(', ');
    return fail(`设置有误 / wrong setting: ${names}`);
  }
  const { BANGFU_DATA, BANGFU_KEYS, BANGFU_SAMPLE, DATABASE_URL, DATABASE_MIGRATION_URL } = parsed.data;
  if ((DATABASE_URL === undefined) !== (DATABASE_MIGRATION_URL === undefined)) {
    return fail(
      'DATABASE_URL（应用角色）与 DATABASE_MIGRATION_URL（所有者角色）须同时设置 / ' +
        'DATABASE_URL (application role) and DATABASE_MIGRATION_URL (owner role) are set together',
    );
  }
  const dataFolder = resolve(BANGFU_DATA);
  return succeed(
    Object.freeze({
      dataFolder,
      keyFile: BANGFU_KEYS === undefined ? join(dataFolder, 'keys.json') : resolve(BANGFU_KEYS),
      database:
        DATABASE_URL === undefined || DATABASE_MIGRATION_URL === undefined
          ? null
          : { url: DATABASE_URL, migrationUrl: DATABASE_MIGRATION_URL },
      sample: BANGFU_SAMPLE === '1' || DATABASE_URL === undefined,
    }),
  );
}
