import { insertChange } from '../../src/database/time/change-log.ts';
import type { Sql } from '../../src/database/database.ts';
import { liveUnionVersions, refreshUnionClosure, setUnionVersions } from '../../src/organisation/union.store.ts';
import { changedFrom } from '../../src/organisation/changes/changed-from.ts';
import type { TestRegister } from './register.ts';

type Organised = Pick<TestRegister, 'ids' | 'platform'>;

/** Writes as one change of the tree of unions, and brings the closure in line. */
export async function changeTree(
  { ids, platform }: Organised,
  write: (sql: Sql, changeId: string) => Promise<unknown>,
): Promise<string> {
  const by = { actorId: ids['admin'] ?? '', purpose: '测试' };
  return platform.database.transaction(async (sql) => {
    const changeId = await insertChange(sql, by, 'MAKE_SAMPLE', 'TRADE_UNION', by.actorId);
    await write(sql, changeId);
    await refreshUnionClosure(sql, changeId);
    return changeId;
  });
}

/** Moves a union under another superior from a day on. */
export function moveUnion(register: Organised, unionId: string, parentId: string, day: string): Promise<string> {
  return changeTree(register, async (sql, changeId) =>
    setUnionVersions(
      sql,
      changeId,
      unionId,
      changedFrom(await liveUnionVersions(sql, unionId), day, () => ({ parentId })),
    ),
  );
}

/** Writes as one change of a file. */
function changeFile(
  { ids, platform }: Organised,
  fileId: string,
  write: (sql: Sql, changeId: string) => Promise<unknown>,
): Promise<unknown> {
  const by = { actorId: ids['admin'] ?? '', purpose: '测试' };
  return platform.database.transaction(async (sql) =>
    write(sql, await insertChange(sql, by, 'OPEN_FILE', 'ARCHIVE_FILE', fileId)),
  );
}

/** Hands a file over to another steward from a day on. */
export function handOver(register: Organised, fileId: string, unionId: string, day: string): Promise<unknown> {
  return changeFile(register, fileId, async (sql, changeId) => {
    const [kept] = await sql.query<{ from: string; unionId: string }>(
      `update stewardship set superseded_in = $1 where anchor_id = $2 and superseded_in is null and valid_to is null
       returning valid_from as from, union_id as "unionId"`,
      [changeId, fileId],
    );
    await sql.query(
      `insert into stewardship (anchor_id, union_id, valid_from, valid_to, recorded_in)
       values ($1, $3, $4, $5, $2), ($1, $6, $5, null, $2)`,
      [fileId, changeId, kept?.unionId, kept?.from, day, unionId],
    );
  });
}

/** Withdraws a file from a day on. */
export function withdraw(register: Organised, fileId: string, day: string): Promise<unknown> {
  return changeFile(register, fileId, async (sql, changeId) => {
    await sql.query('update archive_file_version set superseded_in = $1 where anchor_id = $2', [changeId, fileId]);
    await sql.query(
      `insert into archive_file_version (anchor_id, household_id, valid_from, valid_to, level, hardship_class, state, recorded_in)
       select v.anchor_id, v.household_id, spans.begins, spans.ends, v.level, v.hardship_class, spans.state, $1::uuid
       from archive_file_version v
       cross join lateral (values (v.valid_from, $3::date, v.state), ($3::date, null, 'WITHDRAWN')) as spans (begins, ends, state)
       where v.anchor_id = $2 and v.superseded_in = $1`,
      [changeId, fileId, day],
    );
  });
}
