import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { previewRules } from '../../../src/assessment/preview/preview-rules.ts';
import { assessHouseholds } from '../../../src/assessment/assess-households.ts';
import { confirmRuleProposal } from '../../../src/standards/proposals/confirm-rules.ts';
import { proposeRules } from '../../../src/standards/proposals/propose-rules.ts';
import { receiveDocument } from '../../../src/standards/proposals/receive-document.ts';
import type { RuleContent, StandardEntry } from '../../../src/standards/proposals/rule-content.ts';
import { type Day, requireDay, toMonth } from '../../../src/kernel/calendar.ts';
import type { Level } from '../../../src/policy/facts/facts.ts';
import { seedSample } from '../../../src/sample/seed.ts';
import { recordHousehold } from '../../../src/registry/recording/record-household.ts';
import { answerOf, viewerWith } from '../../support/graph.ts';
import { emptyRegister, newHousehold, sealAll, SERVER, type TestRegister, valueOf } from '../../support/register.ts';
import { DAY, household, householdState, record, survey } from '../../support/register-household.ts';

/** What a preview says of the sample, against the decisions of single households before and after it is confirmed. */

const never = { signal: new AbortController().signal, progress: () => undefined };
let register: Omit<TestRegister, 'ids'>;
let [city, archivist, second, flexible] = ['', '', '', ''];

beforeAll(async () => {
  register = await emptyRegister(SERVER);
  const { ownerUrl, secrets, database } = register.platform;
  const on = DAY(2026, 6, 30);
  valueOf(await seedSample({ ownerUrl, secrets, households: 120, seed: 3, on, progress: () => undefined }));
  await sealAll(database);
  const idOf = async (text: string) => String((await register.asOwner(text))[0]?.['id']);
  city = await idOf("select id from trade_union where code = '410500'");
  const archivists = await register.asOwner(
    `select distinct g.staff_id as id from staff_grant g join staff_grant_version v on v.anchor_id = g.id
     where v.role = 'CENTRE_ARCHIVIST' and v.union_id = '${city}'`,
  );
  const others = await register.asOwner(
    `select distinct g.staff_id as id from staff_grant g join staff_grant_version v on v.anchor_id = g.id
     where v.role = 'UNION_CLERK' and v.union_id = '${city}'`,
  );
  archivist = String(archivists[0]?.['id']);
  second = String([...others, ...archivists.slice(1)].find(({ id }) => id !== archivist)?.['id']);
  const unit = { clerk: second, employer: await idOf("select id from trade_union where code = '410502-Q1'") };
  // Who earns what nobody can tell counts as earning the minimum wage.
  const spell = { status: 'FLEXIBLE', from: toMonth(2024, 1) } as const;
  const own = household([9001], { household: householdState({ singleParent: true }) });
  const records = { surveys: [survey(DAY(2026, 3, 15))], employment: [record('employment', 'e', 'm1', spell)] };
  const stated = { ...own, records: { ...own.records, ...records } };
  const recorded = await recordHousehold(
    register.deps,
    newHousehold({ ids: unit }, stated, { from: DAY(2026, 3, 15) }),
  );
  flexible = valueOf(recorded).householdId;
  await sealAll(database);
}, 120_000);
afterAll(() => register.drop());

const by = (actorId: string) => ({ actorId, idempotencyKey: null, purpose: '测试' });
const REGIONS = ['410502', '410503', '410505', '410506', '410522', '410523', '410527', '410581'];
const entries = (over: Partial<StandardEntry>): RuleContent => ({
  kind: 'STANDARDS',
  entries: REGIONS.map((region) => ({
    ...{ act: 'ENTER', kind: 'DIBAO', region, from: '2024-01-01', amountFen: 90_000, status: 'PUBLISHED' },
    checkedUntil: '2027-12-31',
    ...over,
  })),
});

async function propose(content: RuleContent): Promise<string> {
  const document = { documentNumber: '豫民〔2026〕1号', documentTitle: '通知' };
  const proposed = valueOf(await proposeRules(register.deps, { ...by(second), unionId: city, ...document, content }));
  valueOf(await previewRules(register.deps, proposed.proposalId, never));
  return proposed.proposalId;
}
const changesOf = (proposalId: string, part: string) =>
  register.asOwner(
    `select household_id, level, outcome_before, outcome_after, categories_before, categories_after
     from rule_preview_change where proposal_id = $1 and part = $2 order by household_id, level`,
    [proposalId, part],
  );

/** The decisions of single households, with their stewards of today. */
async function decisions(asOf: Day, level: Level): Promise<ReadonlyMap<string, string>> {
  const rows = await register.asOwner('select household_id, union_id from stewards(current_date)');
  const households = rows.map((row) => ({ id: String(row['household_id']), unionId: String(row['union_id']) }));
  return register.deps.database.session(async (sql) => {
    const found = new Map<string, string>();
    for await (const [{ id }, decision] of assessHouseholds(sql, households, { asOf, level, known: 'NOW' }))
      found.set(id, decision === 'NO_PROFILE' ? 'none' : `${decision.outcome} ${decision.categories.join()}`);
    return found;
  });
}

type Decided = ReadonlyMap<Level, ReadonlyMap<string, string>>;

/** What one set of decisions turns into another, seen from the later one. */
const changed = (before: Decided, after: Decided) =>
  [...before].flatMap(([level, own]) =>
    [...own].flatMap(([id, then]) => {
      const now = after.get(level)?.get(id) ?? '';
      return now === then ? [] : [`${id} ${level} ${now} -> ${then}`];
    }),
  );

test('what changes on the first day is what is decided otherwise once it is confirmed, at each level', async () => {
  const day = DAY(2026, 6, 1);
  // The figure of 2024 goes on until the end of May, so that on the first day this one alone is new.
  const proposalId = await propose({
    kind: 'STANDARDS',
    entries: REGIONS.flatMap((region): StandardEntry[] => {
      const common = { act: 'ENTER', kind: 'DIBAO', region, status: 'PUBLISHED' } as const;
      return [{ ...common, from: '2026-06-01', amountFen: 90_000, checkedUntil: '2027-12-31' }];
    }).concat(
      REGIONS.map((region) => ({
        ...({ act: 'CORRECT', kind: 'DIBAO', region, status: 'PROVISIONAL' } as const),
        ...{ from: '2022-01-01', amountFen: 63_000, checkedUntil: '2026-05-31' },
      })),
    ),
  });
  const [found] = await register.asOwner(
    'select first_day::text, window_day::text, households::integer from rule_preview',
  );
  expect(found).toEqual({ first_day: '2026-06-01', window_day: '2026-06-30', households: 121 });
  const levels = ['NATIONAL', 'MUNICIPAL', 'COUNTY', 'ENTERPRISE'] as const;
  const read = async () =>
    new Map(await Promise.all(levels.map(async (level) => [level, await decisions(day, level)] as const)));
  const before = await read();
  valueOf(await receiveDocument(register.deps, { ...by(second), proposalId, content: Buffer.from('%PDF-1.7') }));
  valueOf(await confirmRuleProposal(register.deps, { ...by(archivist), proposalId }));
  await sealAll(register.deps.database);
  const after = await read();
  expect(await changesOf(proposalId, 'FIRST_DAY')).toHaveLength(changed(before, after).length);
  const correct = await propose(entries({ act: 'CORRECT', from: '2026-06-01', amountFen: 63_000 }));
  // Correcting it back turns each change round.
  const expected = changed(before, after);
  const rows = (await changesOf(correct, 'FIRST_DAY')).map((row) => {
    const said = (when: string) =>
      `${String(row[`outcome_${when}`])} ${(row[`categories_${when}`] as string[]).join()}`;
    return `${String(row['household_id'])} ${String(row['level'])} ${said('before')} -> ${said('after')}`;
  });
  expect(rows.toSorted()).toEqual(expected.toSorted());
  expect(rows.length).toBeGreaterThan(10);
}, 60_000);

test('a wage that begins today changes nothing today, but would have through the windows', async () => {
  const today = register.deps.today;
  const wages = entries({ kind: 'MINIMUM_WAGE', from: today, amountFen: 50_000 });
  // What held before was checked until yesterday.
  const checked = await register.asOwner(
    "select region, amount_fen from standard s join standard_version v on v.anchor_id = s.id where kind = 'MINIMUM_WAGE' and starts_on = '2024-01-01' and superseded_in is null",
  );
  const before = checked.map((row): StandardEntry => ({
    ...{ act: 'CORRECT', kind: 'MINIMUM_WAGE', region: String(row['region']), from: '2024-01-01' },
    ...{ amountFen: Number(row['amount_fen']), status: 'PROVISIONAL', checkedUntil: '2026-06-29' },
  }));
  if (wages.kind !== 'STANDARDS') throw new Error('standards');
  const proposalId = await propose({ kind: 'STANDARDS', entries: [...wages.entries, ...before] });
  expect(await changesOf(proposalId, 'FIRST_DAY')).toEqual([]);
  const changes = await changesOf(proposalId, 'THROUGH_WINDOW');
  const otherwise = { household_id: flexible, outcome_before: 'INELIGIBLE', outcome_after: 'ELIGIBLE' };
  const levels = ['COUNTY', 'ENTERPRISE', 'MUNICIPAL', 'NATIONAL'];
  expect(changes).toMatchObject(levels.map((level) => ({ ...otherwise, level })));
  const [row] = await register.asOwner('select window_day::text from rule_preview where proposal_id = $1', [
    proposalId,
  ]);
  expect(row).toEqual({ window_day: today });
  const listed = async (effect: string) => {
    const list = `rulePreviewChanges(proposalId: "${proposalId}", part: THROUGH_WINDOW, effect: ${effect})`;
    const viewer = viewerWith('CENTRE_ARCHIVIST', city);
    const answer = await answerOf(register.platform, `{ ${list} { totalCount nodes { householdId effect } } }`, {
      viewer,
      today,
    });
    return answer['rulePreviewChanges'] as { readonly totalCount: number; readonly nodes: readonly object[] };
  };
  const enters = levels.map(() => ({ householdId: flexible, effect: 'ENTERS' }));
  expect(await listed('ENTERS')).toEqual({ totalCount: levels.length, nodes: enters });
  for (const effect of ['LEAVES', 'OTHERWISE']) expect(await listed(effect)).toEqual({ totalCount: 0, nodes: [] });
});

test('a local profile changes its own level alone, from its day on', async () => {
  const profile: RuleContent = {
    kind: 'PROFILE',
    profile: {
      ...{ act: 'ISSUE', level: 'MUNICIPAL', from: '2026-06-30', to: null, nearMultiple: null, suddenMultiple: null },
      ...{ areaPerHead: null, dwellings: null, forbids: [] },
      exclusionsOff: ['LARGE_DWELLING', 'COSTLY_SCHOOLING', 'VEHICLES', 'TWO_DWELLINGS'],
    },
  };
  const proposalId = await propose(profile);
  const before = await decisions(requireDay('2026-06-30'), 'MUNICIPAL');
  const changes = await changesOf(proposalId, 'FIRST_DAY');
  expect(new Set(changes.map((row) => row['level']))).toEqual(new Set(['MUNICIPAL']));
  valueOf(await receiveDocument(register.deps, { ...by(second), proposalId, content: Buffer.from('%PDF-1.7') }));
  valueOf(await confirmRuleProposal(register.deps, { ...by(archivist), proposalId }));
  await sealAll(register.deps.database);
  const after = await decisions(requireDay('2026-06-30'), 'MUNICIPAL');
  const differ = [...before].filter(([id, then]) => after.get(id) !== then).map(([id]) => id);
  expect(changes.map((row) => row['household_id'])).toEqual(differ.toSorted());
  expect(differ.length).toBeGreaterThan(0);
});

test('a stopped preview writes nothing', async () => {
  const proposalId = await propose(entries({ kind: 'RURAL_INCOME', from: '2024-01-01', checkedUntil: null }));
  await register.asOwner('delete from rule_preview_change; delete from rule_preview');
  const stopped = { ...never, signal: AbortSignal.abort(new Error('stopped')) };
  await expect(previewRules(register.deps, proposalId, stopped)).rejects.toThrow('stopped');
  expect(await register.asOwner('select 1 from rule_preview')).toEqual([]);
});
