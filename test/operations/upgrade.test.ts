import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { knownMigrations } from '../../src/database/migrations/migrating-owner.ts';
import type { Manifest } from '../../src/operations/manifest.ts';
import { valueOf } from '../support/register.ts';
import { askText, DAY_OF_RESTORING, emptyDatabase, restoreInto, rowsOf } from '../support/restored.ts';
import { type RestoredPlatform, serveRestored } from '../support/restored.ts';
import { QUESTIONS } from './questions.ts';

/**
 * A database as it was at commit 1894a18 becomes one of today: every row is what it was, and questions are answered as
 * before. An expected answer changes only in the commit of the demand that changes it.
 */
const FIXTURE = join(__dirname, 'fixtures', '1894a18');
const manifest = JSON.parse(readFileSync(join(FIXTURE, 'manifest.json'), 'utf8')) as Manifest;

/** Tables and columns that have another name today: `table` or `table.column` of then, and the name of now. */
const RENAMED: Readonly<Record<string, string>> = { household_place: 'household_index', person_place: 'person_index' };
/** Columns whose value belongs to the server that it was on, and tables that migrating and restoring write into. */
const OF_THE_SERVER = ['change_log.transaction', 'sequencer.horizon', 'sequencer.last'];
/** A union counts before its first day as on that day since 1764000017000-tree, which makes the closure anew. */
const MADE_ANEW = ['union_closure.valid_from'];
const LEFT_OUT = [...OF_THE_SERVER, ...MADE_ANEW];
const WRITTEN_INTO: Readonly<Record<string, number>> = {
  change_log: 1,
  // What restoring and migrating recorded gets its number before it is counted.
  change_sequence: 1,
  // A start makes the search keys that are missing, and prints the locked tables that are not printed.
  ...{ job: 2, job_progress: 2 },
  schema_migration: knownMigrations().length - manifest.migrations.length,
};

let database: Awaited<ReturnType<typeof emptyDatabase>>;
let restored: RestoredPlatform;
let folder = '';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bangfu-upgrade-'));
  database = await emptyDatabase();
  const settings = { ...database.settings, BANGFU_DATA: folder };
  valueOf(await restoreInto(settings, FIXTURE));
  restored = await serveRestored(settings, DAY_OF_RESTORING);
});
afterAll(async () => {
  await restored.close();
  await database.drop();
  rmSync(folder, { recursive: true });
});

test('every table, row and value is there as before', async () => {
  const different: string[] = [];
  const client = new pg.Client({ connectionString: database.url, options: '-c timezone=Asia/Shanghai' });
  await client.connect();
  for (const part of manifest.tables) {
    const columns = part.columns.filter((column) => !LEFT_OUT.includes(`${part.name}.${column}`));
    const positions = columns.map((column) => part.columns.indexOf(column));
    const lines = linesOf(gunzipSync(readFileSync(join(FIXTURE, part.file))).toString());
    const before = new Set(lines.map((line) => positions.map((at) => line.split('\t')[at]).join('\t')));
    const after = await copied(
      client,
      `${part.schema}.${RENAMED[part.name] ?? part.name}`,
      columns.map((column) => RENAMED[`${part.name}.${column}`] ?? column),
    );
    const gone = [...before].filter((line) => !after.has(line)).length;
    const more = after.size - before.size - (WRITTEN_INTO[part.name] ?? 0);
    if (gone > 0 || more !== 0) different.push(`${part.name}: ${gone} gone, ${more} more`);
  }
  await client.end();
  expect(different).toEqual([]);
  expect(manifest.tables.filter(({ rows }) => rows > 0).length).toBeGreaterThan(40);
});

test.each(Object.entries(QUESTIONS))('it answers as expected: %s', async (_, questionOf) => {
  const answer = JSON.parse(await askText(restored, questionOf('4105022022000001'))) as object;
  expect(answer).toMatchSnapshot();
});

test('what was recorded, corrected and decided at the time is read as of then', async () => {
  const { number } =
    (
      await rowsOf(
        database.url,
        "select number from archive_file where number like '41050220260000%' order by number desc",
      )
    )[0] ?? {};
  const asked = await askText(restored, {
    as: { role: 'clerk', union: '410502' },
    variables: { number },
    query: `query ($number: String!) {
      then: household(fileNumber: $number, asOf: "2026-02-01") { mainCause incomes { amount } dibao { from } }
      later: household(fileNumber: $number, asOf: "2026-04-01") { mainCause incomes { amount } dibao { from } }
      now: household(fileNumber: $number, asOf: "2026-08-01") { mainCause incomes { amount } dibao { from }
        assessments { asOf outcome level } history { totalCount } } }`,
  });
  expect(JSON.parse(asked)).toMatchSnapshot();
});

test('nobody in it but invented persons, of the division 410599', async () => {
  const persons = await restored.platform.database.session((sql) =>
    sql.query<{ id: string; data_key: Buffer; key_version: number; identity: Buffer }>(
      'select id, data_key, key_version, identity from person where identity is not null',
    ),
  );
  const { secrets } = restored.platform;
  const numbers = persons.map(({ id, data_key, key_version, identity }) =>
    secrets.openIdentity(id, secrets.openDataKey(`person ${id}`, data_key, key_version), identity),
  );
  expect(numbers.filter((number) => !number.startsWith('410599'))).toEqual([]);
  expect(numbers.length).toBeGreaterThan(600);
});

function linesOf(text: string): readonly string[] {
  return text.split('\n').slice(0, -1);
}

/** The rows of a table as COPY writes them. */
async function copied(client: pg.Client, table: string, columns: readonly string[]): Promise<ReadonlySet<string>> {
  const list = columns.map((column) => pg.escapeIdentifier(column)).join(', ');
  const chunks: Buffer[] = [];
  for await (const chunk of client.query(copyTo(`copy (select ${list} from ${table}) to stdout`))) {
    chunks.push(chunk as Buffer);
  }
  return new Set(linesOf(Buffer.concat(chunks).toString()));
}
