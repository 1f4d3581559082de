import { SAMPLE_ISSUER } from '../../../src/access/token/signing-key.ts';
import { loadPersons } from '../../../src/registry/person/person.read.ts';
import type { ServedPlatform } from './platform.ts';

/** The roles that see households at all (Article 20), written down here once more: tests do not ask the code that they test. */
const READERS = [
  'UNION_CLERK',
  'SUPERIOR_REVIEWER',
  'CENTRE_ARCHIVIST',
  'FINANCE_OFFICER',
  'PARTNER_SYSTEM',
  'AUDITOR',
];

/** Everything in an answer that could be somebody's: ids, file numbers, identity numbers, account numbers. */
const NAMES = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9]{15,19}X?/g;

/** The households that each id, file number or identity number is of, whoever may see it. */
async function readOwners({ asOwner, platform }: ServedPlatform): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await asOwner(
    `select id::text as name, id as household from household
     union select person_id::text, household_id from membership_version
     union select id::text, household_id from membership
     union select id::text, household_id from household_record
     union select id::text, household_id from archive_file
     union select number, household_id from archive_file
     union select id::text, household_id from assessment_receipt
     union select id::text, subject_id from change_log where subject_kind = 'HOUSEHOLD'`,
  );
  const owners = Map.groupBy(rows, ({ name }) => String(name));
  const known = new Map([...owners].map(([name, of]) => [name, of.map(({ household }) => String(household))]));
  const ids = (await asOwner('select id from person')).map(({ id }) => String(id));
  const persons = await platform.database.session((sql) => loadPersons(sql, platform.secrets, ids, 'NOW'));
  for (const [id, { identityNumber }] of persons) {
    if (identityNumber !== null) known.set(identityNumber, known.get(id) ?? []);
  }
  return known;
}

/** The households that somebody may see: from the tree, the stewards and the grants alone. */
async function readTerritory({ asOwner, today }: ServedPlatform, subject: string): Promise<readonly string[]> {
  const current = (alias: string) =>
    `${alias}.superseded_in is null and ${alias}.valid_from <= $3 and (${alias}.valid_to is null or ${alias}.valid_to > $3)`;
  const rows = await asOwner(
    `with recursive below as (
       select g.union_id as id from staff_version s join staff_grant a on a.staff_id = s.anchor_id
       join staff_grant_version g on g.anchor_id = a.id and ${current('g')} and g.role = any($4)
       where s.issuer = $1 and s.subject = $2 and ${current('s')}
       union select u.anchor_id from trade_union_version u join below on u.parent_id = below.id and ${current('u')}
     ), steward as (
       select f.household_id, s.union_id from archive_file_version f join stewardship s on s.anchor_id = f.anchor_id and ${current('s')}
       where f.superseded_in is null and f.valid_to is null and f.state not in ('LIFTED', 'WITHDRAWN', 'REFUSED')
     )
     select h.id from household h left join steward s on s.household_id = h.id
     where coalesce(s.union_id, h.union_id) in (select id from below)
     union
     select m.household_id from worker_login_version w join membership_version m on m.person_id = w.anchor_id and ${current('m')}
     join household_version v on v.worker_id = m.anchor_id and ${current('v')}
     where w.issuer = $1 and w.subject = $2 and ${current('w')}`,
    [SAMPLE_ISSUER, subject, today, READERS],
  );
  return rows.map(({ id }) => String(id));
}

/** Tells what in an answer is none of its reader's business. */
export interface Territories {
  /** The names in a text that are of households which the subject may not see. */
  readonly foreignIn: (text: string, subject: string | null) => Promise<readonly string[]>;
  /** How many names that somebody owns have been looked at. */
  readonly looked: () => number;
}

export async function territoriesOf(served: ServedPlatform): Promise<Territories> {
  let owners = await readOwners(served);
  const allowed = new Map<string, ReadonlySet<string>>();
  /** Ids that nobody owns: of unions, staff, standards. */
  const common = new Set<string>();
  let looked = 0;
  const allowedTo = async (subject: string) => {
    const known = allowed.get(subject) ?? new Set(await readTerritory(served, subject));
    allowed.set(subject, known);
    return known;
  };
  const find = async (names: readonly string[], subject: string | null) => {
    const own = subject === null ? new Set<string>() : await allowedTo(subject);
    return names.filter((name) => owners.get(name)?.some((household) => own.has(household)) === false);
  };
  return {
    foreignIn: async (text, subject) => {
      const names = [...new Set(text.match(NAMES) ?? [])];
      const isStrange = names.some((name) => !owners.has(name) && !common.has(name));
      looked += names.filter((name) => owners.has(name)).length;
      const foreign = await find(names, subject);
      if (foreign.length === 0 && !isStrange) return [];
      // Something was recorded since.
      owners = await readOwners(served);
      if (subject !== null) allowed.set(subject, new Set(await readTerritory(served, subject)));
      for (const name of names) if (!owners.has(name) && name.includes('-')) common.add(name);
      return find(names, subject);
    },
    looked: () => looked,
  };
}
