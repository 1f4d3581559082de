import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Viewer } from '../../src/access/viewer.ts';
import { AID_TYPES } from '../../src/registry/household/disbursement.fields.ts';
import { capitalAmount } from '../../src/fund/payments/capital-amount.ts';
import { sensitiveReads } from '../../src/graph/policy/sensitive-reads.ts';
import { asFen, parseYuan } from '../../src/kernel/fen.ts';
import { seedSample } from '../../src/sample/seed.ts';
import { answerOf, ask, viewerWith } from '../support/graph.ts';
import { payAgain } from '../support/pay-again.ts';
import { emptyRegister, sealAll, valueOf } from '../support/register.ts';
import { DAY } from '../support/register-household.ts';

const today = '2026-06-30';
const PAGE = 'pageInfo { hasNextPage endCursor }';

let register: Awaited<ReturnType<typeof emptyRegister>>;
const unions: Record<string, string> = {};

beforeAll(async () => {
  register = await emptyRegister('18');
  const { ownerUrl, secrets } = register.platform;
  const options = { households: 150, seed: 4, on: DAY(2026, 6, 30), progress: () => undefined };
  valueOf(await seedSample({ ownerUrl, secrets, ...options }));
  for (const { id, code } of await register.asOwner('select id, code from trade_union'))
    unions[String(code)] = String(id);
}, 120_000);
afterAll(() => register.drop());

const finance = (code = '410500', purpose: string | null = '发放核对') =>
  viewerWith('FINANCE_OFFICER', unions[code] ?? '', purpose);
const asked = (source: string, viewer: Viewer, variables: Record<string, unknown> = {}) =>
  ask(register.platform, source, { viewer, today, variables });

interface Connection<T> {
  readonly nodes: readonly T[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly totalCount?: number;
}
type Node = Readonly<Record<string, unknown>> & {
  readonly disbursementId: string;
  readonly number: number;
  readonly amount: string;
};
interface Table {
  readonly title: string;
  readonly revision: number;
  readonly rows: Connection<Node>;
  readonly subtotals: Connection<Node>;
  readonly total: { readonly amount: string; readonly amountInCapitals: string; readonly payments: number };
}

const tableOf = async (fields: string, viewer = finance(), args = 'year: 2025') => {
  const source = `{ realNameSummary(${args}) { ${fields} } }`;
  const data = await answerOf(register.platform, source, { viewer, today });
  return data['realNameSummary'] as Table;
};
const sumOf = (nodes: readonly { readonly amount: string }[]) =>
  nodes.reduce((sum, { amount }) => sum + (parseYuan(amount) ?? Number.NaN), 0);
const codesOf = ({ result }: Awaited<ReturnType<typeof ask>>) =>
  result.errors?.map(({ extensions }) => extensions['code']);

async function walk(list: 'rows' | 'subtotals', size: number, between = () => Promise.resolve()): Promise<Node[]> {
  const nodes: Node[] = [];
  const fields = list === 'rows' ? 'disbursementId number amount' : 'aidType source amount union { code }';
  let after: string | null = null;
  for (;;) {
    const args = `first: ${size}, after: ${JSON.stringify(after)}`;
    const page: Table = await tableOf(`${list}(${args}) { nodes { ${fields} } ${PAGE} }`);
    nodes.push(...page[list].nodes);
    after = page[list].pageInfo.endCursor;
    if (!page[list].pageInfo.hasNextPage) return nodes;
    await between();
  }
}

describe('the table', () => {
  test('rows and subtotals, page by page, come to the total, to the fen', async () => {
    const { total, rows, subtotals } = await tableOf(
      'total { amount amountInCapitals payments households persons } rows { totalCount } subtotals { totalCount }',
    );
    const [paid] = await register.asOwner(
      `select sum(amount_fen)::text as fen, count(*)::int as payments, count(distinct household_id)::int as households
       from disbursement_version where extract(year from paid_on) = 2025`,
    );
    const fen = Number(paid?.['fen']);
    expect(total).toMatchObject({ payments: paid?.['payments'], households: paid?.['households'] });
    expect(parseYuan(total.amount)).toBe(fen);
    expect(total.amountInCapitals).toBe(capitalAmount(asFen(fen)));
    const walked = await walk('rows', 7);
    expect(walked.map(({ number }) => number)).toEqual(Array.from({ length: total.payments }, (_, at) => at + 1));
    expect(sumOf(walked)).toBe(fen);
    expect(rows.totalCount).toBe(walked.length);
    const parts = await walk('subtotals', 7);
    expect(new Set(parts.map((part) => JSON.stringify([part['union'], part['source'], part['aidType']]))).size).toBe(
      parts.length,
    );
    expect(sumOf(parts)).toBe(fen);
    expect(subtotals.totalCount).toBe(parts.length);
  });

  test('it says what it is', async () => {
    const fields = 'title status year sources union { code } rows(first: 1) { nodes { signature } }';
    expect(
      await tableOf(fields, finance('410502'), 'year: 2025, sources: CENTRAL_FINANCE, union: "410502"'),
    ).toMatchObject({
      ...{
        title: '2025年度中央财政专项帮扶资金实名制汇总表',
        status: 'LIVE',
        year: 2025,
        sources: ['CENTRAL_FINANCE'],
      },
      ...{ union: { code: '410502' }, rows: { nodes: [{ signature: '' }] } },
    });
    const all = await tableOf('title sources union { code }');
    expect(all).toEqual({ title: '2025年度帮扶资金实名制汇总表', sources: null, union: null });
  });

  test('quarters, months, kinds of aid and ways of payment divide the year, to the fen', async () => {
    const totalOf = async (args: string) =>
      Number(parseYuan((await tableOf('total { amount }', finance(), `year: 2025${args}`)).total.amount));
    const sum = async (parts: readonly string[]) =>
      (await Promise.all(parts.map(totalOf))).reduce((all, one) => all + one, 0);
    const year = await totalOf('');
    expect(await sum([1, 2, 3, 4].map((quarter) => `, quarter: ${quarter}`))).toBe(year);
    expect(await sum(Array.from({ length: 12 }, (_, at) => `, month: ${at + 1}`))).toBe(year);
    expect(await sum([4, 5, 6].map((month) => `, month: ${month}`))).toBe(await totalOf(', quarter: 2'));
    const aids = Object.keys(AID_TYPES).map((type) => `, aidTypes: ${type}`);
    expect(await sum(aids)).toBe(year);
    const [first = '', second = ''] = aids;
    expect(await totalOf(', aidTypes: [LIVING, MEDICAL]')).toBe(await sum([first, second]));
    expect(await sum(['TRANSFER', 'CASH', 'GOODS'].map((one) => `, paymentMethods: ${one}`))).toBe(year);
    const { title } = await tableOf('title', finance(), 'year: 2025, quarter: 2, sources: [DONATION, INTEREST]');
    expect(title).toBe('2025年第二季度帮扶资金实名制汇总表');
  });

  test.each(['quarter: 0', 'quarter: 5', 'month: 13', 'month: 2, quarter: 1', 'sources: []', 'aidTypes: []'])(
    '%s is refused',
    async (wrong) => {
      const answer = await asked(`{ realNameSummary(year: 2025, ${wrong}) { title } }`, finance());
      expect(codesOf(answer)).toEqual(['INVALID_ARGUMENT']);
    },
  );

  test('a walk is one snapshot, and the revision brings the same table back', async () => {
    const before = await tableOf(
      'revision total { amount payments } rows(first: 200) { nodes { disbursementId number amount } }',
    );
    const [last] = await register.asOwner(
      `select d.household_id as id, s.id as clerk from disbursement_version d, staff s
       where s.code = 'clerk.410500' and d.anchor_id = $1`,
      [before.rows.nodes.at(-1)?.disbursementId],
    );
    let changed = false;
    const walked = await walk('rows', 7, async () => {
      if (changed) return;
      changed = true;
      await payAgain(register.deps, String(last?.['id']), String(last?.['clerk']));
      await sealAll(register.deps.database);
    });
    expect(walked).toEqual(before.rows.nodes);
    const now = await tableOf('revision total { amount payments }');
    expect(now.total).not.toEqual(before.total);
    expect(now.revision).toBeGreaterThan(before.revision);
    const again = await tableOf(
      'revision total { amount payments } rows(first: 200) { nodes { disbursementId number amount } }',
      finance(),
      `year: 2025, revision: ${before.revision}`,
    );
    // Asked for by its revision, the rows are those of that revision, and their ids say so.
    const named = before.rows.nodes.map((row) => ({
      ...row,
      disbursementId: `${row.disbursementId}~${before.revision}`,
    }));
    expect(again).toEqual({ ...before, rows: { nodes: named } });
  });
});

describe('who sees what', () => {
  const SECRETS = 'nodes { disbursementId identityNumber accountNumber telephone note withheld }';
  const firstOf = async (viewer: Viewer) => {
    const answer = await asked(`{ realNameSummary(year: 2025) { rows(first: 1) { ${SECRETS} } } }`, viewer);
    const table = answer.result.data?.['realNameSummary'] as Table | undefined;
    return { row: table?.rows.nodes[0], shown: sensitiveReads(answer.context).shown() };
  };

  test('finance sees identity, account and telephone for a purpose, and each person is noted; without one, masks', async () => {
    const { row, shown } = await firstOf(finance());
    expect(row).toMatchObject({
      identityNumber: expect.stringMatching(/^410599\d{11}[\dX]$/) as unknown,
      accountNumber: expect.stringMatching(/^\d{16,19}$/) as unknown,
      telephone: expect.stringMatching(/^\d{11}$/) as unknown,
      withheld: [],
    });
    expect(shown).toEqual([
      { kind: 'Person', id: expect.any(String) as unknown, fields: new Set(['IDENTITY', 'ACCOUNT', 'CONTACT']) },
    ]);
    const masked = await firstOf(finance('410500', null));
    expect(masked.shown).toEqual([]);
    expect(masked.row).toMatchObject({
      identityNumber: `**************${String(row?.['identityNumber']).slice(-4)}`,
      withheld: ['identityNumber', 'basis', 'accountNumber', 'telephone'],
    });
  });

  test('an auditor sees no telephone, and is not told whether there is one beyond its mask', async () => {
    const { row } = await firstOf(viewerWith('AUDITOR', unions['410500'] ?? ''));
    expect(row).toMatchObject({ telephone: expect.stringMatching(/^\*{7}\d{4}$/) as unknown, withheld: [] });
    expect(row?.['identityNumber']).toMatch(/^410599/);
  });

  test('a county sees its own rows alone, whatever it asks for', async () => {
    const own = await tableOf(
      'total { payments } rows(first: 200) { totalCount nodes { disbursementId union { code } } }',
      finance('410581'),
    );
    // Two rows more than payments that stand: one was reversed above.
    expect([own.rows.nodes.length, own.rows.totalCount]).toEqual([own.total.payments + 2, own.total.payments + 2]);
    for (const { union } of own.rows.nodes as readonly { readonly union?: { readonly code: string } }[]) {
      expect(union?.code).toMatch(/^410581/);
    }
    expect(await tableOf('total { payments }', finance('410581'), 'year: 2025, union: "410500"')).toEqual({
      total: { payments: own.total.payments },
    });
    for (const union of ['410502', 'nowhere', unions['410502-Q1'] ?? '']) {
      const answer = await asked(`{ realNameSummary(year: 2025, union: "${union}") { title } }`, finance('410581'));
      expect(answer.result.errors?.map(({ extensions }) => extensions)).toEqual([
        expect.objectContaining({
          code: 'INVALID_ARGUMENT',
          argument: 'union',
          en: 'there is no such union, or you may not see it',
        }),
      ]);
    }
  });

  test.each(['UNION_CLERK', 'STATISTICIAN', 'PARTNER_SYSTEM', 'ADMINISTRATOR'] as const)(
    'a %s is refused, and nothing is read',
    async (role) => {
      const answer = await asked('{ realNameSummary(year: 2025) { title } }', viewerWith(role, unions['410500'] ?? ''));
      expect(codesOf(answer)).toEqual(['FORBIDDEN']);
      expect(answer.statements).toEqual([]);
    },
  );
});

describe('limits', () => {
  test('the statements do not grow with the rows', async () => {
    const counts = await Promise.all(
      [2, 200].map(async (first) => {
        const source = `{ realNameSummary(year: 2025) { total { amount } subtotals(first: ${first}) { nodes { union { name } } }
          rows(first: ${first}) { totalCount nodes { number identityNumber union { name } household { mainCause } } } } }`;
        return (await asked(source, finance())).statements.length;
      }),
    );
    expect(counts[1]).toBe(counts[0]);
    expect(counts[1]).toBeLessThanOrEqual(9);
  });

  test.each([
    ['year: 0', 'INVALID_ARGUMENT'],
    ['year: 9999', 'INVALID_ARGUMENT'],
    ['year: -2147483648', 'INVALID_ARGUMENT'],
    ['year: 2025, revision: 2147483647', 'INVALID_ARGUMENT'],
    ['year: 2025, revision: -1', 'INVALID_VARIABLES'],
    ['year: 2025, revision: 3, asKnownOn: "2025-01-01"', 'INVALID_ARGUMENT'],
    ['year: 2025, union: "\\u0000"', 'INVALID_ARGUMENT'],
  ])('%s is refused', async (args, code) => {
    expect(codesOf(await asked(`{ realNameSummary(${args}) { title } }`, finance()))).toEqual([code]);
  });

  test.each([0, 201, -1])('a page of %d is refused', async (first) => {
    const source = `{ realNameSummary(year: 2025) { rows(first: ${first}) { totalCount } } }`;
    expect(codesOf(await asked(source, finance()))).toEqual(['INVALID_ARGUMENT']);
  });

  test('a cursor holds for its own viewer, year, union and list', async () => {
    const { rows } = await tableOf(`rows(first: 1) { ${PAGE} }`);
    const after = rows.pageInfo.endCursor;
    const using = (args: string, list: string, viewer: Viewer) =>
      asked(`query ($after: String) { realNameSummary(${args}) { ${list}(after: $after) { totalCount } } }`, viewer, {
        after,
      });
    expect(codesOf(await using('year: 2025', 'rows', finance()))).toBeUndefined();
    const other = { ...finance(), staffId: '00000000-0000-7000-8000-000000000002' };
    for (const answer of [
      await using('year: 2024', 'rows', finance()),
      await using('year: 2025, union: "410502"', 'rows', finance()),
      await using('year: 2025', 'subtotals', finance()),
      await using('year: 2025', 'rows', other),
    ]) {
      expect(codesOf(answer)).toEqual(['INVALID_CURSOR']);
    }
  });
});
