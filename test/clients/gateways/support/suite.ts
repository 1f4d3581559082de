import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { CITY_CLERK, platform, tokenOf } from '../../support/platform.ts';
import { type Federation, startFederation } from './federation.ts';
import type { Asking, GatewayError, StartGateway } from './gateway.ts';
import { askPlatform } from './persons.ts';

const DAY = '2023-06-30';

export interface Setting {
  readonly composer: 'apollo' | 'hive';
  readonly start: StartGateway;
  /** The error that the gateway adds by itself for a field that cannot be null of an entity that is. */
  readonly absence?: RegExp;
}

/** What every gateway has to be able to do, whatever it is made of. */
export function gatewayTests(name: string, { composer, start, absence }: Setting): void {
  describe(name, () => {
    let federation: Federation;
    before(async () => {
      federation = await startFederation(composer, start);
    });
    after(() => federation.close());
    beforeEach(() => {
      for (const server of [federation.bangfu, federation.civil, federation.housing]) server.sent.length = 0;
    });

    /** The data of an answer without errors but those for entities that are absent. */
    const read = async <Data>(query: string, asking: Asking): Promise<Data> => {
      const { data, errors = [] } = await federation.gateway.ask(query, asking);
      assert.deepEqual(
        errors.filter((error) => absence === undefined || !isOfAbsentEntity(error, data, absence)),
        [],
      );
      return data as Data;
    };
    const partner = () => ({ token: tokenOf('partner'), purpose: '信息比对' });
    const city = () => ({ token: tokenOf(CITY_CLERK) });
    const clerk = () => ({ token: tokenOf('clerk') });
    const records = async (first: number, selection: string, asking: Asking, after = '1') => {
      const query = `query ($first: Int!, $after: String) {
        reliefRecords(first: $first, after: $after) { nodes { programme ${selection} } } }`;
      const variables = { first, after };
      const data = await read<{ reliefRecords: { nodes: Record<string, unknown>[] } }>(query, { ...asking, variables });
      return data.reliefRecords.nodes;
    };
    /** As civil affairs lists them after its first record, which is wrong. */
    const listed = () => [...federation.near.slice(0, 2), ...federation.far, ...federation.near.slice(2)];

    test('persons whom a partner knows by token, households by file number', async () => {
      const nodes = await records(5, 'person { id name } household { id currentEligibility { outcome } }', partner());
      const expected = listed().slice(0, 5);
      assert.deepEqual(
        nodes,
        expected.map(({ id, name: called, householdId, outcome }, at) => ({
          programme: `P${at}`,
          person: { id, name: called },
          household: { id: householdId, currentEligibility: { outcome } },
        })),
      );
    });

    test('persons and households of ours are completed by the partners', async () => {
      const [one] = federation.near;
      const data = await read(
        `query ($number: String) { household(fileNumber: $number) { fileNumber recognisedRelief { programme } housingBenefit { amount }
          members { person { id reliefRecords { programme } } } } }`,
        { ...partner(), variables: { number: one?.fileNumber } },
      );
      const { household } = data as { household: { members: { person: { id: string } }[] } };
      assert.deepEqual(household, {
        fileNumber: one?.fileNumber,
        recognisedRelief: [{ programme: 'P0' }],
        housingBenefit: { amount: 100 },
        members: household.members.map(({ person: { id } }) => ({
          person: { id, reliefRecords: id === one?.id ? [{ programme: 'P0' }] : [] },
        })),
      });
      assert.ok(household.members.some(({ person }) => person.id === one?.id));
    });

    test('an unreadable person among readable ones is null alone', async () => {
      const nodes = await records(16, 'person { name } household { id }', clerk());
      const seen = new Set(federation.near);
      assert.deepEqual(
        nodes,
        listed()
          .slice(0, 16)
          .map((known, at) => ({
            programme: `P${at}`,
            person: seen.has(known) ? { name: known.name } : null,
            household: seen.has(known) ? { id: known.householdId } : null,
          })),
      );
    });

    test('keys that are wrong are null alone', async () => {
      const nodes = await records(3, 'person { name } household { id }', partner(), '0');
      assert.deepEqual(
        nodes.map(({ person, household }) => [person !== null, household !== null]),
        [
          [false, false],
          [true, true],
          [true, true],
        ],
      );
      const { data } = await federation.gateway.ask(
        '{ wrongHouseholds { steward { code } } vacantDwellings }',
        partner(),
      );
      assert.equal(data?.['vacantDwellings'], 7);
      const { wrongHouseholds } = data as { wrongHouseholds: ({ steward: null } | null)[] };
      assert.deepEqual(
        wrongHouseholds.map((one) => one?.steward ?? null),
        [null, null, null],
      );
    });

    test('a page of 200 is read whole: 200 representations to us, and as many to a partner', async () => {
      const nodes = await records(200, 'person { name }', city());
      const expected = listed().slice(0, 200);
      assert.equal(expected.length, 200);
      assert.deepEqual(
        nodes.map(({ person }) => person),
        expected.map(({ name: called }) => ({ name: called })),
      );
      const data = await read<{ households: { nodes: { housingBenefit: { amount: number } | null }[] } }>(
        '{ households(first: 200) { nodes { id housingBenefit { amount } } } }',
        clerk(),
      );
      assert.equal(data.households.nodes.length, 200);
      assert.deepEqual(
        data.households.nodes.flatMap(({ housingBenefit }) => housingBenefit?.amount ?? []).toSorted((a, b) => a - b),
        [...federation.benefits.values()],
      );
    });

    test('a partner finds nobody by an id, has no list, and is told where it names too many', async () => {
      const [one] = federation.near;
      const asking = { ...partner(), variables: { id: one?.householdId } };
      const query = 'query ($id: ID) { household(id: $id) { fileNumber } households(first: 1) { totalCount } }';
      const byId = await federation.gateway.ask(query, asking);
      assert.deepEqual(byId.data, { household: null, households: null });
      assert.match(JSON.stringify(byId.errors), /"FORBIDDEN"/);
      const many = '{ reliefRecords(first: 101, after: "1") { nodes { person { name } } } }';
      const { data, errors } = await federation.gateway.ask(many, partner());
      assert.doesNotMatch(JSON.stringify(data), /"name":"/);
      assert.match(JSON.stringify(errors), /"TOO_COMPLEX"/);
    });

    test('a field of a partner’s that requires our decision', async () => {
      const nodes = await records(40, 'household { housingAdvice }', partner());
      const expected = listed().slice(0, 40);
      assert.deepEqual(
        nodes.map(({ household }) => household),
        expected.map(({ outcome }) => ({ housingAdvice: `for ${outcome}` })),
      );
      assert.ok(new Set(expected.map(({ outcome }) => outcome)).size > 1);
    });

    test('times go across the hop by `id`, there and back', async () => {
      const shown = 'id registerId asOf members { person { id } }';
      const query = `query ($id: ID, $day: Date) {
        then: household(id: $id, asOf: $day) { ${shown} housingBenefit { amount household { ${shown} } } }
        now: household(id: $id) { ${shown} housingBenefit { amount household { ${shown} } } }
      }`;
      const { id, today } = await changedHousehold();
      type View = { id: string; asOf: string; housingBenefit: { amount: number; household: unknown } };
      const { then, now } = await read<Record<'then' | 'now', View>>(query, {
        ...city(),
        variables: { id, day: DAY },
      });
      for (const { housingBenefit, ...view } of [then, now]) {
        assert.deepEqual(housingBenefit, { amount: federation.benefits.get(id), household: view });
      }
      assert.deepEqual([then.asOf, then.id, now.asOf, now.id], [DAY, `${id}@${DAY}`, today, id]);
    });

    /** A household with a benefit that was on file on that day too. */
    async function changedHousehold(): Promise<{ id: string; today: string }> {
      for (const id of federation.benefits.keys()) {
        const query =
          'query ($id: ID, $day: Date) { then: household(id: $id, asOf: $day) { id } now: household(id: $id) { asOf } }';
        type Views = { then: { id: string } | null; now: { asOf: string } };
        const { then, now } = await askPlatform<Views>(query, { id, day: DAY });
        if (then !== null) return { id, today: now.asOf };
      }
      throw new Error(`no household of the sample was on file on ${DAY}`);
    }

    test('both have a `PageInfo`, and lists are walked by it', async () => {
      const page = `pageInfo { hasNextPage hasPreviousPage startCursor endCursor }`;
      const query = `query ($after: String, $ours: String) {
        reliefRecords(first: 2, after: $after) { nodes { programme } ${page} }
        households(first: 2, after: $ours) { nodes { id } ${page} }
      }`;
      type Page = { nodes: { id: string; programme: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } };
      type Pages = Record<'reliefRecords' | 'households', Page>;
      const first = await read<Pages>(query, clerk());
      const variables = { after: first.reliefRecords.pageInfo.endCursor, ours: first.households.pageInfo.endCursor };
      const second = await read<Pages>(query, { ...clerk(), variables });
      const programmes = [first, second].map(({ reliefRecords }) =>
        reliefRecords.nodes.map(({ programme }) => programme),
      );
      assert.deepEqual(programmes, [
        ['WRONG', 'P0'],
        ['P1', 'P2'],
      ]);
      const ids = [first, second].flatMap(({ households }) => households.nodes.map(({ id }) => id));
      assert.equal(new Set(ids).size, 4);
      assert.ok(first.households.pageInfo.hasNextPage);
    });

    test('what is sent to us is signed, what is sent to others is not; each signature holds once', async () => {
      await records(2, 'person { name } household { housingAdvice }', partner());
      const { bangfu, civil, housing } = federation;
      assert.ok(bangfu.sent.length > 0);
      const nonces = bangfu.sent.map(({ headers }) => /nonce=([^,]+)/.exec(String(headers['bangfu-signature']))?.[1]);
      assert.ok(!nonces.includes(undefined));
      assert.equal(new Set(nonces).size, bangfu.sent.length);
      const elsewhere = [...civil.sent, ...housing.sent].map(({ headers }) => headers['bangfu-signature']);
      assert.ok(elsewhere.length > 1);
      assert.deepEqual(new Set(elsewhere), new Set([undefined]));
      const [{ path, method, headers, body } = { path: '', method: '', headers: {}, body: Buffer.of() }] = bangfu.sent;
      const { authorization = '', 'content-type': type = '', 'bangfu-signature': signature = '' } = headers;
      const again = (given: Record<string, string>) =>
        fetch(new URL(path, platform().url), {
          ...{ method, body: new Uint8Array(body) },
          headers: { authorization, 'content-type': type, ...given },
        });
      assert.equal((await again({ 'bangfu-signature': String(signature) })).status, 401);
      assert.match(await (await again({})).text(), /"FORBIDDEN"/);
    });

    test('long answers come compressed, and are read', async () => {
      federation.bangfu.encodings.length = 0;
      await records(100, 'person { id name }', partner());
      assert.match(String(federation.bangfu.encodings.at(-1)), /^(br|gzip)$/);
    });

    test('readers who ask the same at the same time each get their own answer', async () => {
      const query = '{ households(first: 1) { totalCount } }';
      const askers = [city(), clerk(), city(), clerk(), {}];
      const answers = await Promise.all(askers.map((asking) => federation.gateway.ask(query, asking)));
      const counts = answers.map(
        ({ data }) => (data?.['households'] as { totalCount: number } | null | undefined)?.totalCount,
      );
      assert.deepEqual(counts, [2000, 204, 2000, 204, undefined]);
    });

    test('the purpose of the reader goes along: without it numbers stay masked', async () => {
      const numberFor = async (asking: Asking) =>
        (await records(1, 'person { identityNumber }', { ...clerk(), ...asking }))[0]?.['person'];
      assert.match(JSON.stringify(await numberFor({})), /"\*{14}/);
      assert.match(JSON.stringify(await numberFor({ purpose: '信息比对' })), /"[0-9]{17}[0-9X]"/);
    });

    test('nobody stays nobody: our side is null, the partner’s is there', async () => {
      const query = '{ reliefRecords(first: 2) { nodes { programme person { name } } } }';
      const { data, errors = [] } = await federation.gateway.ask(query, {});
      const nobody = ['WRONG', 'P0'].map((programme) => ({ programme, person: null }));
      assert.deepEqual(data, { reliefRecords: { nodes: nobody } });
      assert.ok(errors.length > 0);
      assert.deepEqual(new Set(errors.map(({ extensions }) => extensions?.['code'])), new Set(['UNAUTHENTICATED']));
    });

    test('a gateway with another key is refused, and learns the id under which our log says why', async () => {
      const key = Buffer.alloc(32, 1).toString('base64');
      const other = await federation.startOther(start, { key });
      const { data, errors } = await other.ask('{ reliefRecords(first: 2) { nodes { person { name } } } }', partner());
      await other.close();
      assert.deepEqual(data, { reliefRecords: { nodes: [{ person: null }, { person: null }] } });
      assert.match(JSON.stringify(errors), /"errorId":"[0-9a-f-]{36}"/);
    });
  });
}

/** Whether an error is about a field of an entity that is null in the data. */
function isOfAbsentEntity({ message, path = [] }: GatewayError, data: unknown, absence: RegExp): boolean {
  if (!absence.test(message)) return false;
  const [entity, parent] = [path.slice(0, -1), path.slice(0, -2)].map((keys) =>
    keys.reduce((value, key) => (value as Record<string | number, unknown> | null)?.[key] ?? null, data),
  );
  return entity === null && parent !== null;
}
