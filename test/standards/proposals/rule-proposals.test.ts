import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readContent } from '../../../src/artefacts/artefact.read.ts';
import { previewRules } from '../../../src/assessment/preview/preview-rules.ts';
import { readState } from '../../../src/assessment/spans/decision-state.store.ts';
import { followChanges } from '../../../src/assessment/spans/follow-changes.store.ts';
import { decideRegister } from '../../../src/assessment/spans/run/decide-register.ts';
import { insertChange } from '../../../src/database/time/change-log.ts';
import { newId } from '../../../src/database/ids.ts';
import { requireDay } from '../../../src/kernel/calendar.ts';
import type { Result } from '../../../src/kernel/result.ts';
import { recordHousehold } from '../../../src/registry/recording/record-household.ts';
import { insertGrants } from '../../../src/staff/staff-write.store.ts';
import { ensureStandards } from '../../../src/standards/enter-standards.ts';
import { confirmRuleProposal } from '../../../src/standards/proposals/confirm-rules.ts';
import { proposeRules } from '../../../src/standards/proposals/propose-rules.ts';
import { receiveDocument } from '../../../src/standards/proposals/receive-document.ts';
import type { ProfileEntry, RuleContent, StandardEntry } from '../../../src/standards/proposals/rule-content.ts';
import { loadProfiles } from '../../../src/standards/profile.read.ts';
import { standardsAt } from '../../../src/standards/standard-entries.read.ts';
import type { Problem } from '../../../src/usecase/problem.ts';
import { ownerTransaction } from '../../support/owner-transaction.ts';
import { newHousehold, sealAll, SERVER, type TestRegister, testRegister, valueOf } from '../../support/register.ts';
import { household } from '../../support/register-household.ts';

const NOWHERE = '00000000-0000-7000-8000-000000000000';
const SCAN = Buffer.from('%PDF-1.7 豫民〔2026〕1号');
const never = { signal: new AbortController().signal, progress: () => undefined };

let register: TestRegister;
const on = (today: string) => ({ ...register.deps, today });
const by = (actor: string) => ({ actorId: register.ids[actor] ?? '', idempotencyKey: null, purpose: '测试' });
const id = (name: string) => register.ids[name] ?? '';
const codesOf = (result: Result<unknown, readonly Problem[]>) =>
  result.ok ? [] : result.error.map(({ code, path }) => `${code} ${path}`);

/** The minimum living standard of 文峰区 from 2024 on; the built-in one was checked until the end of 2023. */
const dibao = (over: Partial<StandardEntry> = {}): StandardEntry => ({
  ...{ act: 'ENTER', kind: 'DIBAO', region: '410502', from: '2024-01-01', amountFen: 68_000 },
  ...{ status: 'PUBLISHED', checkedUntil: '2024-12-31', ...over },
});
const profile = (over: Partial<ProfileEntry> = {}): RuleContent => ({
  kind: 'PROFILE',
  profile: {
    ...{ act: 'ISSUE', level: 'COUNTY', from: '2026-08-01', to: null, nearMultiple: 200, suddenMultiple: null },
    ...{ areaPerHead: null, dwellings: null, exclusionsOff: [], forbids: [], ...over },
  },
});

const propose = (content: RuleContent, actor = 'archivist', union = 'county', today = register.deps.today) =>
  proposeRules(on(today), {
    ...{ ...by(actor), unionId: id(union), content },
    ...{ documentNumber: '豫民〔2026〕1号', documentTitle: '关于提高城乡低保标准的通知' },
  });
const standards = (...entries: readonly StandardEntry[]): RuleContent => ({ kind: 'STANDARDS', entries: [...entries] });
const enter = (...entries: readonly StandardEntry[]) => propose(standards(...entries));
const scan = (proposalId: string, actor = 'archivist', content = SCAN) =>
  receiveDocument(register.deps, { ...by(actor), proposalId, content });
const confirm = (proposalId: string, actor = 'secondArchivist', today = register.deps.today) =>
  confirmRuleProposal(on(today), { ...by(actor), proposalId });

async function ready(proposed: Awaited<ReturnType<typeof propose>>): Promise<string> {
  const { proposalId } = valueOf(proposed);
  valueOf(await scan(proposalId));
  valueOf(await previewRules(register.deps, proposalId, never));
  return proposalId;
}
const inForce = async (proposed: Awaited<ReturnType<typeof propose>>) => valueOf(await confirm(await ready(proposed)));
const dibaoOn = (day: string, known: number | 'NOW' = 'NOW') =>
  register.deps.database.session(async (sql) => {
    const found = (await standardsAt(sql, known)).monthly('dibao', '410502', requireDay(day));
    return found === undefined ? null : [found.amount, found.provisional ? 'provisional' : 'known'];
  });
const profileOf = (union: string, day: string) =>
  register.deps.database.session(async (sql) =>
    (await loadProfiles(sql, [id(union)], 'COUNTY', day, 'NOW')).get(id(union)),
  );

beforeAll(async () => {
  register = await testRegister(SERVER);
  await ownerTransaction(register.platform.ownerUrl, async (sql) => {
    const change = await insertChange(sql, by('admin'), 'MAKE_SAMPLE', 'STANDARD', newId());
    await ensureStandards(sql, change);
    const grant = { id: newId(), staffId: id('leaver'), role: 'CENTRE_ARCHIVIST', unionId: id('employer') } as const;
    await insertGrants(sql, change, [
      { ...grant, from: '2018-01-01', grantedBy: id('admin'), confirmedBy: id('archivist') },
    ]);
  });
  valueOf(await recordHousehold(register.deps, newHousehold(register, household([1, 2]))));
  await sealAll(register.deps.database);
});
afterAll(() => register.drop());

test('a standard is in force once another person of a centre has confirmed it, with its document', async () => {
  const { proposalId } = valueOf(await enter(dibao()));
  expect(await dibaoOn('2024-06-01')).toEqual([63_000, 'provisional']);
  expect(codesOf(await confirm(proposalId, 'archivist'))).toEqual(['ANOTHER_PERSON proposalId']);
  expect(codesOf(await confirm(proposalId))).toEqual(['DOCUMENT_MISSING proposalId']);
  expect(codesOf(await scan(proposalId, 'archivist', Buffer.from('text')))).toEqual(['NOT_A_SCAN content']);
  const { digest } = valueOf(await scan(proposalId));
  expect(codesOf(await confirm(proposalId))).toEqual(['NOT_PREVIEWED proposalId']);
  valueOf(await previewRules(register.deps, proposalId, never));
  valueOf(await confirm(proposalId));
  expect(await dibaoOn('2024-06-01')).toEqual([68_000, 'known']);
  expect(await dibaoOn('2025-01-01')).toEqual([68_000, 'provisional']);
  expect(await dibaoOn('2023-12-31')).toEqual([63_000, 'provisional']);
  const [version] = await register.asOwner('select source from standard_version where proposal_id = $1', [proposalId]);
  expect(version).toEqual({ source: '豫民〔2026〕1号 关于提高城乡低保标准的通知' });
  const stored = await register.deps.database.session((sql) => readContent(sql, register.deps.secrets, digest));
  expect(stored).toEqual({ ok: true, value: SCAN });
  expect(codesOf(await confirm(proposalId))).toEqual(['NO_SUCH_PROPOSAL proposalId']);
  expect(codesOf(await scan(proposalId))).toEqual(['NO_SUCH_PROPOSAL proposalId']);
});

test('the key of one scan is refused for another scan', async () => {
  const { proposalId } = valueOf(await enter(dibao({ act: 'CORRECT', amountFen: 69_500 })));
  const keyed = { ...by('archivist'), idempotencyKey: 'one scan', proposalId };
  const received = (text: string) => receiveDocument(register.deps, { ...keyed, content: Buffer.from(text) });
  valueOf(await received('%PDF-1.7 one'));
  expect(codesOf(await received('%PDF-1.7 another'))).toEqual(['KEY_REUSED idempotencyKey']);
});

test('a correction keeps the former revision', async () => {
  const known = await sealAll(register.deps.database);
  await inForce(await enter(dibao({ act: 'CORRECT', amountFen: 69_000, checkedUntil: '2025-12-31' })));
  await sealAll(register.deps.database);
  expect(await dibaoOn('2025-06-01')).toEqual([69_000, 'known']);
  expect(await dibaoOn('2024-06-01', known)).toEqual([68_000, 'known']);
});

test('a retraction leaves what was before, and the day can be entered again', async () => {
  const retract = dibao({ act: 'RETRACT', from: '2026-01-01', amountFen: null, status: null, checkedUntil: null });
  await inForce(await enter(dibao({ from: '2026-01-01', amountFen: 70_000, checkedUntil: '2026-12-31' })));
  await inForce(await enter(retract));
  expect(await dibaoOn('2026-06-01')).toEqual([69_000, 'provisional']);
  expect(codesOf(await enter(retract))).toEqual(['NO_STANDARD_OF_THAT_DAY entries.0.from']);
  await inForce(await enter(dibao({ from: '2026-01-01', amountFen: 71_000, checkedUntil: '2026-12-31' })));
  expect(await dibaoOn('2026-06-01')).toEqual([71_000, 'known']);
});

test('a gap, two of one day and what contradicts the next one are refused with their place', async () => {
  const july = { from: '2027-07-01', checkedUntil: '2027-12-31' };
  expect(codesOf(await enter(dibao(july)))).toEqual(['STANDARD_GAP entries.0.from']);
  expect(codesOf(await enter(dibao({ from: '2026-01-01', checkedUntil: '2026-12-31' })))).toEqual([
    'STANDARD_OF_THAT_DAY entries.0.from',
  ]);
  expect(codesOf(await enter(dibao(july), dibao(july)))).toEqual(['STANDARD_TWICE entries.1.from']);
  const fills = dibao({ from: '2027-01-01', checkedUntil: '2027-06-30', status: 'PROVISIONAL' });
  expect(codesOf(await enter(fills, dibao(july)))).toEqual([]);
  const early = dibao({ from: '2025-07-01', checkedUntil: '2026-03-31' });
  expect(codesOf(await enter(early))).toEqual(['CHECKED_PAST_NEXT entries.0.checkedUntil']);
  const income = { kind: 'RURAL_INCOME', checkedUntil: null } as const;
  expect(codesOf(await propose(standards(dibao({ ...income, from: '2025-01-01' })), 'archivist', 'city'))).toEqual([
    'STANDARD_GAP entries.0.from',
  ]);
  expect(codesOf(await enter(dibao({ ...income, from: '2024-01-01' })))).toEqual([]);
});

test('a value that says too little, too much or nothing is refused with its place', async () => {
  const wrong: readonly (readonly [Partial<StandardEntry>, string])[] = [
    [{ amountFen: null }, 'REQUIRED entries.0.amount'],
    [{ amountFen: 0 }, 'WRONG_AMOUNT entries.0.amount'],
    [{ status: null }, 'REQUIRED entries.0.status'],
    [{ checkedUntil: null }, 'CHECKED_UNTIL_REQUIRED entries.0.checkedUntil'],
    [{ checkedUntil: '2028-01-01' }, 'CHECKED_TOO_FAR entries.0.checkedUntil'],
    [{ from: '2027-01-01' }, 'ENDS_BEFORE_IT_BEGINS entries.0.checkedUntil'],
    [{ from: '1899-12-31' }, 'BEFORE_1900 entries.0.from'],
    [{ kind: 'RURAL_INCOME', checkedUntil: null, from: '2024-02-01' }, 'STARTS_WITH_ITS_YEAR entries.0.from'],
    [{ region: '410581' }, 'NOT_ITS_DIVISION entries.0.region'],
    [{ region: '110101' }, 'NOT_ITS_DIVISION entries.0.region'],
  ];
  for (const [over, code] of wrong) expect(codesOf(await enter(dibao(over)))).toEqual([code]);
  expect(codesOf(await enter())).toEqual(['REQUIRED entries']);
});

test('who may not, and what is not there, get the same answer', async () => {
  for (const actor of ['otherClerk', 'statistician', 'chief', 'leaver']) {
    expect(codesOf(await propose(standards(dibao()), actor))).toEqual(['NO_SUCH_UNION unionId']);
  }
  const proposalId = await ready(await propose(profile({ level: 'ENTERPRISE' }), 'clerk', 'employer'));
  // An archivist of no centre, and a clerk.
  for (const actor of ['leaver', 'clerk', 'otherClerk', 'chief']) {
    expect(codesOf(await confirm(proposalId, actor))).toEqual(['NO_SUCH_PROPOSAL proposalId']);
  }
  expect(codesOf(await confirm(NOWHERE))).toEqual(['NO_SUCH_PROPOSAL proposalId']);
  expect(codesOf(await scan(proposalId, 'otherClerk'))).toEqual(['NO_SUCH_PROPOSAL proposalId']);
  expect(codesOf(await propose(standards(dibao()), 'clerk', 'employer'))).toEqual(['NOT_A_CENTRE unionId']);
  expect(codesOf(await confirm(proposalId, 'secondArchivist', '2026-09-28'))).toEqual(['NO_SUCH_PROPOSAL proposalId']);
  valueOf(await confirm(proposalId, 'secondArchivist', '2026-09-27'));
});

test('of two proposals for one day that are confirmed at once one is left', async () => {
  const entry = dibao({ kind: 'MINIMUM_WAGE', from: '2025-01-01', checkedUntil: '2026-12-31', amountFen: 220_000 });
  const both = [await ready(await enter(entry)), await ready(await enter(entry))];
  const answers = await Promise.all(both.map((proposal) => confirm(proposal)));
  expect(answers.flatMap(codesOf)).toEqual(['STANDARD_OF_THAT_DAY entries.0.from']);
});

test('a local profile begins, is changed, corrected, ended and retracted; what was before is kept', async () => {
  await inForce(await propose(profile()));
  expect(await profileOf('employer', '2026-07-31')).toBeUndefined();
  expect(await profileOf('employer', '2026-08-01')).toMatchObject({ nearMultiple: 200 });
  expect(codesOf(await propose(profile()))).toEqual(['PROFILE_OF_THAT_DAY profile.from']);
  await inForce(await propose(profile({ from: '2027-01-01', nearMultiple: 180 })));
  expect([
    (await profileOf('employer', '2026-12-31'))?.nearMultiple,
    (await profileOf('employer', '2027-01-01'))?.nearMultiple,
  ]).toEqual([200, 180]);
  expect(codesOf(await propose(profile({ from: '2026-10-01', to: '2027-02-01' })))).toEqual([
    'PROFILE_OVERLAPS profile.to',
  ]);
  await inForce(await propose(profile({ act: 'CORRECT', from: '2027-01-01', nearMultiple: 190 })));
  expect(await profileOf('employer', '2027-06-01')).toMatchObject({ nearMultiple: 190 });
  await inForce(await propose(profile({ act: 'END', from: '2027-07-01', nearMultiple: null })));
  expect(await profileOf('employer', '2027-07-01')).toBeUndefined();
  await inForce(await propose(profile({ act: 'RETRACT', from: '2027-01-01', nearMultiple: null })));
  expect(await profileOf('employer', '2027-06-01')).toBeUndefined();
  expect(codesOf(await propose(profile({ act: 'END', from: '2027-07-01', nearMultiple: null })))).toEqual([
    'NO_PROFILE_OF_THAT_DAY profile.from',
  ]);
});

test('a profile that a union above forbids is refused, and so is to forbid what one below sets', async () => {
  const city = (over: Partial<ProfileEntry>) => propose(profile({ nearMultiple: null, ...over }), 'archivist', 'city');
  expect(codesOf(await city({ forbids: ['NEAR_MULTIPLE'] }))).toEqual(['SET_BELOW profile.forbids.0']);
  await inForce(await city({ forbids: ['DWELLINGS'] }));
  expect(codesOf(await propose(profile({ from: '2026-09-01', dwellings: 3 })))).toEqual([
    'FORBIDDEN_ABOVE profile.dwellings',
  ]);
  expect(codesOf(await propose(profile({ from: '2026-07-15', to: '2026-08-01', dwellings: 3 })))).toEqual([]);
  expect(codesOf(await propose(profile({ from: '2026-09-01', areaPerHead: 6000 })))).toEqual([]);
});

test('a profile is of a level that its union may rule for, and its multiples are in order', async () => {
  expect(codesOf(await propose(profile({ level: 'MUNICIPAL' })))).toEqual(['NOT_ITS_LEVEL profile.level']);
  expect(codesOf(await propose(profile(), 'archivist', 'employer'))).toEqual(['NOT_ITS_LEVEL profile.level']);
  expect(codesOf(await propose(profile({ nearMultiple: 301 })))).toEqual(['NEAR_ABOVE_SUDDEN profile.nearMultiple']);
  expect(codesOf(await propose(profile({ dwellings: 0 })))).toEqual(['WRONG_COUNT profile.dwellings']);
  expect(codesOf(await propose(profile({ act: 'END' })))).toEqual(['NOTHING_BESIDE_A_RETRACTION profile.act']);
});

test('the database keeps versions that nobody confirmed out, and confirmations by whoever proposed', async () => {
  const { proposalId } = valueOf(await enter(dibao({ from: '2027-01-01', checkedUntil: '2027-06-30' })));
  const write = (text: string) =>
    register.asApplication(
      `with change as (select id from change_log limit 1) ${text}`.replaceAll(':proposal', `'${proposalId}'::uuid`),
    );
  await expect(
    write(
      `insert into rule_confirmation select :proposal, '${id('archivist')}', '${id('archivist')}', current_date, id from change`,
    ),
  ).rejects.toThrow('rule_confirmation');
  await expect(
    write(
      `insert into rule_confirmation select :proposal, '${id('clerk')}', '${id('secondArchivist')}', current_date, id from change`,
    ),
  ).rejects.toThrow('rule_confirmation');
  await expect(
    write(`insert into standard_version (anchor_id, amount_fen, status, source, proposal_id, recorded_in)
      select (select id from standard limit 1), 1, 'PUBLISHED', 'x', :proposal, id from change`),
  ).rejects.toThrow('standard_version');
});

test('a confirmed standard has all households decided anew', async () => {
  const { database } = register.deps;
  const today = requireDay(register.deps.today);
  await sealAll(database);
  valueOf(await decideRegister(database, today, never));
  expect(await followChanges(database, today)).toBe('UP_TO_DATE');
  await inForce(
    await enter(dibao({ act: 'CORRECT', from: '2026-01-01', amountFen: 72_000, checkedUntil: '2026-12-31' })),
  );
  await sealAll(database);
  expect(await followChanges(database, today)).toBe('RUN_NEEDED');
  valueOf(await decideRegister(database, today, never));
  expect((await database.session(readState))?.revision).toBe(await sealAll(database));
});
