import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { MIGRATIONS_TABLE } from '../../../src/database/connection/data-source.ts';
import { insertChanges } from '../../../src/database/time/change-log.ts';
import { newId } from '../../../src/database/ids.ts';
import { TABLE_CLASSES } from '../../../src/database/migrations/table-classes.ts';
import { ROLES } from '../../../src/access/staff.codes.ts';
import { fileStepFields } from '../../../src/archive/procedure/steps/file-step.fields.ts';
import { archiveFileFields } from '../../../src/registry/file/archive-file.fields.ts';
import { code, type Fields } from '../../../src/fields/field.ts';
import { UNION_KINDS } from '../../../src/organisation/union.codes.ts';
import { RECORDS, STATES } from '../../../src/registry/kinds.ts';
import { recordHousehold } from '../../../src/registry/recording/record-household.ts';
import { newHousehold, SERVERS, type TestRegister, testRegister, valueOf } from '../../support/register.ts';
import { household } from '../../support/register-household.ts';
import pg from 'pg';
import type { EntitySchema } from 'typeorm';
import type { Table } from '../../../src/database/table.ts';

const SOURCE = join(__dirname, '..', '..', '..', 'src');

/** What the features declare of their tables, wherever they do. */
async function entities(): Promise<readonly EntitySchema[]> {
  const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.entity.ts'),
  );
  const modules = await Promise.all(
    files.map((file) => import(join(SOURCE, file)) as Promise<Readonly<Record<string, Table | readonly Table[]>>>),
  );
  return modules.flatMap((module) =>
    Object.values(module)
      .flat()
      .map(({ entity }) => entity),
  );
}

const FACTS = Object.entries(TABLE_CLASSES).flatMap(([table, kind]) => (kind === 'FACT' ? [table] : []));
const JOURNALS = Object.entries(TABLE_CLASSES).flatMap(([table, kind]) => (kind === 'JOURNAL' ? [table] : []));

describe.each(SERVERS)('on PostgreSQL %s', (server) => {
  let register: TestRegister;
  let householdId = '';

  beforeAll(async () => {
    register = await testRegister(server);
    const recorded = await recordHousehold(register.deps, newHousehold(register, household([1, 2])));
    householdId = valueOf(recorded).householdId;
  });

  afterAll(() => register.drop());

  test('every table has a class, and every class its tables', async () => {
    const tables = await register.asOwner("select tablename from pg_tables where schemaname = 'public' order by 1");
    expect(tables.map(({ tablename }) => tablename).filter((name) => name !== MIGRATIONS_TABLE)).toEqual(
      Object.keys(TABLE_CLASSES).sort(),
    );
  });

  test('the entities’ columns are those of the migrated catalogue', async () => {
    const columns = await register.asOwner(
      `select table_name, column_name, is_nullable = 'YES' as nullable, replace(udt_name, '_text', 'text[]') as type
       from information_schema.columns where table_schema = 'public' and table_name <> $1`,
      [MIGRATIONS_TABLE],
    );
    const names: Record<string, string> = { boolean: 'bool', bigint: 'int8', integer: 'int4' };
    const declared = (await entities()).flatMap(({ options }) =>
      Object.values(options.columns).map((column) => ({
        table_name: options.tableName,
        column_name: column?.name,
        nullable: column?.nullable === true,
        type: column?.array === true ? 'text[]' : (names[String(column?.type)] ?? String(column?.type)),
      })),
    );
    const lines = (rows: object[]) => rows.map((row) => JSON.stringify(row, Object.keys(row).sort())).sort();
    expect(lines(declared)).toEqual(lines(columns));
  });

  test('each code list of the dictionaries is the constraint of its column', async () => {
    const lists = [
      ...[...Object.values(STATES), ...Object.values(RECORDS)],
      { table: 'archive_file_version', fields: archiveFileFields },
      { table: 'archive_file_step', fields: fileStepFields },
      { table: 'trade_union_version', fields: { kind: code('工会层级', UNION_KINDS) } },
      { table: 'staff_grant_version', fields: { role: code('角色', ROLES) } },
    ];
    for (const { table, fields } of lists as { table: string; fields: Fields }[]) {
      const checks = await register.asOwner(
        `select pg_get_constraintdef(oid) as text from pg_constraint where contype = 'c' and conrelid = $1::regclass`,
        [table],
      );
      for (const [name, field] of Object.entries(fields)) {
        if (field.codes === null || field.sealed) continue;
        const column = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
        const check = checks.map(({ text }) => String(text)).find((text) => new RegExp(`\\(+${column} `).test(text));
        const listed = [...(check ?? '').matchAll(/'([A-Z_]+)'/g)].map(([, code]) => code);
        expect([table, name, listed.sort()]).toEqual([table, name, Object.keys(field.codes).sort()]);
      }
    }
  });

  describe('as the application role', () => {
    /** One connection for all that is refused, since there is so much of it. */
    let application: pg.Client;
    beforeAll(async () => {
      application = new pg.Client({ connectionString: register.platform.url });
      await application.connect();
    });
    afterAll(() => application.end());

    const refused = (text: string) =>
      expect(application.query(text)).rejects.toThrow(/permission denied|must be owner|must be superuser/);

    test.each([...FACTS, ...JOURNALS])('%s cannot be emptied, deleted from or replaced', async (table) => {
      await refused(`truncate ${table} cascade`);
      await refused(`delete from ${table}`);
      await refused(`drop table ${table} cascade`);
      await refused(`alter table ${table} disable trigger all`);
      await refused(`alter table ${table} add column more text`);
      await refused(`create trigger mine before insert on ${table} execute function refuse_backdating()`);
    });

    test.each(FACTS)('nothing of %s can be updated but what supersedes it', async (table) => {
      const columns = await register.asOwner(
        `select column_name as name from information_schema.columns where table_schema = 'public' and table_name = $1`,
        [table],
      );
      for (const { name } of columns) {
        if (name !== 'superseded_in') await refused(`update ${table} set "${String(name)}" = "${String(name)}"`);
      }
      await refused(`insert into ${table} (superseded_in) values (null)`);
    });

    test.each(JOURNALS)('nothing of %s can be updated', async (table) => {
      const columns = await register.asOwner(
        `select column_name as name from information_schema.columns where table_schema = 'public' and table_name = $1`,
        [table],
      );
      for (const { name } of columns) await refused(`update ${table} set "${String(name)}" = "${String(name)}"`);
    });

    test('nobody can say when a change was or in which transaction, nor number it', async () => {
      await refused('insert into change_log (transaction) values (1)');
      await refused("insert into change_log (at) values ('2020-01-01')");
      await refused('insert into change_sequence (number) values (1000000)');
      await refused('update sequencer set last = 0');
      await refused("insert into database_mark (mark) values ('SAMPLE')");
    });

    test('no way round by roles, functions or rules', async () => {
      await refused('set role test_owner');
      await refused('set session_replication_role = replica');
      await refused(
        'create or replace function refuse_backdating() returns trigger language plpgsql as $$ begin return null; end $$',
      );
      await refused('drop function refuse_second_superseding() cascade');
      await refused('create rule mine as on update to income_version do instead nothing');
      await refused('create table mine (id int)');
      await register.asApplication('grant delete on income_version to test_application');
      await refused('delete from income_version');
      await refused("copy income_version to program 'cat'");
    });

    test('a row cannot be written into an earlier change', async () => {
      const [earlier] = await register.asApplication('select id from change_log limit 1');
      await expect(
        register.asApplication(
          `insert into household_record (id, household_id, kind, key, recorded_in) values ($1, $2, 'incomes', 'x', $3)`,
          [newId(), householdId, earlier?.['id']],
        ),
      ).rejects.toThrow('is recorded in a change of its own transaction');
    });

    test('a fact cannot be superseded by an earlier change, nor set free again', async () => {
      const [earlier] = await register.asApplication('select id from change_log limit 1');
      const supersede = 'update household_version set superseded_in = $1 where anchor_id = $2';
      await expect(register.asApplication(supersede, [earlier?.['id'], householdId])).rejects.toThrow(
        'superseded once',
      );
      await expect(register.asApplication(supersede, [null, householdId])).rejects.toThrow('superseded once');
    });

    test('a fact is superseded once', async () => {
      const superseded = register.platform.database.transaction(async (sql) => {
        for (let times = 0; times < 2; times += 1) {
          const id = newId();
          const actorId = register.ids['clerk'] ?? '';
          const subject = { subjectKind: 'HOUSEHOLD', subjectId: householdId } as const;
          await insertChanges(sql, [{ id, actorId, action: 'MAKE_SAMPLE' as const, purpose: '测试', ...subject }]);
          await sql.query('update household_version set superseded_in = $1 where anchor_id = $2', [id, householdId]);
        }
      });
      await expect(superseded).rejects.toThrow('superseded once');
    });
  });
});
