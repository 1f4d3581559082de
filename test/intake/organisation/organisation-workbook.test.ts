import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { atTreeCells, readOrganisation } from '../../../src/intake/organisation/read-organisation.ts';
import { DIVISIONS_SHEET, UNIONS_SHEET } from '../../../src/intake/organisation/organisation-sheets.ts';
import { writePlainSheets } from '../../../src/intake/plain-sheets/write-plain-sheets.ts';
import { rejectUnionChange } from '../../../src/staff/organising/reject-union-change.ts';
import { proposeTree } from '../../../src/staff/organising/tree/propose-tree.ts';
import { ledgerWorkbook } from '../../support/ledger-workbook.ts';
import { SERVER, type TestRegister, testRegister, valueOf } from '../../support/register.ts';
import { addAdministrators, confirm, propose } from '../../support/union-changes.ts';

const SIGNAL = new AbortController().signal;
const DIVISION_HEADINGS = [
  '行政区划代码',
  '行政区划名称',
  '上级行政区划代码',
  '代码表所无',
  '起始日期',
  '文号',
  '文件日期',
  '文件标题',
];
const UNION_HEADINGS = [
  '工会代码',
  '工会名称',
  '工会层级',
  '上级工会代码',
  '行政区划代码',
  '帮扶中心名称',
  '起始日期',
  '文号',
  '文件日期',
  '文件标题',
];
const DOCUMENT = ['安工〔2026〕1号', '2026-01-01', '关于成立工会的批复'] as const;
type Cells = readonly (string | number | null)[];

let register: TestRegister;
let staff: Readonly<Record<string, string>>;
beforeAll(async () => {
  register = await testRegister(SERVER);
  staff = await addAdministrators(register, { second: 'city', local: 'county' });
});
afterAll(() => register.drop());

const who = (code: string) => staff[code] ?? register.ids[code] ?? '';
const division = (code: string, name: string, superior = '410500', unlisted = ''): Cells => {
  return [code, name, superior, unlisted, '2026-01-01', ...DOCUMENT];
};
const union = (
  code: string,
  superior: string | null,
  over: { kind?: string; region?: string; centre?: string; from?: string; name?: string } = {},
): Cells => {
  const { kind = '基层工会', region = '410502', centre = null, from = '2026-01-01', name = `${code}工会` } = over;
  return [code, name, kind, superior, region, centre, from, ...DOCUMENT];
};

/** What a workbook is answered with: the faults of its cells, or the workbook that was proposed. */
async function imported(divisions: readonly Cells[], unions: readonly Cells[], actor = 'chief', under = 'city') {
  const bytes = ledgerWorkbook({ 行政区划: [DIVISION_HEADINGS, ...divisions], 工会: [UNION_HEADINGS, ...unions] });
  const workbook = await readOrganisation(bytes, SIGNAL);
  if (!workbook.ok) return { faults: workbook.error.map(placed) };
  const by = { actorId: who(actor), idempotencyKey: null, purpose: '测试' };
  const given = { ...by, unionId: register.ids[under] ?? '', rows: workbook.value.rows };
  const proposed = await proposeTree(register.deps, given);
  return proposed.ok ? proposed.value : { faults: atTreeCells(proposed.error, workbook.value).map(placed) };
}

const placed = ({
  sheet,
  row,
  column,
  code,
}: {
  sheet: string | null;
  row: number | null;
  column: string | null;
  code: string;
}) => [code, sheet, row, column].filter((part) => part !== null).join(' ');
const faultsOf = async (...given: Parameters<typeof imported>) => {
  const answer = await imported(...given);
  return 'faults' in answer ? answer.faults : [];
};
const idOf = (answer: Awaited<ReturnType<typeof imported>>) =>
  'workbookId' in answer ? (answer.workbookId ?? '') : '';
const settled = async (...given: Parameters<typeof imported>) => {
  const answer = await imported(...given);
  if ('faults' in answer) throw new Error(answer.faults.join('\n'));
  valueOf(await confirm(register, who('second'), answer.workbookId ?? ''));
  return answer.workbookId;
};
const counts = async () => {
  const [row] = await register.asOwner(
    `select (select count(*)::int from trade_union) as unions, (select count(*)::int from region) as regions,
       (select count(*)::int from union_change_proposal) as proposals, (select count(*)::int from change_log) as changes`,
  );
  return row;
};

test('a tree of divisions, unions and centres is proposed by one, confirmed as a whole by another, and stays as it is when it comes again', async () => {
  const tree = [
    [division('410505', '殷都区'), division('410506', '龙安区')],
    [
      // In any order: the superior stands below.
      union('YD-Q1', '410505', { region: '410505' }),
      union('410505', 'CITY', { kind: '县(市、区)总工会', region: '410505', centre: '殷都区困难职工帮扶中心' }),
      union('410506', 'CITY', { kind: 'COUNTY', region: '410506', from: '2025-12-01' }),
    ],
  ] as const;
  const before = await counts();
  const first = await imported(...tree);
  expect(first).toMatchObject({ divisions: 2, unions: 3 });
  expect(await counts()).toMatchObject({ unions: before?.['unions'], regions: before?.['regions'] });
  // While it waits, the same workbook is not proposed again.
  const waiting = await counts();
  expect(await imported(...tree)).toMatchObject({ changeId: null });
  expect(await counts()).toEqual(waiting);
  const workbookId = idOf(first);
  expect(await confirm(register, who('chief'), workbookId)).toMatchObject({
    error: [{ code: 'ANOTHER_PERSON' }],
  });
  expect(await confirm(register, who('local'), workbookId)).toMatchObject({
    error: [{ code: 'NO_SUCH_PROPOSAL' }],
  });
  const [row] = await register.asOwner('select id from union_change_proposal where workbook_id = $1 limit 1', [
    workbookId,
  ]);
  expect(await confirm(register, who('second'), String(row?.['id']))).toMatchObject({
    error: [{ code: 'NO_SUCH_PROPOSAL' }],
  });
  valueOf(await confirm(register, who('second'), workbookId));
  const rows = await register.asApplication(
    `select u.code, v.name, v.kind, v.region, v.centre_name, v.valid_from::text, over.code as superior, l.action,
       (select count(*)::int from union_closure c where c.descendant_id = u.id and c.superseded_in is null) as line
     from trade_union u join trade_union_version v on v.anchor_id = u.id join trade_union over on over.id = v.parent_id
     join change_log l on l.id = u.recorded_in where u.code in ('410505', '410506', 'YD-Q1') order by u.code`,
  );
  const founded = { action: 'FOUND_TREE', centre_name: null };
  expect(rows).toEqual([
    {
      ...founded,
      code: '410505',
      name: '410505工会',
      kind: 'COUNTY',
      region: '410505',
      centre_name: '殷都区困难职工帮扶中心',
      valid_from: '2026-01-01',
      superior: 'CITY',
      line: 2,
    },
    {
      ...founded,
      code: '410506',
      name: '410506工会',
      kind: 'COUNTY',
      region: '410506',
      valid_from: '2025-12-01',
      superior: 'CITY',
      line: 2,
    },
    {
      ...founded,
      code: 'YD-Q1',
      name: 'YD-Q1工会',
      kind: 'EMPLOYER',
      region: '410505',
      valid_from: '2026-01-01',
      superior: '410505',
      line: 3,
    },
  ]);
  const after = await counts();
  expect(await imported(...tree)).toEqual({ workbookId: null, divisions: 0, unions: 0, changeId: null });
  expect(await counts()).toEqual(after);
  // One more row: only that is proposed.
  expect(await imported(tree[0], [...tree[1], union('YD-Q2', 'YD-Q1')])).toMatchObject({ divisions: 0, unions: 1 });
});

test('each fault is named with its cell, and nothing is written', async () => {
  const before = await counts();
  const cases: readonly (readonly [
    divisions: readonly Cells[],
    unions: readonly Cells[],
    faults: readonly string[],
  ])[] = [
    [[], [union('A', 'A')], ['UNDER_ITSELF 工会 2 上级工会代码']],
    [
      [],
      [union('A', 'B'), union('B', 'C'), union('C', 'A'), union('D', 'C')],
      [2, 3, 4, 5].map((row) => `UNDER_ITSELF 工会 ${row} 上级工会代码`),
    ],
    [
      [],
      [union('A', 'NOWHERE'), union('B', null)],
      ['NO_SUCH_SUPERIOR 工会 2 上级工会代码', 'REQUIRED 工会 3 上级工会代码'],
    ],
    [[], [union('A', 'CITY'), union('A', 'CITY')], ['CODE_TWICE 工会 2 工会代码']],
    [[division('410522', '安阳县'), division('410522', '安阳县')], [], ['CODE_TWICE 行政区划 2 行政区划代码']],
    [
      [division('410599', '某区'), division('411202', '湖滨区'), division('410527', '内黄县', '410600')],
      [],
      [
        'NOT_A_DIVISION 行政区划 2 行政区划代码',
        'NOT_IN_DIVISION 行政区划 3 行政区划代码',
        'NO_SUCH_DIVISION 行政区划 4 上级行政区划代码',
      ],
    ],
    [
      [],
      [union('410599', 'CITY'), union('B', 'CITY', { region: '410527' }), union('C', 'CITY', { from: '2017-01-01' })],
      [
        'CODE_OF_OTHER_DIVISION 工会 2 工会代码',
        'NO_SUCH_DIVISION 工会 3 行政区划代码',
        'SUPERIOR_NOT_YET 工会 4 起始日期',
      ],
    ],
    [
      [],
      [union('COUNTY', 'CITY', { name: '另一名称', kind: 'COUNTY', from: '2018-01-01' })],
      ['ON_RECORD_OTHERWISE 工会 2 工会名称'],
    ],
    [
      [],
      [union('小写', 'CITY', { name: '410502199001011237' })],
      ['WRONG_UNION_CODE 工会 2 工会代码', 'NUMBER_IN_CLEAR 工会 2 工会名称'],
    ],
    [
      [],
      [union('A', 'CITY', { kind: '某会', from: '某日' })],
      ['NOT_A_CODE 工会 2 工会层级', 'NOT_A_DAY 工会 2 起始日期'],
    ],
    [
      [],
      Array.from({ length: 22 }, (_, at) => union(`L${at}`, at === 0 ? 'CITY' : `L${at - 1}`)),
      ['TREE_TOO_DEEP 工会 22 上级工会代码', 'TREE_TOO_DEEP 工会 23 上级工会代码'],
    ],
  ];
  for (const [divisions, unions, faults] of cases) expect(await faultsOf(divisions, unions)).toEqual(faults);
  // Of a county, neither the city's other unions nor its own superior are there; nor is the county for who may not decide in it.
  expect(await faultsOf([], [union('A', 'OTHER-COUNTY'), union('B', 'CITY')], 'local', 'county')).toEqual([
    'NO_SUCH_SUPERIOR 工会 2 上级工会代码',
    'NO_SUCH_SUPERIOR 工会 3 上级工会代码',
  ]);
  expect(await faultsOf([], [union('OTHER-COUNTY', 'COUNTY')], 'local', 'county')).toEqual([
    'CODE_TAKEN 工会 2 工会代码',
  ]);
  expect(await faultsOf([], [union('A', 'CITY')], 'local', 'city')).toEqual(['NO_SUCH_UNION unionId']);
  expect(await faultsOf([], [union('A', 'CITY')], 'clerk', 'city')).toEqual(['NO_SUCH_UNION unionId']);
  expect(await counts()).toEqual(before);
});

test('a workbook that has become impossible is refused as a whole, and one that is rejected can come again', async () => {
  const rows = [union('LATE-1', 'CITY'), union('LATE-2', 'LATE-1')];
  const answer = await imported([], rows);
  const workbookId = idOf(answer);
  const alone = {
    kind: 'FOUND',
    target: 'city',
    code: 'LATE-2',
    name: 'x',
    unionKind: 'EMPLOYER',
    region: '410502',
    from: '2026-01-01',
  } as const;
  const { proposalId } = valueOf(await propose(register, who('chief'), alone));
  valueOf(await confirm(register, who('second'), proposalId));
  expect(await confirm(register, who('second'), workbookId)).toMatchObject({
    error: [{ code: 'CODE_TAKEN', path: 'proposalId' }],
  });
  const by = { actorId: who('second'), idempotencyKey: null, purpose: '测试' };
  valueOf(await rejectUnionChange(register.deps, { ...by, proposalId: workbookId, reason: '重新填报' }));
  expect(await register.asOwner("select from trade_union where code = 'LATE-1'")).toEqual([]);
  await settled([division('410551', '新区', '410500', '是')], [union('LATE-1', 'CITY', { region: '410551' })]);
});

test('the template has the headings that are read', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'bangfu-organisation-'));
  try {
    await writePlainSheets(join(folder, 'a.xlsx'), [DIVISIONS_SHEET, UNIONS_SHEET]);
    const read = await readOrganisation(readFileSync(join(folder, 'a.xlsx')), SIGNAL);
    expect(valueOf(read)).toEqual({ rows: [], places: [] });
  } finally {
    rmSync(folder, { recursive: true });
  }
});
