import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isInputObjectType } from 'graphql';
import { type ErrorCode, ERRORS, errorMessage } from '../../src/graph/error.ts';
import { servedGraph } from '../../src/app/schema.ts';
import { runs } from '../support/runs.ts';
import {
  type Asking,
  type ServedAnswer,
  type ServedPlatform,
  startServed,
  subjectOf,
} from '../support/served/platform.ts';
import { Choices } from '../support/served/choices.ts';
import { broken, randomRequest } from '../support/served/documents.ts';
import { poolsOf } from '../support/served/pools.ts';
import { type Territories, territoriesOf } from '../support/served/territory.ts';
import type { Pools } from '../support/served/values.ts';

const { numRuns, seed } = runs(700, 50_000);
const schema = servedGraph();

interface Reader {
  /** As the token names them; `null`: nobody. */
  readonly subject: string | null;
  readonly asking: Asking;
}

let served: ServedPlatform;
let territories: Territories;
let pools: Pools;
let readers: readonly Reader[];

const SENTENCES = new Set((Object.keys(ERRORS) as ErrorCode[]).map((code) => `${code} ${errorMessage(code)}`));

/** The names of all fields of inputs. */
const INPUT_FIELDS = new Set(
  Object.values(schema.getTypeMap()).flatMap((type) => (isInputObjectType(type) ? Object.keys(type.getFields()) : [])),
);
const REASON =
  /^(应为|必填|有此类型没有的项|不在可选值之内)[^/]* \/ (must be|is required|has a field|is not one)[ -~]*$/;

const STAFF = [
  ...['clerk.410500', 'archivist.410500', 'reviewer.410500', 'finance.410500', 'auditor.410500'],
  ...['clerk.410502', 'archivist.410502', 'clerk.410581', 'reviewer.410502', 'finance.410502', 'auditor.410522'],
  ...['statistician.410500', 'dashboard.410500', 'admin', 'civil-affairs'],
];

beforeAll(async () => {
  served = await startServed({ households: 80, statistics: true });
  territories = await territoriesOf(served);
  readers = await readersOf();
  pools = await poolsOf(
    served,
    readers.map(({ asking }) => asking),
  );
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

/** What is wrong with an answer, whatever was asked. */
/** Whether a sentence names a place among the variables by names of the schema, and one of the known reasons. */
function isOfVariable(message: string): boolean {
  const [, path = '', reason = ''] = /^([^:]+): (.+)$/.exec(message) ?? [];
  const [, ...names] = path.split('.');
  return REASON.test(reason) && names.every((name) => /^\d+$/.test(name) || INPUT_FIELDS.has(name));
}

async function faultsOf({ status, text, errors, codes, data }: ServedAnswer, subject: string | null) {
  // What was asked wrongly is refused before it is executed, or where nothing else came of it.
  const isRefused = data === undefined || (status === 400 && data === null);
  const isKnown = status === 200 ? data !== undefined : [400, 401, 405].includes(status) && isRefused;
  const strange = errors.filter(
    ({ message, extensions }) => !SENTENCES.has(`${String(extensions['code'])} ${message}`) && !isOfVariable(message),
  );
  const inside = codes.filter((code) => code === 'INTERNAL' || code === 'UNAVAILABLE');
  return [...(isKnown ? [] : [status]), ...strange, ...inside, ...(await territories.foreignIn(text, subject))];
}

test('the search for what is others’ finds it', async () => {
  const city = readers.find(({ subject }) => subject === 'clerk.410500');
  const { text } = await served.ask(
    '{ households(first: 200) { nodes { id members { person { id } } } } }',
    city?.asking,
  );
  expect(await territories.foreignIn(text, 'clerk.410500')).toEqual([]);
  expect((await territories.foreignIn(text, 'clerk.410502')).length).toBeGreaterThan(20);
  expect((await territories.foreignIn(text, null)).length).toBeGreaterThan(100);
});

test(
  `${numRuns} random requests, valid and broken, of readers of every kind: each is answered, by no failure of ours and with nothing that is others'`,
  async () => {
    const counts = new Map<string, number>();
    const tapes = fc.uint8Array({ minLength: 100, maxLength: 600, size: 'max' });
    await fc.assert(
      fc.asyncProperty(tapes, async (tape) => {
        const choices = new Choices(tape);
        const { subject, asking } = choices.of(readers);
        const valid = randomRequest(schema, choices, pools);
        const asked = choices.chance(30) ? broken(valid, choices) : valid;
        const isSigned = choices.chance(40);
        const purpose = choices.chance(50) ? { purpose: '资格核对' } : {};
        const answer = await served.post(JSON.stringify(asked), { ...asking, ...purpose, signed: isSigned });
        const faults = await faultsOf(answer, subject);
        expect({ faults, subject, isSigned, asked }).toEqual({ faults: [], subject, isSigned, asked });
        const kind = `${answer.status} ${[...new Set(answer.codes)].sort().join(' ')}`;
        counts.set(kind, (counts.get(kind) ?? 0) + 1);
      }),
      { seed, numRuns },
    );
    expect((await served.ask('{ regions { code } }', readers[0]?.asking)).status).toBe(200);
    // Enough of them came through to something that belongs to somebody.
    expect(counts.get('200 ')).toBeGreaterThan(numRuns / 10);
    expect(territories.looked()).toBeGreaterThan(numRuns);
    console.log(`answers: ${JSON.stringify(Object.fromEntries(counts))}; names looked at: ${territories.looked()}`);
  },
  120_000 + numRuns * 200,
);
