import { insertChange } from '../../src/database/time/change-log.ts';
import type { Sql } from '../../src/database/database.ts';
import { refreshUnionClosure, setUnionVersions, type UnionVersion } from '../../src/organisation/union.store.ts';
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

/** The live versions of a union, the first ones first. */
export function unionVersions(sql: Sql, unionId: string): Promise<UnionVersion[]> {
  return sql.query<UnionVersion>(
    `select valid_from as from, valid_to as to, parent_id as "parentId", name, kind, region, has_centre as "hasCentre"
     from trade_union_version where anchor_id = $1 and superseded_in is null order by valid_from`,
    [unionId],
  );
}

/** The versions with a change from a day on, which alters nothing before that day. */
export function changedFrom(
  versions: readonly UnionVersion[],
  day: string,
  change: Partial<UnionVersion>,
): readonly UnionVersion[] {
  return versions.flatMap((version) => {
    if (version.from >= day) return [{ ...version, ...change }];
    if (version.to !== null && version.to <= day) return [version];
    return [
      { ...version, to: day },
      { ...version, ...change, from: day },
    ];
  });
}

/** Moves a union under another superior from a day on. */
export function moveUnion(register: Organised, unionId: string, parentId: string, day: string): Promise<string> {
  return changeTree(register, async (sql, changeId) =>
    setUnionVersions(sql, changeId, unionId, changedFrom(await unionVersions(sql, unionId), day, { parentId })),
  );
}
