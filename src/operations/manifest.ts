import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { parseJson } from '../kernel/parse-json.ts';
import { fail, type Result, succeed } from '../kernel/result.ts';

/** The version of the form of a backup. A program reads this form alone; a later form needs a later program. */
export const FORMAT = 1;

/** The file that is written last: a folder without it is no backup. */
export const MANIFEST = 'manifest.json';

const part = z.strictObject({
  /** The path within the folder, with `/`. */
  file: z.string().regex(/^(?:[\w-][\w.-]*\/)?[\w-][\w.-]*$/),
  /** The size of the content in bytes, unpacked. */
  bytes: z.int().min(0),
  /** SHA-256 of the content, unpacked, in hexadecimal. */
  digest: z.string().regex(/^[0-9a-f]{64}$/),
});

const name = z.string().min(1);

const table = part.extend({ schema: name, name, columns: z.array(name).min(1), rows: z.int().min(0) });

const manifest = z.strictObject({
  format: z.literal(FORMAT),
  /** When the snapshot was taken, in UTC. */
  takenAt: z.iso.datetime(),
  /** The last number of the sequence of changes in the snapshot. */
  revision: z.int().min(0),
  /** The migrations that the database had seen, in their order. */
  migrations: z.array(name).min(1),
  tables: z.array(table).min(1),
  sequences: z.array(z.strictObject({ name, last: z.string().regex(/^-?\d+$/), isCalled: z.boolean() })),
  /** The queues of jobs, by the kinds of their jobs. */
  queues: z.array(name),
  keys: part,
  /** The file of the gateways' contracts, where there is one. */
  gateways: part.nullable(),
  /** Workbooks that were waiting for their import. */
  uploads: z.array(part),
});

/** A content of the backup: a file, its size and its digest. */
export type Part = z.infer<typeof part>;

/** Rows of a table in the text form of COPY, packed with gzip. */
export type TablePart = z.infer<typeof table>;

export type Manifest = z.infer<typeof manifest>;

export function partsOf({ tables, keys, gateways, uploads }: Manifest): readonly Part[] {
  return [keys, ...(gateways === null ? [] : [gateways]), ...tables, ...uploads];
}

/** Reads the manifest of a folder, or says why the folder is no backup that this program can restore. */
export async function readManifest(folder: string): Promise<Result<Manifest, string>> {
  let text: string;
  try {
    text = await readFile(join(folder, MANIFEST), 'utf8');
  } catch {
    return fail(`${folder} 不是完整的备份：缺少 ${MANIFEST} / ${folder} is not a whole backup: ${MANIFEST} is missing`);
  }
  const written = parseJson(text);
  const format = z.looseObject({ format: z.int() }).safeParse(written);
  if (format.success && format.data.format > FORMAT) {
    return fail(
      `备份由较新版本制作（格式 ${format.data.format}，本程序为 ${FORMAT}），请用该版本恢复 / ` +
        `a newer version made this backup (form ${format.data.format}, this program reads ${FORMAT}): restore it with that version`,
    );
  }
  const parsed = manifest.safeParse(written);
  if (parsed.success) return succeed(parsed.data);
  return fail(`${MANIFEST} 已损坏 / ${MANIFEST} is damaged: ${parsed.error.issues[0]?.path.join('.') ?? ''}`);
}
