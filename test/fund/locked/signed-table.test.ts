import { createHash, createPublicKey, verify } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ledgerWorkbook } from '../../support/ledger-workbook.ts';
import { printJob } from '../../../src/fund/locked/printing/print-job.ts';
import { receiveScan } from '../../../src/fund/locked/sealing/receive-scan.ts';
import { readGeneralLedger } from '../../../src/fund/tie-out/ledger/read-general-ledger.ts';
import { tieOutTable } from '../../../src/fund/tie-out/tie-out-table.ts';
import { JobFailure } from '../../../src/jobs/job.ts';
import { payAgain } from '../../support/pay-again.ts';
import { type ReadPdf, type ReadWorkbook, readBack } from '../../support/printed-tables.ts';
import { sealAll, valueOf } from '../../support/register.ts';
import { type LockedDesk, openDesk, type TableAnswer } from '../../support/locked-desk.ts';

/** A locked table on its way to a signature, as the county's and the city's finance officers work on it. */

const YEAR = 2025;
const COLUMNS = [
  'NUMBER',
  'FILE_NUMBER',
  'NAME',
  'IDENTITY_NUMBER',
  'AMOUNT',
  'ACCOUNT_NUMBER',
  'VOUCHER_NUMBER',
  'PAID_ON',
];

let desk: LockedDesk;
beforeAll(async () => {
  desk = await openDesk();
}, 120_000);
afterAll(() => desk.close());

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const codesOf = ({ problems }: TableAnswer) => problems.map(({ code, path }) => `${code} ${path}`);

/** The preparer, with a key of this moment's test. */
const keyed = () => ({
  ...{ actorId: desk.staff['finance.410502'] ?? '', purpose: '测试' },
  idempotencyKey: expect.getState().currentTestName ?? '',
});

/** Alters what is on record as whoever owns the database can. */
function alter(table: string, set: string, where: string) {
  return desk.served.asOwner(
    `alter table ${table} disable trigger user; update ${table} set ${set} where ${where};
     alter table ${table} enable trigger user`,
  );
}

describe('a table', () => {
  test('is locked under a number, with content and sums that are those of the live table', async () => {
    const live = await desk.live(YEAR);
    const { problems, table } = await desk.lock({ year: YEAR, columns: COLUMNS });
    expect(problems).toEqual([]);
    expect(table).toMatchObject({
      ...{ number: 'SMZ-410502-2025-0001', version: 1, state: 'LOCKED', title: '2025年度帮扶资金实名制汇总表' },
      ...{ rowCount: live.rows.length, amount: live.amount, households: live.households, payments: live.payments },
      ...{ preparer: { code: 'finance.410502' }, reviewer: { code: 'finance.410500' }, columns: COLUMNS },
    });
    const rows = await desk.rows(String(table?.id), { staff: 'finance.410502', purpose: '资金核对' });
    expect(rows.map(({ cells }) => cells)).toEqual(live.rows.map((row) => COLUMNS.map((name) => row[name] ?? null)));
    expect(rows.map(({ disbursementId }) => disbursementId)).toEqual(live.rows.map((row) => row['id']));
    expect(rows.some(({ marks }) => marks.includes('NO_DECISION'))).toBe(true);
  });

  test('stays as it was when payments are recorded since; the next version shows the rows that differ', async () => {
    const { table } = await desk.lock({ year: YEAR, columns: COLUMNS });
    const id = String(table?.id);
    const before = await desk.rows(id);
    const paid = before.find(({ amount, paidOn }) => Number(amount) > 0 && paidOn < '2025-12-31');
    const { database, secrets } = desk.served.platform;
    const deps = { database, secrets, today: desk.served.today };
    await payAgain(deps, await desk.householdOf(String(paid?.disbursementId)), desk.staff['clerk.410502'] ?? '');
    // It is compared with every payment that was recorded before, also while those have no numbers yet.
    await desk.act('tieOutRealNameTable', id, 'finance.410502');
    const kinds = (await desk.differences(id)).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'PAYMENT_NOT_IN_TABLE')).toHaveLength(2);
    await sealAll(database);
    expect(await desk.rows(id)).toEqual(before);
    const next = await desk.lock({ year: YEAR, columns: [...COLUMNS].reverse(), previous: id });
    expect(next.table).toMatchObject({ number: table?.number, version: 2, rowCount: before.length + 2 });
    const changes = await desk.changes(String(next.table?.id));
    const added = [-Number(paid?.amount), 123.45].map((amount) => ['ADDED', amount]);
    expect(changes.map(({ kind, after }) => [kind, Number(after?.amount)]).sort()).toEqual(added.sort());
  });

  test('shows rows of the version before it in the columns of that version, masked as they are there', async () => {
    const first = String((await desk.lock({ year: YEAR, columns: COLUMNS })).table?.id);
    const columns = [...COLUMNS].reverse();
    const next = await desk.lock({ year: YEAR, columns, previous: first, revision: 0 });
    const archivist = { staff: 'archivist.410502' };
    const changes = await desk.changes(String(next.table?.id), archivist);
    const rows = await desk.rows(first, archivist);
    expect(changes.map(({ kind }) => kind)).toEqual(rows.map(() => 'LEFT_OUT'));
    expect(changes.map(({ before }) => before?.cells)).toEqual(
      rows.map(({ cells }) => COLUMNS.map((column, at) => ({ column, text: cells[at] ?? null }))),
    );
    expect(rows.some(({ cells }) => String(cells[5]).startsWith('*'))).toBe(true);
  });

  test('whose marks of rows were altered leaves no row out unseen', async () => {
    const id = String((await desk.lock({ year: YEAR })).table?.id);
    const [row] = await desk.served.asOwner('select row_marks as marks, content from locked_table where id = $1', [id]);
    const content = await desk.download(id, 'CONTENT');
    const [begin, end] = row?.['marks'] as number[];
    const second = content.indexOf('\n', begin) + 1;
    await alter('locked_table', `row_marks = '[${second}, ${String(end)}]'`, `id = '${id}'`);
    await expect(desk.rows(id)).rejects.toThrow('ARTEFACT_DAMAGED');
  });

  test('has one version after another, of the same payments', async () => {
    const first = (await desk.lock({ year: 2024 })).table?.id;
    const next = (await desk.lock({ year: 2024, previous: first })).table?.id;
    expect(codesOf(await desk.lock({ year: 2024, previous: first }))).toEqual(['NOT_LAST_VERSION previous']);
    expect(codesOf(await desk.lock({ year: YEAR, previous: next }))).toEqual(['OTHER_PAYMENTS previous']);
    expect(codesOf(await desk.act('reviewRealNameTable', first))).toEqual(['NOT_LAST_VERSION table']);
  });

  test.each([
    ['by its preparer', { reviewer: 'finance.410502' }, 'ANOTHER_PERSON reviewer'],
    ['by who may not sign', { reviewer: 'clerk.410502' }, 'NO_SUCH_STAFF reviewer'],
    ['by nobody', { reviewer: 'nobody' }, 'NO_SUCH_STAFF reviewer'],
    ['of another county', { union: '410581' }, 'NO_SUCH_UNION union'],
    ['of a revision to come', { revision: 2_000_000_000 }, 'NO_SUCH_REVISION revision'],
  ])('is not locked to be reviewed %s', async (_name, input, code) => {
    expect(codesOf(await desk.lock({ year: YEAR, ...input }))).toEqual([code]);
  });

  test('is printed by repeated jobs, two at once, although another table is damaged', async () => {
    const [broken, whole] = [await desk.lockUnprinted(2024, ['NAME']), await desk.lockUnprinted(2026, ['NAME'])];
    const { contentSha256 } = await desk.table(broken);
    await flipStored(contentSha256);
    const control = { signal: AbortSignal.timeout(60_000), progress: () => undefined };
    const printing = [1, 2].map(() => printJob(() => desk.deps).run({}, control));
    const ended = await Promise.allSettled(printing);
    const damaged = new JobFailure('ARTEFACT_DAMAGED');
    expect(ended).toEqual([1, 2].map(() => ({ status: 'rejected', reason: damaged })));
    expect((await desk.table(whole)).files.map(({ format }) => format)).toEqual(['XLSX', 'PDF']);
    await flipStored(contentSha256);
  });

  test('is locked 16 times at once while payments go on, each with a number and a content of its own', async () => {
    const one = (await desk.rows(await desk.lockUnprinted(YEAR, ['AMOUNT']))).at(-1);
    const household = await desk.householdOf(String(one?.disbursementId));
    const paying = payAgain(desk.deps, household, desk.staff['clerk.410502'] ?? '');
    const ids = await Promise.all(Array.from({ length: 16 }, () => desk.lockUnprinted(YEAR, ['AMOUNT'])));
    await paying;
    const locked = await Promise.all(ids.map((id) => desk.table(id)));
    expect(new Set(locked.map(({ number }) => number)).size).toBe(16);
    for (const { id, rowCount, amount: total } of locked) {
      const rows = await desk.rows(id);
      const sum = rows.reduce((all, { amount }) => all + Math.round(Number(amount) * 100), 0);
      expect([rows.length, sum]).toEqual([rowCount, Math.round(Number(total) * 100)]);
    }
  });
});

/** Changes a byte of a stored content; a second time, changes it back. */
async function flipStored(digest: string): Promise<void> {
  await desk.served.asOwner(
    `alter table artefact_part disable trigger user;
     update artefact_part set content = set_byte(content, 100, get_byte(content, 100) # 1) where digest = '\\x${digest}';
     alter table artefact_part enable trigger user`,
  );
}

describe('on the way to a signature', () => {
  let id: string;
  beforeAll(async () => {
    id = String((await desk.lock({ year: YEAR, columns: COLUMNS })).table?.id);
  });

  test('it waits for its files, its comparison, the explanations and the review, in that order', async () => {
    await desk.printed(id);
    expect(codesOf(await desk.act('reviewRealNameTable', id))).toEqual(['NOT_TIED_OUT table']);
    const tied = await desk.act('tieOutRealNameTable', id, 'finance.410502');
    expect(tied.problems).toEqual([]);
    const { tieOut } = await desk.table(id);
    expect(tieOut).toMatchObject({ ledger: null, table: tieOut?.payments });
    const kinds = tieOut?.differences.nodes.map(({ kind }) => kind);
    expect(kinds).toEqual(['NO_LEDGER', 'NO_DECISION']);
    expect(codesOf(await desk.act('reviewRealNameTable', id))).toEqual(['DIFFERENCES_UNEXPLAINED table']);
    expect(codesOf(await desk.explain(id, 1, '总账下月核对', 'finance.410502'))).toEqual(['ANOTHER_PERSON table']);
    expect(codesOf(await desk.explain(id, 1, '410599197001010014'))).toEqual(['NUMBER_IN_CLEAR explanation']);
    expect(codesOf(await desk.explain(id, 3, '没有'))).toEqual(['NO_SUCH_DIFFERENCE difference']);
    for (const number of [1, 2]) expect(codesOf(await desk.explain(id, number, '已与财务核对，下月补录'))).toEqual([]);
    expect(codesOf(await desk.explain(id, 2, '再次说明'))).toEqual(['EXPLAINED_ALREADY difference']);
    expect(codesOf(await desk.act('signRealNameTable', id))).toEqual(['NOT_REVIEWED table']);
    expect(codesOf(await desk.act('reviewRealNameTable', id, 'finance.410502'))).toEqual(['ANOTHER_PERSON table']);
    expect(codesOf(await desk.act('reviewRealNameTable', id, 'archivist.410502'))).toEqual(['NOT_THE_REVIEWER table']);
    expect(codesOf(await desk.act('reviewRealNameTable', id))).toEqual([]);
    expect(codesOf(await desk.act('tieOutRealNameTable', id, 'finance.410502'))).toEqual(['SEALED_ALREADY table']);
    expect(codesOf(await desk.act('signRealNameTable', id, 'finance.410502'))).toEqual(['ANOTHER_PERSON table']);
    expect(codesOf(await desk.act('signRealNameTable', id, 'archivist.410502'))).toEqual([
      'COLUMN_NOT_YOURS columns.5',
    ]);
    const answers = await Promise.all(Array.from({ length: 4 }, () => desk.act('signRealNameTable', id)));
    expect(answers.map(codesOf).flat().sort()).toEqual(Array.from({ length: 3 }, () => 'SEALED_ALREADY table'));
    expect((await desk.table(id)).state).toBe('SIGNED');
  });

  test('its seals are verified by another program, and cover what is served', async () => {
    const { seals, files, contentSha256 } = await desk.table(id);
    expect(seals.map(({ act, isValid, by }) => [act, isValid, by.code])).toEqual([
      ['REVIEWED', true, 'finance.410500'],
      ['SIGNED', true, 'finance.410500'],
    ]);
    for (const { statement, publicKey, signature } of seals) {
      const key = createPublicKey({
        key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(publicKey, 'base64').toString('base64url') },
        format: 'jwk',
      });
      expect(verify(null, Buffer.from(statement), key, Buffer.from(signature, 'base64'))).toBe(true);
      expect(verify(null, Buffer.from(`${statement} `), key, Buffer.from(signature, 'base64'))).toBe(false);
    }
    const stated = JSON.parse(seals[1]?.statement ?? '') as {
      table: { content: string };
      files: { content: string }[];
    };
    const served = await Promise.all(
      [['CONTENT', 1] as const, ['XLSX', 1] as const, ['PDF', 1] as const].map(([part, place]) =>
        desk.download(id, part, place),
      ),
    );
    expect(served.map(sha256)).toEqual([stated.table.content, ...stated.files.map(({ content }) => content)]);
    expect([contentSha256, ...files.map((file) => file.sha256)]).toEqual(served.map(sha256));
  });

  test('its seals are not valid beside anything that they do not state', async () => {
    const other = String((await desk.lock({ year: 2024, columns: COLUMNS })).table?.id);
    const clerk = `'${String(desk.staff['clerk.410502'])}'`;
    const [own, ofTable] = [`id = '${id}'`, `table_id = '${id}'`];
    const tieOut = `tie_out_id in (select tie_out_id from locked_table_seal where ${ofTable}) and difference = 1`;
    const otherContent = `(select content from locked_table where id = '${other}')`;
    const alterations: [table: string, column: string, value: string, where: string][] = [
      ['locked_table_seal', 'sealed_by', clerk, ofTable],
      ['locked_table_seal', 'sealed_on', "date '2026-01-01'", ofTable],
      ['locked_table_seal', 'statement', "statement || ' '", ofTable],
      ['locked_table_file', 'content', otherContent, `${ofTable} and format = 'PDF'`],
      ['locked_table_explanation', 'explanation', "'无误'", tieOut],
      ['locked_table', 'content', otherContent, own],
      ['locked_table', 'sums', `sums || '{"amountFen": 1}'`, own],
      ['locked_table', 'prepared_by', clerk, own],
    ];
    const isValid = async () => (await desk.table(id)).seals.map((seal) => seal.isValid);
    for (const [table, column, value, where] of alterations) {
      await desk.served.asOwner(`create table before as select * from ${table} where ${where}`);
      await alter(table, `${column} = ${value}`, where);
      expect([column, ...(await isValid())]).toEqual([column, false, false]);
      await alter(
        table,
        `${column} = (select b.${column} from before b where b.recorded_in = ${table}.recorded_in)`,
        where,
      );
      await desk.served.asOwner('drop table before');
      expect([column, ...(await isValid())]).toEqual([column, true, true]);
    }
  });

  test('its files have every cell of its content', async () => {
    const rows = await desk.rows(id, { staff: 'finance.410500', purpose: '资金核对' });
    const [workbook] = await readBack<ReadWorkbook>('xlsx', await desk.download(id, 'XLSX'));
    const body = workbook?.rows
      .slice(4, 4 + rows.length)
      .map((cells) => cells.map((cell) => String((cell as string | number | null) ?? '')));
    const asPrinted = (text: string | null, at: number) => (at === 4 ? String(Number(text)) : (text ?? ''));
    expect(body).toEqual(rows.map(({ cells }) => cells.map(asPrinted)));
    const [print] = await readBack<ReadPdf>('pdf', await desk.download(id, 'PDF'));
    const text = (print?.pages ?? []).join('').replace(/\s+/gu, '');
    for (const { cells } of rows) expect(text).toContain(`${cells[2] ?? ''}${cells[3] ?? ''}`);
    expect(text).toContain('制表人：示例finance');
    expect(text).toContain('SMZ-410502-2025-');
  });

  test('the stamped copy is stored beside it, by its preparer, if it is a scan', async () => {
    const pdf = Buffer.from('%PDF-1.7 stamped');
    expect(await desk.sendScan(id, Buffer.from('MZ'))).toMatchObject({ problems: [{ code: 'NOT_A_SCAN' }] });
    expect(await desk.sendScan(id, pdf)).toEqual({ problems: [], sha256: sha256(pdf) });
    expect((await desk.table(id)).scans).toEqual([{ place: 1, sha256: sha256(pdf), mediaType: 'application/pdf' }]);
    expect((await desk.download(id, 'SCAN')).equals(pdf)).toBe(true);
    const received = (text: string) => receiveScan(desk.deps, { ...keyed(), tableId: id, content: Buffer.from(text) });
    expect(await received('%PDF-1.7 one')).toMatchObject({ ok: true });
    expect(await received('%PDF-1.7 another')).toMatchObject({ error: [{ code: 'KEY_REUSED' }] });
    const other = String((await desk.lock({ year: 2024 })).table?.id);
    expect(await desk.sendScan(other, pdf)).toMatchObject({ problems: [{ code: 'NOT_SIGNED', path: 'table' }] });
  });

  test('each row opens the decision of its pay day, as known when it was locked', async () => {
    const [row] = await desk.decisions(id);
    expect(row?.decision.outcome).toMatch(/ELIGIBLE|INDETERMINATE/);
    expect([row?.household.asOf, row?.household.revision]).toEqual([
      row?.paidOn,
      (await desk.table(id)).lockedAtRevision,
    ]);
  });

  test('what is stored is served to who may see all of it, for a purpose, and is on record', async () => {
    expect(await desk.linkCodes(id, { staff: 'finance.410500' })).toEqual(['FORBIDDEN']);
    expect(await desk.linkCodes(id, { staff: 'archivist.410502', purpose: '档案审核' })).toEqual(['FORBIDDEN']);
    expect(await desk.linkCodes(id, { staff: 'finance.410581', purpose: '档案审核' })).toEqual(['INVALID_ARGUMENT']);
    await desk.served.asOwner('delete from sensitive_read');
    const rows = await desk.rows(id);
    await desk.download(id, 'PDF');
    const [read, ...others] = await desk.served.asOwner('select purpose, operation, subjects from sensitive_read');
    expect([read?.['purpose'], read?.['operation'], others]).toEqual(['资金核对', 'GET /exports/locked-table', []]);
    expect((read?.['subjects'] as object[]).length).toBe(new Set(rows.map(({ subject }) => subject)).size);
  });

  test('nothing that was damaged is served or signed', async () => {
    const other = String((await desk.lock({ year: 2024, columns: COLUMNS })).table?.id);
    await desk.printed(other);
    await desk.act('tieOutRealNameTable', other, 'finance.410502');
    for (const number of [1, 2, 3]) await desk.explain(other, number, '已核对');
    const { rowCount, files } = await desk.table(other);
    await alter('locked_table', `sums = sums || '{"rows": ${rowCount + 1}}'`, `id = '${other}'`);
    expect(codesOf(await desk.act('reviewRealNameTable', other))).toEqual(['DAMAGED_TABLE table']);
    await alter('locked_table', `sums = sums || '{"rows": ${rowCount}}'`, `id = '${other}'`);
    await desk.served.asOwner(
      `insert into locked_table_seal select '${other}', act, (select id from locked_table_tie_out where table_id = '${other}'),
         sealed_by, sealed_on, statement, key_version, public_key, signature, recorded_in
       from locked_table_seal where table_id = '${id}' and act = 'REVIEWED'`,
    );
    expect(codesOf(await desk.act('signRealNameTable', other))).toEqual(['DAMAGED_TABLE table']);
    await desk.served.asOwner(
      `alter table locked_table_seal disable trigger user; delete from locked_table_seal where table_id = '${other}';
       alter table locked_table_seal enable trigger user`,
    );
    const [file] = files.filter(({ format }) => format === 'PDF');
    await flipStored(String(file?.sha256));
    expect(codesOf(await desk.act('reviewRealNameTable', other))).toEqual(['DAMAGED_TABLE table']);
    await expect(desk.download(other, 'PDF')).rejects.toThrow('ARTEFACT_DAMAGED');
    expect((await desk.download(other, 'XLSX')).length).toBeGreaterThan(1000);
  });
});

describe('against the general ledger', () => {
  const HEAD = ['日期', '凭证号', '分录号', '科目编码', '科目名称', '摘要', '借方', '贷方'];
  type Line = [day: string, voucher: string, number: string, debit: number];
  const ledgerOf = (lines: readonly Line[]) => {
    const rows = lines.map(([day, voucher, at, debit]) => [day, voucher, at, '502', '维权支出', '帮扶款', debit, 0]);
    return ledgerWorkbook({ 总账: [HEAD, ...rows] });
  };
  let id: string;
  let lines: readonly Line[];
  beforeAll(async () => {
    id = String((await desk.lock({ year: 2026, columns: COLUMNS })).table?.id);
    const rows = await desk.rows(id);
    lines = rows.map(({ paidOn, voucherNumber, number, amount }) => [
      paidOn,
      String(voucherNumber),
      String(number),
      Number(amount),
    ]);
    expect(lines.length).toBeGreaterThan(5);
  });

  test('that agrees to the fen, nothing of it is left to explain', async () => {
    const sent = await desk.sendLedger(id, ledgerOf(lines), '&subject=502');
    expect(sent).toEqual({
      problems: [],
      faultCount: 0,
      faults: [],
      entries: lines.length,
      skipped: 0,
      differences: 1,
    });
    const { tieOut } = await desk.table(id);
    expect(tieOut?.differences.nodes.map(({ kind }) => kind)).toEqual(['NO_DECISION']);
    expect([tieOut?.ledger, tieOut?.payments]).toEqual([tieOut?.table, tieOut?.table]);
  });

  test('the key of a comparison is refused for one with another ledger, and for one without', async () => {
    const compared = async (some: readonly Line[] | null) => {
      const bytes = some && ledgerOf(some);
      const read = bytes && valueOf(await readGeneralLedger(bytes, AbortSignal.timeout(60_000)));
      const ledger = read && { ...read, bytes, subjects: ['502'] };
      return tieOutTable(desk.deps, { ...keyed(), tableId: id, ledger });
    };
    expect(await compared(lines.slice(1))).toMatchObject({ ok: true });
    expect(await compared(lines)).toMatchObject({ error: [{ code: 'KEY_REUSED' }] });
    expect(await compared(null)).toMatchObject({ error: [{ code: 'KEY_REUSED' }] });
  });

  test('that has a fen less, a voucher more and one less, each is a difference with its voucher and amounts', async () => {
    const [first, second, ...others] = lines;
    if (first === undefined || second === undefined) throw new Error('the table has rows');
    const less = [first[0], first[1], first[2], first[3] - 0.01] as Line;
    const sent = await desk.sendLedger(id, ledgerOf([less, ...others, [second[0], '记-999', '1', 88.8]]));
    expect(sent).toMatchObject({ problems: [], faultCount: 0 });
    const differences = await desk.differences(id);
    const inLedger = differences.filter(({ kind }) => kind !== 'NO_DECISION');
    const gap = inLedger.reduce(
      (sum, one) => sum + Math.round(100 * (Number(one.tableAmount) - Number(one.otherAmount))),
      0,
    );
    expect(gap).toBe(1 + Math.round(second[3] * 100) - 8880);
    expect(inLedger).toContainEqual(
      expect.objectContaining({ kind: 'VOUCHER_NOT_IN_TABLE', tableAmount: '0.00', otherAmount: '88.80' }),
    );
  });

  test('that has a line twice, it is refused with both places, and nothing is recorded', async () => {
    const [first] = lines;
    if (first === undefined) throw new Error('the table has rows');
    const before = await desk.differences(id);
    const sent = await desk.sendLedger(id, ledgerOf([...lines, first]));
    expect(sent).toMatchObject({ faultCount: 1, faults: [{ sheet: '总账', row: lines.length + 2 }], problems: [] });
    expect(await desk.differences(id)).toEqual(before);
    expect(await desk.sendLedger(id, Buffer.from('no workbook'))).toMatchObject({
      faults: [{ code: 'NOT_A_WORKBOOK' }],
    });
  });
});
