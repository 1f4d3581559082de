import { createReadStream, existsSync } from 'node:fs';
import { MIGRATIONS_TABLE } from '../database/connection/data-source.ts';
import { findDamagedArtefacts } from '../artefacts/check-artefacts.read.ts';
import type { Sql } from '../database/database.ts';
import { TABLE_CLASSES } from '../database/migrations/table-classes.ts';
import { type Result, succeed } from '../kernel/result.ts';
import { readKeys } from '../secrets/keys/key-file.ts';
import type { Secrets } from '../secrets/secrets.ts';
import { provenKeys } from '../secrets/keys/proven-keys.read.ts';
import type { BackupFolder } from './backup-folder.ts';
import { FORMAT, type Manifest, type Part, type TablePart } from './manifest.ts';
import type { HeldFiles } from './stored-files.ts';
import {
  copyOut,
  lastChange,
  migrationsOf,
  qualified,
  queuesOf,
  sequencesOf,
  type Table,
  tablesOf,
} from './tables.read.ts';

export interface Writing {
  readonly folder: BackupFolder;
  readonly source: { readonly keyFile: string; readonly gatewayFile: string };
  readonly held: HeldFiles;
  /** The migrations that this program knows. */
  readonly known: readonly string[];
  readonly tell: (line: string) => void;
}

const KNOWN_TABLES = new Set<string>([...Object.keys(TABLE_CLASSES), MIGRATIONS_TABLE]);

/** Writes all contents from a snapshot. Returns the manifest, or a sentence if the key file does not open the data. */
export async function writeBackup(sql: Sql, writing: Writing): Promise<Result<Manifest, string>> {
  const { folder, source, held, tell } = writing;
  const takenAt = new Date().toISOString();
  const migrations = [...(await migrationsOf(sql))];
  // A key file only gains keys: what is read after the snapshot has the keys of all its rows.
  const secrets = await readKeys(source.keyFile, false);
  if (!secrets.ok) return secrets;
  const proven = await provenKeys(sql, secrets.value);
  if (!proven.ok) return proven;
  await tellDamagedArtefacts(sql, secrets.value, tell);
  for (const path of held.missing) tell(`缺少待导入的工作簿 / the workbook of a waiting import is missing: ${path}`);
  return succeed({
    format: FORMAT,
    takenAt,
    revision: await lastChange(sql),
    migrations,
    keys: await writeFile(folder, 'keys.json', source.keyFile),
    gateways: existsSync(source.gatewayFile) ? await writeFile(folder, 'gateways.json', source.gatewayFile) : null,
    uploads: await writeUploads(folder, held),
    tables: await writeTables(sql, writing, migrations),
    sequences: await sequencesOf(sql),
    queues: await queuesOf(sql),
  });
}

/** A backup is made all the same: it has everything else. */
async function tellDamagedArtefacts(sql: Sql, secrets: Secrets, tell: Writing['tell']): Promise<void> {
  for (const { digest, fault } of await findDamagedArtefacts(sql, secrets)) {
    tell(
      fault === 'KEY_MISSING'
        ? `密钥文件中没有此存档件的密钥 / the key file does not hold the key of this artefact: ${digest}`
        : `存档件已损坏，请勿以此备份覆盖较早的备份 / an artefact is damaged, so keep the earlier backups: ${digest}`,
    );
  }
}

async function writeFile(folder: BackupFolder, name: string, path: string): Promise<Part> {
  return partOf(await folder.write(name, createReadStream(path)));
}

async function writeUploads(folder: BackupFolder, { files }: HeldFiles): Promise<Part[]> {
  const parts: Part[] = [];
  for (const { name, handle } of files) {
    parts.push(partOf(await folder.write(`uploads/${name}`, handle.createReadStream({ autoClose: false, start: 0 }))));
  }
  return parts;
}

async function writeTables(sql: Sql, { folder, tell, known }: Writing, migrations: readonly string[]) {
  const all = await tablesOf(sql);
  const own = migrations.length < known.length ? all : all.filter(isOfPlatform);
  for (const table of all) {
    if (!own.includes(table))
      tell(`不属于平台、未备份的表 / a table that is not the platform's is left out: ${table.name}`);
  }
  const parts: TablePart[] = [];
  for (const [index, table] of own.entries()) {
    const { schema, name, columns } = table;
    const content = copyOut(sql, qualified(table), table);
    const written = await folder.write(`tables/${schema}.${name}.copy.gz`, content);
    parts.push({ ...partOf(written), schema, name, columns: [...columns], rows: written.lines });
    tell(`${index + 1}/${own.length} ${name}: ${written.lines} 行 / rows`);
  }
  return parts;
}

/** At the program's own version every table of the platform is known; an older database may have others. */
function isOfPlatform({ schema, name }: Table): boolean {
  return schema !== 'public' || KNOWN_TABLES.has(name);
}

function partOf({ file, bytes, digest }: Part): Part {
  return { file, bytes, digest };
}
