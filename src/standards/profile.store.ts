import type { Sql } from '../database/database.ts';
import { insertTexts } from '../database/insert.ts';
import type { HouseholdFacts, Level } from '../policy/facts/facts.ts';

/** A local rule (地方档案管理办法) that a union issues for its territory, with the document that contains it. */
export interface NewProfile {
  readonly id: string;
  readonly unionId: string;
  readonly level: Exclude<Level, 'NATIONAL'>;
  /** `YYYY-MM-DD`. */
  readonly from: string;
  readonly document: string;
  readonly values: NonNullable<HouseholdFacts['profile']>;
}

export async function insertProfile(sql: Sql, changeId: string, profile: NewProfile): Promise<void> {
  const { id, unionId, level, from, document, values } = profile;
  await insertTexts(sql, 'profile', { id: 'uuid', union_id: 'uuid', level: 'text', recorded_in: 'uuid' }, [
    [id, unionId, level, changeId],
  ]);
  const number = (value: number | undefined) => (value === undefined ? null : String(value));
  await insertTexts(
    sql,
    'profile_version',
    {
      anchor_id: 'uuid',
      valid_from: 'date',
      document: 'text',
      near_multiple: 'integer',
      sudden_multiple: 'integer',
      area_per_head: 'bigint',
      dwellings: 'integer',
      exclusions_off: 'text[]',
      recorded_in: 'uuid',
    },
    [
      [
        id,
        from,
        document,
        number(values.nearMultiple),
        number(values.suddenMultiple),
        number(values.areaPerHead),
        number(values.dwellings),
        `{${(values.exclusionsOff ?? []).join(',')}}`,
        changeId,
      ],
    ],
  );
}
