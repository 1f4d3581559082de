import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { contractToken } from '../../src/access/gateway/contract-token.ts';
import { loadPersons } from '../../src/registry/person/person.store.ts';
import { ERRORS, sentenceOf } from '../../src/graph/error.ts';
import { buildGraph } from '../../src/graph/schema.ts';
import { identityNumber } from '../support/register-household.ts';
import { readJson } from '../support/json.ts';
import { runs } from '../support/runs.ts';
import { type Asking, type ServedAnswer, type ServedPlatform, startServed } from '../support/served.ts';
import { Choices } from '../support/served-choices.ts';
import { broken, randomRequest } from '../support/served-documents.ts';
import { type Territories, territoriesOf } from '../support/served-territory.ts';
import type { Pools } from '../support/served-values.ts';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';

const { numRuns, seed } = runs(1000, 50_000);
const schema = buildGraph();

interface Reader {
  /** As the token names them; `null`: nobody. */
  readonly subject: string | null;
  readonly asking: Asking;
}

let served: ServedPlatform;
let territories: Territories;
let pools: Pools;
let readers: readonly Reader[];

const STAFF = [
  ...['clerk.410500', 'archivist.410500', 'reviewer.410500', 'finance.410500', 'auditor.410500'],
  ...['clerk.410502', 'archivist.410502', 'clerk.410581', 'reviewer.410502', 'finance.410502', 'auditor.410522'],
  ...['statistician.410500', 'admin', 'civil-affairs'],
];

beforeAll(async () => {
  served = await startServed({ households: 80 });
  territories = await territoriesOf(served);
  readers = await readersOf();
  pools = await poolsOf();
});
afterAll(() => served.close());

async function readersOf(): Promise<readonly Reader[]> {
  const workers = await served.asOwner(
    "select distinct split_part(subject, '.', 2) as union from worker_login_version order by 1 limit 2",
  );
  const tokens = await Promise.all([
    ...STAFF.map((staff) => served.bearer({ staff })),
    ...workers.map(({ union }) => served.bearer({ role: 'worker', union: String(union) })),
  ]);
  return [...tokens.map((token) => ({ subject: subjectOf(token), asking: { token } })), { subject: null, asking: {} }];
}

function subjectOf(token: string): string {
  const payload = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as {
    readonly sub: string;
  };
  return payload.sub;
}

async function poolsOf(): Promise<Pools> {
  const column = async (text: string) => (await served.asOwner(text)).map(({ value }) => String(value));
  const personIds = await column('select id as value from person order by id');
  const { database, secrets } = served.platform;
  const persons = await database.session((sql) => loadPersons(sql, secrets, personIds, 'NOW'));
  const numbers = [...persons.values()].flatMap((person) => person.identityNumber ?? []);
  const asked = readers.filter(({ subject }) => subject !== null).map(({ asking }) => cursorOf(asking));
  const cases = readJson(pathToFileURL(join(__dirname, '../policy/cases/income.json'))) as readonly {
    readonly facts: object;
  }[];
  return {
    personIds,
    householdIds: await column('select id as value from household order by id'),
    unionIds: await column('select id as value from trade_union order by code limit 20'),
    fileIds: await column('select id as value from archive_file order by id'),
    otherIds: await column(
      `select id as value from household_record union select id from archive_file union select id from change_log
       union select id from membership union select id from staff_grant order by 1`,
    ),
    // Readers stay who they are.
    staffIds: await column(`select id as value from staff where code like '%.410527' order by code`),
    fileNumbers: await column('select number as value from archive_file order by number'),
    identityNumbers: [...numbers, ...Array.from({ length: 40 }, (_, at) => identityNumber(360_000 + at))],
    tokens: numbers.slice(0, 60).map((number) => contractToken(served.gateway.contractKey, number)),
    unionCodes: await column('select code as value from trade_union order by code'),
    regionCodes: await column('select code as value from region order by code'),
    days: [
      ...Array.from({ length: 12 }, () => served.today),
      '2025-01-01',
      '2024-02-29',
      '2018-01-01',
      '1990-05-05',
      '2030-12-31',
      '0001-01-01',
      '9999-12-31',
    ],
    cursors: (await Promise.all(asked)).flat(),
    facts: cases.map(({ facts }) => facts),
  };
}

async function cursorOf(asking: Asking): Promise<readonly string[]> {
  const { data } = await served.ask(
    '{ households(first: 1) { pageInfo { endCursor } } disbursements(first: 1) { pageInfo { endCursor } } }',
    asking,
  );
  const pages = Object.values(data ?? {}) as readonly { readonly pageInfo: { readonly endCursor: string | null } }[];
  return pages.flatMap(({ pageInfo }) => pageInfo.endCursor ?? []);
}

/** What is wrong with an answer, whatever was asked. */
async function faultsOf(
  { status, text, errors, codes, data }: ServedAnswer,
  subject: string | null,
): Promise<readonly unknown[]> {
  const strange = errors.filter(
    ({ message, extensions: { code } }) =>
      !(String(code) in ERRORS) || message !== sentenceOf(code as keyof typeof ERRORS),
  );
  const inside = codes.filter((code) => code === 'INTERNAL' || code === 'UNAVAILABLE');
  const isKnown = status === 200 ? data !== undefined : [400, 401, 405].includes(status) && data === undefined;
  const foreign = await territories.foreignIn(text, subject);
  return [...strange, ...inside, ...foreign, ...(isKnown ? [] : [status])];
}

test(
  `${numRuns} random requests, valid and broken, from readers of every kind: answered, never by a failure of ours or with what is others'`,
  async () => {
    const statuses = new Map<string, number>();
    const request = fc.uint8Array({ minLength: 100, maxLength: 600, size: 'max' });
    await fc.assert(
      fc.asyncProperty(request, async (tape) => {
        const choices = new Choices(tape);
        const reader = choices.of(readers);
        const valid = randomRequest(schema, choices, pools);
        const asked = choices.chance(30) ? broken(valid, choices) : valid;
        const isSigned = choices.chance(40);
        const purpose = choices.chance(50) ? { purpose: '核对' } : {};
        const answer = await served.post(JSON.stringify(asked), { ...reader.asking, ...purpose, signed: isSigned });
        const faults = await faultsOf(answer, reader.subject);
        if (faults.length > 0)
          throw new Error(
            JSON.stringify(
              { faults, subject: reader.subject, isSigned, asked, answer: answer.text.slice(0, 2000) },
              undefined,
              1,
            ),
          );
        const kind = `${answer.status} ${[...new Set(answer.codes)].sort().join(' ')}`;
        statuses.set(kind, (statuses.get(kind) ?? 0) + 1);
      }),
      { seed, numRuns },
    );
    console.log(Object.fromEntries([...statuses].sort(([, one], [, other]) => other - one)), territories.looked());
  },
  60_000 + numRuns * 200,
);
