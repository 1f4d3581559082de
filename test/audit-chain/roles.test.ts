import { appendFileSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { CANONICAL_TYPES } from '../../src/audit-chain/row-digest.ts';
import { readCheckpoint } from '../../src/audit-chain/checkpoint.ts';
import { addSigningKey, byVersion, readPublicKeys } from '../../src/audit-chain/signing-keys.ts';
import { verifyChain } from '../../src/audit-chain/verify/verify-chain.ts';
import { CHAINED_JOURNALS } from '../../src/database/migrations/chained-tables.ts';
import { newId } from '../../src/database/ids.ts';
import { confirmGrant } from '../../src/staff/grants/confirm-grant.ts';
import { endGrant } from '../../src/staff/grants/end-grant.ts';
import { proposeGrant } from '../../src/staff/grants/propose-grant.ts';
import { rotateKeys } from '../../src/secrets/keys/rotate-keys.store.ts';
import { addKeys } from '../../src/secrets/keys/key-file.ts';
import { DAY } from '../support/register-household.ts';
import { SERVERS, valueOf } from '../support/register.ts';
import { grantOne, readOne, type RecordedChain, recordedChain } from './recorded-chain.ts';
import { recordOne } from './record-one.ts';

/** What is written, as the application role, of somebody's change: `$1` is its id, `$2` who does it, `$3` the act. */
const CHANGE = `insert into change_log (id, actor_id, action, subject_kind, subject_id, purpose)
  values ($1, $2, $3, 'STAFF', $2, '测试')`;

describe.each(SERVERS)('on PostgreSQL %s', (server) => {
  let chain: RecordedChain;
  let application: pg.Client;
  const taken: string[] = [];
  const receiver = createServer((request, response) => {
    request.setEncoding('utf8').on('data', (text: string) => taken.push(text));
    request.on('end', () => response.writeHead(taken.length === 1 ? 503 : 204).end());
  }).listen(0, '127.0.0.1');

  beforeAll(async () => {
    if (!receiver.listening) await once(receiver, 'listening');
    const address = receiver.address();
    chain = await recordedChain(server, `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`);
    application = new pg.Client({ connectionString: chain.register.platform.url });
    await application.connect();
    await readOne(chain.register, await recordOne(chain.register, 1, true));
    await chain.publish();
  });
  afterAll(async () => {
    receiver.close();
    await application.end();
    await chain.drop();
  });

  const id = (name: string) => chain.register.ids[name] ?? '';
  const verify = async (file = chain.outside.keyFile) => {
    const keys = valueOf(await readPublicKeys(file));
    return verifyChain(chain.register.platform.url, { checkpoints: chain.outside.file, keys, facts: true });
  };
  const refused = (text: string) =>
    expect(application.query(text)).rejects.toThrow(
      /permission denied|must be owner|must be superuser|must have admin option/,
    );

  test('a checkpoint that its receiver does not take is told, and sent again with the next', async () => {
    expect(chain.told).toEqual([expect.stringContaining('answered with 503')]);
    chain.told.length = 0;
    await recordOne(chain.register, 2, false);
    await chain.publish();
    const lines = readFileSync(chain.outside.file, 'utf8').trimEnd().split('\n');
    expect(JSON.parse(taken.at(-1) ?? '')).toEqual(readCheckpoint(lines.at(-1) ?? ''));
    expect(chain.told).toEqual([]);
  });

  test.each(['audit_form', 'audit_entry', 'audit_checkpoint', 'audit_pending'])(
    'the application role cannot write %s',
    async (table) => {
      const [column] = await chain.register.asOwner(
        'select attname as name from pg_attribute where attrelid = $1::regclass and attnum = 1',
        [table],
      );
      await refused(`insert into ${table} select * from ${table} limit 1`);
      await refused(`update ${table} set ${String(column?.['name'])} = ${String(column?.['name'])}`);
      await refused(`delete from ${table}`);
      await refused(`truncate ${table} cascade`);
      await refused(`alter table ${table} disable trigger all`);
      await refused(`copy ${table} from program 'true'`);
    },
  );

  test('the application role cannot become the sealer, nor keep a read from being sealed', async () => {
    await refused('set role test_sealer');
    await refused('set session authorization test_sealer');
    await refused('grant test_sealer to test_application');
    await refused('alter table sensitive_read disable trigger note_pending');
    await refused('drop trigger note_pending on sensitive_read');
    await refused('alter function note_pending() owner to test_application');
    await expect(application.query('select note_pending()')).rejects.toThrow('can only be called as trigger');
    // A temporary table under the name of the one that waits takes nothing away from it.
    await application.query('create temp table audit_pending (source text, key uuid)');
    await application.query('set search_path = pg_temp, public');
    await application.query(
      `insert into public.sensitive_read (id, staff_id, purpose, subjects, trace) values ($1, $2, '测试', '[]', 't')`,
      [newId(), id('clerk')],
    );
    await application.query('drop table pg_temp.audit_pending; reset search_path');
    expect(await chain.register.asOwner('select 1 from audit_pending')).toHaveLength(1);
    await chain.publish();
    expect(await verify()).toMatchObject({ faults: [], waiting: 0 });
  });

  test('a temporary table in the place of the changes does not let a row into an earlier change', async () => {
    const [earlier] = await chain.register.asApplication(
      "select id from change_log where action <> 'CONFIRM_GRANT' limit 1",
    );
    await application.query('begin');
    await application.query('create temp table change_log (id uuid, transaction bigint)');
    await application.query('insert into pg_temp.change_log values ($1, pg_current_xact_id()::text::bigint)', [
      earlier?.['id'],
    ]);
    await expect(
      application.query('insert into public.staff (id, code, recorded_in) values ($1, $2, $3)', [
        ...[newId(), 'forged', earlier?.['id']],
      ]),
    ).rejects.toThrow('is recorded in a change of its own transaction');
    await application.query('rollback');
  });

  test('the sealer writes the chain and nothing else', async () => {
    const { sealer } = chain;
    const denied = (text: string) => expect(sealer.query(text)).rejects.toThrow(/permission denied|must be owner/);
    await denied("update sensitive_read set purpose = 'x'");
    await denied('delete from change_log');
    await denied('update audit_entry set digest = digest');
    await denied('delete from audit_entry');
    await denied('update audit_checkpoint set root = root');
    await denied(`insert into change_log (id, actor_id, action, subject_kind, subject_id, purpose)
      select gen_random_uuid(), id, 'X', 'STAFF', id, 'x' from staff limit 1`);
    await denied("insert into audit_form values (99, '[]')");
  });

  test('the pool of the application holds no connection of the sealer', async () => {
    const rows = await chain.register.asApplication(
      "select count(*)::int as n from pg_stat_activity where usename = 'test_sealer' and datname = current_database()",
    );
    expect(rows).toEqual([{ n: 1 }]);
  });

  describe('a grant', () => {
    const by = (name: string) => ({ actorId: id(name), idempotencyKey: null, purpose: '测试' });
    const from = DAY(2026, 6, 30);
    let grantId = '';

    /** Writes as the application role what somebody else's programs might, in a transaction of one change. */
    const forge = async (actor: string, act: string, statements: readonly [text: string, ...values: unknown[]][]) => {
      const changeId = newId();
      await application.query('begin');
      try {
        await application.query(CHANGE, [changeId, id(actor), act]);
        for (const [text, ...values] of statements) {
          await application.query(text.replaceAll(':change', `'${changeId}'`), values);
        }
        await application.query('commit');
      } catch (error) {
        await application.query('rollback');
        throw error;
      }
    };
    const version = (grant: string, over: Readonly<Record<string, string>> = {}): [string] => {
      const given = {
        ...{ role: 'UNION_CLERK', union_id: id('county'), valid_from: '2026-06-30', valid_to: null },
        ...{ granted_by: id('chief'), confirmed_by: id('admin'), ...over },
      };
      const values = Object.values(given).map((value) => (value === null ? 'null' : `'${value}'`));
      return [
        `insert into staff_grant_version (anchor_id, ${Object.keys(given).join(', ')}, recorded_in)
         values ('${grant}', ${values.join(', ')}, :change)`,
      ];
    };
    const anchor = (grant: string): [string] => [
      `insert into staff_grant (id, staff_id, recorded_in) values ('${grant}', '${id('leaver')}', :change)`,
    ];
    const proposal = (grant: string, proposer: string): [string] => [
      `insert into grant_proposal (id, staff_id, role, union_id, valid_from, valid_to, proposed_by, recorded_in)
       values ('${grant}', '${id('leaver')}', 'UNION_CLERK', '${id('county')}', '2026-06-30', null, '${id(proposer)}', :change)`,
    ];
    const needsTwo = (work: Promise<void>) =>
      expect(work).rejects.toThrow('proposed by one member of staff and confirmed by another');

    test('that one proposed and another confirmed is written, and ended', async () => {
      const { deps } = chain.register;
      const proposed = valueOf(
        await proposeGrant(deps, {
          ...{
            ...by('chief'),
            staffId: id('leaver'),
            role: 'UNION_CLERK',
            unionId: id('county'),
            from,
            to: null,
            deputyFor: null,
          },
        }),
      );
      ({ grantId } = proposed);
      await grantOne(chain.register, 'admin', 'ADMINISTRATOR');
      valueOf(await confirmGrant(deps, { ...by('admin'), grantId }));
      valueOf(await endGrant({ ...deps, today: '2026-07-05' }, { ...by('admin'), grantId }));
      const rows = await chain.register.asOwner(
        'select valid_to::text as "to" from staff_grant_version where anchor_id = $1 and superseded_in is null',
        [grantId],
      );
      expect(rows).toEqual([{ to: '2026-07-05' }]);
    });

    test('without a proposal is refused', async () => {
      const grant = newId();
      await needsTwo(forge('admin', 'CONFIRM_GRANT', [anchor(grant), version(grant)]));
    });

    test('proposed and confirmed in one transaction is refused', async () => {
      const grant = newId();
      await needsTwo(forge('admin', 'CONFIRM_GRANT', [proposal(grant, 'chief'), anchor(grant), version(grant)]));
    });

    test('confirmed by whoever proposed it, or in another’s name, is refused', async () => {
      const grant = newId();
      await forge('chief', 'PROPOSE_GRANT', [proposal(grant, 'chief')]);
      await needsTwo(forge('chief', 'CONFIRM_GRANT', [anchor(grant), version(grant)]));
      await needsTwo(forge('leaver', 'CONFIRM_GRANT', [anchor(grant), version(grant, { confirmed_by: id('leaver') })]));
      const stolen = { granted_by: id('clerk') };
      await needsTwo(forge('admin', 'CONFIRM_GRANT', [anchor(grant), version(grant, stolen)]));
    });

    test('proposed in the name of somebody who did not is refused', async () => {
      const grant = newId();
      await forge('clerk', 'PROPOSE_GRANT', [proposal(grant, 'chief')]);
      await needsTwo(forge('admin', 'CONFIRM_GRANT', [anchor(grant), version(grant)]));
    });

    test('of another role, union or day than was proposed is refused', async () => {
      const grant = newId();
      await forge('chief', 'PROPOSE_GRANT', [proposal(grant, 'chief')]);
      for (const over of [{ role: 'ADMINISTRATOR' }, { union_id: id('city') }, { valid_from: '2020-01-01' }]) {
        await needsTwo(forge('admin', 'CONFIRM_GRANT', [anchor(grant), version(grant, over)]));
      }
      await needsTwo(forge('admin', 'BOOTSTRAP', [anchor(grant), version(grant, { role: 'ADMINISTRATOR' })]));
      await forge('admin', 'CONFIRM_GRANT', [anchor(grant), version(grant)]);
      // It was confirmed once: it does not come back when it has ended.
      await needsTwo(forge('admin', 'CONFIRM_GRANT', [version(grant, { valid_from: '2026-09-01' })]));
    });

    test('cannot be made longer by ending it', async () => {
      const [live] = await chain.register.asOwner(
        'select anchor_id, valid_from::text as "from" from staff_grant_version where superseded_in is null and valid_to is null limit 1',
      );
      const grant = String(live?.['anchor_id']);
      const end: [string] = [
        `update staff_grant_version set superseded_in = :change where anchor_id = '${grant}' and superseded_in is null`,
      ];
      const copied = (column: string, value: string): [string] => [
        `insert into staff_grant_version (anchor_id, valid_from, valid_to, role, union_id, granted_by, confirmed_by, recorded_in)
         select (jsonb_populate_record(v, '{"valid_to": "2027-01-01", "${column}": "${value}"}')).anchor_id, v.valid_from,
           '2027-01-01', (jsonb_populate_record(v, '{"${column}": "${value}"}')).role,
           (jsonb_populate_record(v, '{"${column}": "${value}"}')).union_id, v.granted_by, v.confirmed_by, :change
         from staff_grant_version v where anchor_id = '${grant}' and superseded_in = :change`,
      ];
      await needsTwo(forge('chief', 'END_GRANT', [end, copied('role', 'ADMINISTRATOR')]));
      await needsTwo(forge('chief', 'END_GRANT', [end, copied('union_id', id('otherCounty'))]));
      await forge('chief', 'END_GRANT', [end, copied('valid_from', '2018-01-01')]);
    });
  });

  test('a rotation of the master keys and one of the signing keys leave the chain as it is', async () => {
    const { platform, config, deps } = chain.register;
    const version = await addKeys(config.keyFile);
    while (deps.secrets.version() < version) await new Promise((resolve) => setTimeout(resolve, 100));
    await rotateKeys(platform.ownerUrl, deps.secrets, id('admin'), () => undefined);
    expect(valueOf(await addSigningKey(chain.outside.keyFile))).toBe(2);
    await new Promise((resolve) => setTimeout(resolve, 1100));
    await chain.publish();
    const last = readCheckpoint(readFileSync(chain.outside.file, 'utf8').trimEnd().split('\n').at(-1) ?? '');
    expect(last?.key).toBe(2);
    const verdict = await verify();
    expect(verdict).toMatchObject({ faults: [], waiting: 0 });
    expect(verdict.proven).toBe(verdict.entries);
    const [first] = valueOf(await readPublicKeys(chain.outside.keyFile));
    expect(byVersion(first === undefined ? [] : [first]).size).toBe(1);
  });

  test('a checkpoint that nobody signed is named, and a line that a crash broke off is counted', async () => {
    const whole = readFileSync(chain.outside.file, 'utf8');
    appendFileSync(chain.outside.file, '{"size":');
    expect(await verify()).toMatchObject({ faults: [], unreadable: 1 });
    await recordOne(chain.register, 3, false);
    await chain.publish();
    expect(await verify()).toMatchObject({ faults: [], unreadable: 1 });
    const last = readCheckpoint(whole.trimEnd().split('\n').at(-1) ?? '');
    appendFileSync(chain.outside.file, `${JSON.stringify({ ...last, size: 1_000_000 })}\n`);
    expect((await verify()).faults[0]?.words).toContain('signature');
  });

  test('every column of what the chain covers has a canonical text, and every chained journal an id', async () => {
    const [newest] = await chain.register.asOwner('select form from audit_form order by number desc limit 1');
    const form = JSON.parse(String(newest?.['form'])) as { table: string; columns: [string, string][] }[];
    const types = new Set(form.flatMap(({ columns }) => columns.map(([, type]) => type)));
    expect([...types].filter((type) => !CANONICAL_TYPES.includes(type))).toEqual([]);
    for (const journal of CHAINED_JOURNALS) {
      expect(form.find(({ table }) => table === journal)?.columns).toContainEqual(['id', 'uuid']);
    }
    expect(form.find(({ table }) => table === 'person')?.columns.map(([name]) => name)).toEqual([
      'id',
      'identity',
      'recorded_in',
    ]);
  });
});
