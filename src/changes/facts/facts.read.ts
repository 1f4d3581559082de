import type { Sql } from '../../database/database.ts';
import type { Texts } from '../../database/copy-texts.ts';
import { versionReader } from '../../fields/version-reader.ts';
import type { Secrets } from '../../secrets/secrets.ts';
import type { FactKind, FactOwner } from './fact-kind.ts';
import { HOUSEHOLD_FACTS } from './household-facts.ts';
import { ORGANISATION_FACTS } from './organisation-facts.ts';

export const FACT_KINDS = { ...HOUSEHOLD_FACTS, ...ORGANISATION_FACTS } as const;

type FactKindName = keyof typeof FACT_KINDS;

/** A version of a fact that a change recorded or superseded. */
export interface FactVersion {
  readonly kind: FactKindName;
  readonly anchorId: string;
  readonly recordedIn: string;
  readonly supersededIn: string | null;
  readonly ownerId: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly key: string | null;
  readonly memberId: string | null;
  readonly personId: string | null;
  /** Of a fact of a person, the households of the question of which they ever were a member. */
  readonly households: readonly string[];
  /** Reads a value by the name of its field; encrypted ones are decrypted then. */
  readonly value: (field: string) => unknown;
}

/** Whose facts are read: households with the persons who ever were their members, and others by themselves. */
export interface FactOwners {
  readonly households: readonly string[];
  readonly persons: readonly string[];
  readonly unions: readonly string[];
  readonly standards: readonly string[];
}

const NAMES = Object.keys(FACT_KINDS) as readonly FactKindName[];

function textOf(column: string | null): string {
  return column === null ? 'null' : `${column}::text`;
}

function readerOf(kind: FactKind) {
  const { table, fields, owner, ownerId, apart, isRanged } = kind;
  const columns = Object.fromEntries(Object.entries(fields).filter(([name]) => name !== apart?.name));
  return versionReader({
    ...{ table, fields: columns, owner: { kind: owner === 'PERSON' ? 'person' : 'household', id: ownerId } },
    extra: { recordedIn: 'v.recorded_in::text', ownerId: `${ownerId}::text` },
    open: {
      supersededIn: 'v.superseded_in::text',
      validFrom: textOf(isRanged ? 'v.valid_from' : null),
      validTo: textOf(isRanged ? 'v.valid_to' : null),
      factKey: textOf(kind.key),
      memberId: textOf(kind.memberId),
      personId: textOf(kind.personId),
      households:
        owner === 'PERSON'
          ? "(select string_agg(l.household_id::text, ' ') from lived l where l.person_id = v.anchor_id)"
          : 'null',
    },
    ...(apart === null ? {} : { apart }),
  })(null);
}

const READERS = Object.fromEntries(NAMES.map((name) => [name, readerOf(FACT_KINDS[name])])) as unknown as Readonly<
  Record<FactKindName, ReturnType<typeof readerOf>>
>;

/** The conditions that indexes find the versions of an owner by. */
const BY_OWNER: Readonly<Record<FactOwner, string>> = {
  HOUSEHOLD: '= any($2::uuid[])',
  PERSON: 'in (select l.person_id from lived l)',
  TRADE_UNION: '= any($2::uuid[])',
  STANDARD: '= any($2::uuid[])',
};

const LIVED = `with lived as materialized (
  select m.person_id, m.household_id from membership_version m where m.household_id = any($2::uuid[]) group by 1, 2
  union all select unnest($3::uuid[]), null
) `;

const REGISTER = statementOf(NAMES.filter((name) => ['HOUSEHOLD', 'PERSON'].includes(FACT_KINDS[name].owner)));
const UNIONS = statementOf(NAMES.filter((name) => FACT_KINDS[name].owner === 'TRADE_UNION'));
const STANDARDS = statementOf(NAMES.filter((name) => FACT_KINDS[name].owner === 'STANDARD'));

function statementOf(names: readonly FactKindName[]): string {
  const width = Math.max(...names.map((name) => READERS[name].columns.length));
  const branches = names.map((name) => {
    const { columns, join } = READERS[name];
    const { from, owner, ownerId } = FACT_KINDS[name];
    const padded = [...columns, ...Array<string>(width - columns.length).fill('null')];
    return `select '${name}', ${padded.join(', ')} from ${from} ${join}
      where ${ownerId} ${BY_OWNER[owner]} and (v.recorded_in = any($1::uuid[]) or v.superseded_in = any($1::uuid[]))`;
  });
  return branches.join(' union all ');
}

/** Reads the versions that changes recorded or superseded, of these owners; at most three statements. */
export async function readFactVersions(
  sql: Sql,
  secrets: Secrets,
  changeIds: readonly string[],
  { households, persons, unions, standards }: FactOwners,
): Promise<readonly FactVersion[]> {
  const rows: Texts[] = [];
  const add = async (text: string, ...owners: readonly (readonly string[])[]) => {
    if (owners.some((ids) => ids.length > 0)) rows.push(...(await sql.arrays(text, [changeIds, ...owners])));
  };
  await add(LIVED + REGISTER, households, persons);
  await add(UNIONS, unions);
  await add(STANDARDS, standards);
  return rows.map((row) => versionOf(secrets, row));
}

function versionOf(secrets: Secrets, row: Texts): FactVersion {
  const kind = row[0] as FactKindName;
  const { fields }: FactKind = FACT_KINDS[kind];
  const read = READERS[kind].readRow(secrets, row, 1);
  const { id: anchorId, recordedIn, supersededIn, ownerId, validFrom, validTo, factKey, memberId, personId } = read;
  const value = (field: string) => (fields[field]?.sealed === true ? read.secret(field) : read[field]);
  return {
    ...{ kind, anchorId, recordedIn, supersededIn, ownerId, from: validFrom, to: validTo, key: factKey, memberId },
    ...{ personId, value, households: read.households?.split(' ') ?? [] },
  };
}
