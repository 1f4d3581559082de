import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { contractToken } from '../../../src/signing/contract-token.ts';
import { loadPersons } from '../../../src/registry/person/person.read.ts';
import { readJson } from '../json.ts';
import { identityNumber } from '../register-household.ts';
import type { Asking, ServedPlatform } from './platform.ts';
import type { Pools } from './values.ts';

const CASES = pathToFileURL(join(__dirname, '../../policy/cases/income.json'));
/** Of which something is known, nothing yet, or nothing ever. */
const DAYS = ['2025-01-01', '2024-02-29', '2018-01-01', '1990-05-05', '2030-12-31', '0001-01-01', '9999-12-31'];

/** What is on record that a caller could name; cursors are those of these readers. */
export async function poolsOf(served: ServedPlatform, readers: readonly Asking[]): Promise<Pools> {
  const column = async (text: string) => (await served.asOwner(text)).map(({ value }) => String(value));
  const personIds = await column('select id as value from person order by id');
  const numbers = await numbersOf(served, personIds);
  const cases = readJson(CASES) as readonly { readonly facts: object }[];
  return {
    personIds,
    householdIds: await column('select id as value from household order by id'),
    unionIds: await column('select id as value from trade_union order by code limit 20'),
    fileIds: await column('select id as value from archive_file order by id'),
    otherIds: await column(
      `select id as value from household_record union select id from archive_file union select id from change_log
       union select id from membership order by 1`,
    ),
    // Readers stay who they are.
    staffIds: await column(`select id as value from staff where code like '%.410527' order by code`),
    fileNumbers: await column('select number as value from archive_file order by number'),
    identityNumbers: [...numbers, ...Array.from({ length: 40 }, (_, at) => identityNumber(360_000 + at))],
    tokens: numbers.slice(0, 60).map((number) => contractToken(served.gateway.contractKey, number)),
    unionCodes: await column('select code as value from trade_union order by code'),
    regionCodes: await column('select code as value from region order by code'),
    days: [...Array.from({ length: 12 }, () => served.today), ...DAYS],
    cursors: (await Promise.all(readers.map((reader) => cursorsOf(served, reader)))).flat(),
    facts: cases.map(({ facts }) => facts),
  };
}

async function numbersOf({ platform }: ServedPlatform, personIds: readonly string[]): Promise<readonly string[]> {
  const persons = await platform.database.session((sql) => loadPersons(sql, platform.secrets, personIds, 'NOW'));
  return [...persons.values()].flatMap((person) => person.identityNumber ?? []);
}

async function cursorsOf(served: ServedPlatform, reader: Asking): Promise<readonly string[]> {
  const page = '(first: 1) { pageInfo { endCursor } }';
  const { data } = await served.ask(`{ households${page} disbursements${page} tradeUnions${page} }`, reader);
  const pages = Object.values(data ?? {}) as readonly ({
    readonly pageInfo: { readonly endCursor: string | null };
  } | null)[];
  return pages.flatMap((one) => one?.pageInfo.endCursor ?? []);
}
