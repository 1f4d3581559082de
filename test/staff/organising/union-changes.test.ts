import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Result } from '../../../src/kernel/result.ts';
import { recordHousehold } from '../../../src/registry/recording/record-household.ts';
import { confirmGrant } from '../../../src/staff/grants/confirm-grant.ts';
import { proposeGrant } from '../../../src/staff/grants/propose-grant.ts';
import { listDivisionNames } from '../../../src/organisation/divisions/division-name.read.ts';
import { listRegions } from '../../../src/organisation/union.read.ts';
import { rejectUnionChange } from '../../../src/staff/organising/reject-union-change.ts';
import type { Problem } from '../../../src/usecase/problem.ts';
import { newHousehold, sealAll, SERVERS, type TestRegister, testRegister, valueOf } from '../../support/register.ts';
import { DAY, household, identityNumber } from '../../support/register-household.ts';
import { addAdministrators, confirm, propose, unionSettler } from '../../support/union-changes.ts';

const NOWHERE = '00000000-0000-7000-8000-000000000000';
const TODAY = '2026-06-30';

describe.each(SERVERS)('on PostgreSQL %s', (server) => {
  let register: TestRegister;
  let staff: Readonly<Record<string, string>>;
  let settle: Awaited<ReturnType<typeof unionSettler>>;
  const who = (code: string) => staff[code] ?? register.ids[code] ?? '';
  type Given = Parameters<typeof propose>[2];
  const proposed = (actor: string, change: Given) => propose(register, who(actor), change);
  const confirmed = (actor: string, proposalId: string) => confirm(register, who(actor), proposalId);
  const refused = (result: Result<unknown, readonly Problem[]>) =>
    result.ok ? [] : result.error.map(({ code, path }) => `${code} ${path}`);
  /** What is refused when it is proposed. */
  const why = async (change: Given, actor = 'chief') => refused(await proposed(actor, change));
  const found = (code: string, target: string, over: Partial<Given> = {}) =>
    settle({
      ...{ kind: 'FOUND', target, code, name: code, unionKind: 'EMPLOYER', region: '410502', from: '2026-01-01' },
      ...over,
    });
  const lineOn = async (unionId: string, day: string) => {
    const rows = await register.asApplication(
      `select u.code from union_closure c join trade_union u on u.id = c.ancestor_id
       where c.descendant_id = $1 and c.superseded_in is null and c.valid_from <= $2 and (c.valid_to is null or c.valid_to > $2)
       order by c.depth`,
      [unionId, day],
    );
    return rows.map(({ code }) => code);
  };
  const expectReplay = async () => {
    const closure = 'select ancestor_id, descendant_id, depth, valid_from, valid_to, recorded_in, superseded_in from';
    const order = 'order by ancestor_id, descendant_id, valid_from, recorded_in';
    expect(await register.asApplication(`${closure} union_closure ${order}`)).toEqual(
      await register.asApplication(`${closure} replay_union_closure() ${order}`),
    );
  };

  beforeAll(async () => {
    register = await testRegister(server);
    staff = await addAdministrators(register, { local: 'county', localSecond: 'county', other: 'city' });
    settle = await unionSettler(register);
  });
  afterAll(() => register.drop());

  test('a union is founded by two administrators of its superior, with its document, and is under it', async () => {
    const change: Given = {
      ...{ kind: 'FOUND', target: 'county', code: 'NEW', name: '新建工会', unionKind: 'STREET', region: '410502' },
      ...{ centreName: '新建帮扶站', from: '2026-07-01' },
    };
    const { proposalId } = valueOf(await proposed('local', change));
    expect(await register.asApplication("select from trade_union where code = 'NEW'")).toEqual([]);
    const { unionId, changeId } = valueOf(await confirmed('localSecond', proposalId));
    expect(await lineOn(unionId, '2026-07-01')).toEqual(['NEW', 'COUNTY', 'CITY']);
    const [version] = await register.asApplication(
      'select name, centre_name, has_centre, state, valid_from::text, recorded_in from trade_union_version where anchor_id = $1',
      [unionId],
    );
    expect(version).toEqual({
      ...{ name: '新建工会', centre_name: '新建帮扶站', has_centre: true, state: 'ACTIVE', valid_from: '2026-07-01' },
      recorded_in: changeId,
    });
    const log = await register.asApplication(
      'select action from change_log where subject_id = $1 order by transaction',
      [unionId],
    );
    expect(log.map(({ action }) => action)).toEqual(['PROPOSE_UNION_CHANGE', 'FOUND_UNION']);
  });

  test('the same person does not propose and confirm, in the database neither', async () => {
    const { proposalId } = valueOf(
      await proposed('chief', { kind: 'RENAME', union: 'county', name: '改名', from: '2026-01-01' }),
    );
    expect(refused(await confirmed('chief', proposalId))).toEqual(['ANOTHER_PERSON proposalId']);
    const forged = register.asApplication(
      `with change as (
         insert into change_log (id, actor_id, action, subject_kind, subject_id, purpose)
         values (gen_random_uuid(), $2, 'RENAME_UNION', 'TRADE_UNION', $1, '测试') returning id)
       insert into union_change_answer select $1, 'CONFIRMED', $2, null, id from change`,
      [proposalId, who('chief')],
    );
    await expect(forged).rejects.toThrow('takes two people');
    valueOf(await rejectUnionChange(register.deps, { ...by('chief'), proposalId, reason: '撤回' }));
    expect(refused(await confirmed('other', proposalId))).toEqual(['NO_SUCH_PROPOSAL proposalId']);
  });

  test('who may not decide in the superior union gets the answer of a missing union or proposal', async () => {
    const rename: Given = { kind: 'RENAME', union: 'county', name: '改名', from: '2026-01-01' };
    const { proposalId } = valueOf(await proposed('chief', rename));
    for (const actor of ['local', 'clerk', 'archivist', 'leaver']) {
      expect(await why(rename, actor)).toEqual(['NO_SUCH_UNION union']);
      expect(refused(await confirmed(actor, proposalId))).toEqual(['NO_SUCH_PROPOSAL proposalId']);
    }
    expect(await why({ ...rename, union: NOWHERE })).toEqual(['NO_SUCH_UNION union']);
    expect(refused(await confirmed('other', NOWHERE))).toEqual(['NO_SUCH_PROPOSAL proposalId']);
    // Out of the own county is decided above both.
    expect(await why({ kind: 'MOVE', union: 'employer', target: 'otherCounty', from: '2026-01-01' }, 'local')).toEqual([
      'NO_SUCH_UNION union',
    ]);
    valueOf(await confirmed('other', proposalId));
  });

  test('the topmost union is renamed by its own administrators, and neither moved nor dissolved', async () => {
    await settle({ kind: 'RENAME', union: 'city', name: '安阳市总工会', from: '2026-02-01' });
    await settle({ kind: 'NAME_CENTRE', union: 'city', centreName: '安阳市职工服务中心', from: '2026-02-01' });
    expect(await why({ kind: 'DISSOLVE', union: 'city', from: '2026-03-01' })).toEqual(['ROOT_STAYS union']);
    expect(await why({ kind: 'MOVE', union: 'city', target: 'county', from: '2026-03-01' })).toEqual([
      'ROOT_STAYS union',
    ]);
  });

  test('what cannot be is refused with a reason', async () => {
    const from = '2026-03-01';
    expect(await why({ kind: 'MOVE', union: 'county', target: 'county', from })).toEqual(['UNDER_ITSELF target']);
    expect(await why({ kind: 'MOVE', union: 'county', target: 'employer', from })).toEqual(['UNDER_ITSELF target']);
    expect(await why({ kind: 'MERGE', union: 'county', target: 'employer', from })).toEqual(['UNDER_ITSELF target']);
    expect(await why({ kind: 'MOVE', union: 'employer', target: 'county', from })).toEqual(['NOTHING_CHANGES target']);
    expect(await why({ kind: 'DISSOLVE', union: 'county', from })).toEqual(['UNIONS_UNDER_IT union']);
    expect(await why({ kind: 'RENAME', union: 'otherCounty', name: 'x', from: '2018-01-01' })).toEqual([
      'LATER_UNION_CHANGE from',
    ]);
    const founding: Given = {
      ...{ kind: 'FOUND', target: 'county', code: 'CITY', name: 'x', unionKind: 'STREET', region: '410502', from },
    };
    expect(await why(founding)).toEqual(['CODE_TAKEN code']);
    expect(await why({ ...founding, code: 'X', region: '111111' })).toEqual(['NO_SUCH_DIVISION region']);
    expect(await why({ ...founding, code: 'X', from: '2017-01-01' })).toEqual(['SUPERIOR_NOT_YET from']);
    expect(await why({ ...founding, code: 'x y', name: ' ' })).toEqual(['WRONG_UNION_CODE code', 'WRONG_TEXT name']);
    expect(await why({ kind: 'RENAME', union: 'county', target: 'city', from })).toEqual([
      ...['REQUIRED name', 'NOT_OF_THIS_KIND target'],
    ]);
    expect(await why({ kind: 'RENAME', union: 'county', name: `工会${identityNumber(1)}`, from })).toEqual([
      'NUMBER_IN_CLEAR name',
    ]);
    const late = { kind: 'RENAME', union: 'county', name: 'x', from, documentDay: DAY(2026, 7, 1) } as const;
    expect(await why(late)).toEqual(['AFTER_TODAY documentDay']);
  });

  test('a division is put on record as part of that of its superior union, and unions are founded in it', async () => {
    const division: Given = {
      kind: 'FOUND_DIVISION',
      target: 'city',
      code: '410505',
      name: '殷都区',
      from: '2026-01-01',
    };
    expect(await why({ ...division, code: '411202' })).toEqual(['NOT_IN_DIVISION code']);
    expect(await why({ ...division, target: 'county', code: '410599' })).toEqual(['NOT_IN_DIVISION code']);
    expect(await why({ ...division, code: 'NORTH' })).toEqual(['WRONG_REGION code']);
    expect(await why({ ...division, code: '410581' })).toEqual(['CODE_TAKEN code']);
    // The area of the sample's identity numbers is no division.
    expect(await why({ ...division, code: '410599' })).toEqual(['NOT_A_DIVISION code']);
    expect(await why({ kind: 'RENAME', union: 'county', name: 'x', unlisted: true, from: '2026-01-01' })).toEqual([
      'NOT_OF_THIS_KIND unlisted',
    ]);
    expect(await why(division, 'local')).toEqual(['NO_SUCH_UNION target']);
    await settle(division);
    const founded = await found('IN-DIVISION', 'city', { unionKind: 'COUNTY', region: '410505' });
    const founding: Given = {
      kind: 'FOUND',
      target: 'city',
      code: 'X',
      name: 'x',
      unionKind: 'COUNTY',
      region: '410505',
      from: '2026-01-01',
    };
    expect(await lineOn(founded.unionId, TODAY)).toEqual(['IN-DIVISION', 'CITY']);
    expect(await why({ ...founding, code: '410506' })).toEqual(['CODE_OF_OTHER_DIVISION code']);
  });

  test('a division that the standard does not list yet is proposed as such, and the second person sees it', async () => {
    const unlisted: Given = {
      kind: 'FOUND_DIVISION',
      target: 'city',
      code: '410551',
      name: '新区',
      from: '2026-01-01',
    };
    expect(await why(unlisted)).toEqual(['NOT_A_DIVISION code']);
    await settle({ ...unlisted, unlisted: true });
    expect(await register.asOwner("select unlisted from union_change_proposal where code = '410551'")).toEqual([
      { unlisted: true },
    ]);
    expect(await register.asOwner("select name from region where code = '410551'")).toEqual([{ name: '新区' }]);
  });

  test('a division is renamed from a day on, and keeps its names', async () => {
    const rename: Given = {
      kind: 'RENAME_DIVISION',
      target: 'city',
      code: '410522',
      name: '新安阳区',
      from: '2026-03-01',
    };
    expect(await why({ ...rename, name: '安阳县' })).toEqual(['NOTHING_CHANGES name']);
    expect(await why({ ...rename, code: '410527' })).toEqual(['NO_SUCH_DIVISION code']);
    // Neither by a union that is not above it, nor by one of the division itself, unless it is the topmost one.
    expect(await why({ ...rename, target: 'county' })).toEqual(['NO_SUCH_DIVISION code']);
    expect(await why({ ...rename, target: 'county', code: '410502' })).toEqual(['NO_SUCH_DIVISION code']);
    expect(await why(rename, 'local')).toEqual(['NO_SUCH_UNION target']);
    const { changeId } = await settle(rename);
    const revision = await sealAll(register.platform.database);
    expect(await why({ ...rename, name: '又名', from: '2026-03-01' })).toEqual(['LATER_DIVISION_NAME from']);
    await settle({ ...rename, name: '又名', from: '2026-08-01' });
    await settle({ ...rename, code: '410500', name: '新安阳市' });
    const names = await register.deps.database.session((sql) => listDivisionNames(sql, ['410522']));
    expect(names.map(({ name, from }) => [name, from])).toEqual([
      ['安阳县', null],
      ['新安阳区', '2026-03-01'],
      ['又名', '2026-08-01'],
    ]);
    expect(names[1]?.revision).toBe(revision);
    const on = (day: string) => register.deps.database.session((sql) => listRegions(sql, ['410522'], day));
    for (const [day, name] of [
      ['2026-02-28', '安阳县'],
      ['2026-03-01', '新安阳区'],
      ['2026-08-01', '又名'],
    ] as const) {
      expect(await on(day)).toMatchObject([{ code: '410522', name }]);
    }
    expect(await register.asOwner('select action, subject_id from change_log where id = $1', [changeId])).toEqual([
      { action: 'RENAME_DIVISION', subject_id: register.ids['city'] },
    ]);
  });

  test('of two moves that would make a circle together, confirmed at once, one is refused', async () => {
    for (const round of [1, 2, 3]) {
      const [one, other] = [`CIRCLE-A${round}`, `CIRCLE-B${round}`];
      const [a, b] = [(await found(one, 'city')).unionId, (await found(other, 'city')).unionId];
      const moves = [
        valueOf(await proposed('chief', { kind: 'MOVE', union: a, target: b, from: '2026-04-01' })),
        valueOf(await proposed('chief', { kind: 'MOVE', union: b, target: a, from: '2026-05-01' })),
      ];
      const answers = await Promise.all(moves.map(({ proposalId }) => confirmed('other', proposalId)));
      expect(answers.flatMap(refused)).toEqual(['UNDER_ITSELF proposalId']);
    }
    await expectReplay();
  });

  test('the tree becomes no deeper than its closure goes', async () => {
    let above = 'otherCounty';
    for (let depth = 2; depth <= 20; depth += 1) above = (await found(`DEEP-${depth}`, above)).unionId;
    const deeper: Given = {
      ...{ kind: 'FOUND', target: above, code: 'DEEPER', name: 'x', unionKind: 'EMPLOYER', region: '410581' },
      from: '2026-01-01',
    };
    expect(await why(deeper)).toEqual(['TREE_TOO_DEEP target']);
    expect(await why({ kind: 'MOVE', union: 'county', target: above, from: '2026-06-01' })).toEqual([
      'TREE_TOO_DEEP target',
    ]);
    expect((await lineOn(above, TODAY)).length).toBe(21);
  });

  test('a proposal that has become impossible is refused when it is confirmed', async () => {
    const { unionId } = await found('FLEETING', 'county');
    const { proposalId } = valueOf(await proposed('chief', { kind: 'DISSOLVE', union: unionId, from: '2026-06-01' }));
    await found('UNDER-FLEETING', unionId, { from: '2026-02-01' });
    expect(refused(await confirmed('other', proposalId))).toEqual(['UNIONS_UNDER_IT proposalId']);
  });

  test('nobody acts for a union that is dissolved, from its day on', async () => {
    const { unionId } = await found('GONE', 'county');
    const grant = async (code: string, day = DAY(2026, 6, 30)) =>
      proposeGrant(register.deps, {
        ...{ ...by('chief'), staffId: who(code), role: 'UNION_CLERK', unionId, from: day, to: null, deputyFor: null },
      });
    const { grantId } = valueOf(await grant('otherClerk'));
    valueOf(await confirmGrant(register.deps, { ...by('other'), grantId }));
    const waiting = valueOf(await grant('clerk')).grantId;
    const record = (actor: string, serial: number, today = TODAY) =>
      recordHousehold(
        { ...register.deps, today },
        newHousehold(register, household([serial]), { actorId: who(actor), unionId }),
      );
    valueOf(await record('otherClerk', 501));
    await settle({ kind: 'DISSOLVE', union: unionId, from: '2026-07-10' });
    valueOf(await record('otherClerk', 502, '2026-07-09'));
    expect(refused(await record('otherClerk', 503, '2026-07-10'))).toEqual(['NO_SUCH_UNION unionId']);
    expect(refused(await record('clerk', 504, '2026-07-10'))).toEqual(['UNION_DISSOLVED unionId']);
    expect(refused(await grant('otherClerk'))).toEqual(['UNION_DISSOLVED unionId']);
    expect(refused(await confirmGrant(register.deps, { ...by('other'), grantId: waiting }))).toEqual([
      'UNION_DISSOLVED grantId',
    ]);
    expect(await why({ kind: 'RENAME', union: unionId, name: 'x', from: '2026-08-01' })).toEqual([
      'UNION_DISSOLVED union',
    ]);
    expect(await why({ kind: 'MERGE', union: 'employer', target: unionId, from: '2026-08-01' })).toEqual([
      'UNION_DISSOLVED target',
    ]);
    expect(await lineOn(unionId, '2026-07-10')).toEqual(['GONE', 'COUNTY', 'CITY']);
  });

  test('the unions of one that is merged are under its successor, from that day on, as known from then on', async () => {
    const { unionId } = await found('MERGED', 'city', { unionKind: 'COUNTY' });
    const below = (await found('UNDER-MERGED', unionId)).unionId;
    const known = await sealAll(register.platform.database);
    await settle({ kind: 'MERGE', union: unionId, target: 'otherCounty', from: '2026-06-15' });
    expect(await lineOn(below, '2026-06-14')).toEqual(['UNDER-MERGED', 'MERGED', 'CITY']);
    expect(await lineOn(below, '2026-06-15')).toEqual(['UNDER-MERGED', 'OTHER-COUNTY', 'CITY']);
    expect(await lineOn(unionId, '2026-06-15')).toEqual(['MERGED', 'OTHER-COUNTY', 'CITY']);
    const [then] = await register.asApplication(
      `select count(*)::int as lines from union_closure c
       join change_sequence r on r.change_id = c.recorded_in and r.number <= $2
       left join change_sequence s on s.change_id = c.superseded_in
       where c.descendant_id = $1 and c.ancestor_id = $3 and (s.number is null or s.number > $2) and c.valid_to is null`,
      [below, known, unionId],
    );
    expect(then).toEqual({ lines: 1 });
    await expectReplay();
  });

  function by(actor: string) {
    return { actorId: who(actor), idempotencyKey: null, purpose: '测试' };
  }
});
