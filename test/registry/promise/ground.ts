import fc from 'fast-check';
import { insertChange } from '../../../src/database/time/change-log.ts';
import type { Sql } from '../../../src/database/database.ts';
import { newId } from '../../../src/database/ids.ts';
import { addDays, printDay } from '../../../src/kernel/calendar.ts';
import { asHundredths } from '../../../src/kernel/decimal.ts';
import { confirmGrant } from '../../../src/staff/grants/confirm-grant.ts';
import { proposeGrant } from '../../../src/staff/grants/propose-grant.ts';
import { registerStaff } from '../../../src/staff/register-staff.ts';
import { issueProfile } from '../../../src/standards/enter-standards.ts';
import { type TestRegister, valueOf } from '../../support/register.ts';
import { DAY } from '../../support/register-household.ts';
import { addAdministrators, unionSettler } from '../../support/union-changes.ts';

/** Random acts on the ground of a household: its unions, their division, the standards, the local rules and the staff. */

/** The day after which the acts of a history lie. */
export const FIRST_DAY = DAY(2025, 1, 1);

/** An act on the ground: the days of a history only go on, since no change of a union may lie before its last one. */
export const ground = fc.record({
  kind: fc.constantFrom(
    ...(['MOVE', 'RENAME', 'NAME_CENTRE', 'STANDARD', 'PROFILE', 'FOUND', 'RENAME_DIVISION', 'GRANT'] as const),
  ),
  after: fc.integer({ min: 1, max: 60 }),
  value: fc.nat(4),
});
export type Ground = typeof ground extends fc.Arbitrary<infer One> ? One : never;

export const ending = fc.record({
  kind: fc.constantFrom('MERGE', 'DISSOLVE', 'HAND_OVER', null),
  after: fc.integer({ min: 1, max: 60 }),
});

/** A register whose ground changes, and who settles what becomes of its unions. */
export interface Grounded {
  readonly register: TestRegister;
  readonly settle: Awaited<ReturnType<typeof unionSettler>>;
  /** An administrator who confirms grants. */
  readonly decider: string;
}

export async function groundOf(register: TestRegister): Promise<Grounded> {
  const { decider = '' } = await addAdministrators(register, { decider: 'city' });
  return { register, settle: await unionSettler(register), decider };
}

/** Writes as one change by the administrator. */
export async function asChange(
  register: TestRegister,
  work: (sql: Sql, change: string) => Promise<unknown>,
): Promise<void> {
  const actor = { actorId: register.ids['admin'] ?? '', purpose: '测试' };
  await register.deps.database.transaction(async (sql) => {
    await work(sql, await insertChange(sql, actor, 'MAKE_SAMPLE', 'STANDARD', newId()));
  });
}

/** Two unions of the county, and a union under the first of them, founded for one history. */
export interface Unions {
  readonly superiors: readonly [string, string];
  readonly own: string;
}

let serial = 0;

export async function foundUnions({ register, settle }: Grounded): Promise<Unions> {
  const found = async (target: string, unionKind: 'INDUSTRY' | 'EMPLOYER') => {
    const code = `GROUND-${(serial += 1)}`;
    const given = { kind: 'FOUND', target, code, name: `工会${serial}`, unionKind, region: '410502' } as const;
    await settle({ ...given, from: '2018-01-01' });
    return idOf(register, code);
  };
  const superiors = [await found('county', 'INDUSTRY'), await found('county', 'INDUSTRY')] as const;
  return { superiors, own: await found(superiors[0], 'EMPLOYER') };
}

/** Carries out acts on the ground of one history, one day after the other. */
export function actsOn({ register, settle, decider }: Grounded, { superiors, own }: Unions) {
  let day = FIRST_DAY;
  let under = 0;
  const ruled = new Set<string>();
  const issue = async (unionId: string, value: number) => {
    if (ruled.has(unionId)) return;
    ruled.add(unionId);
    const values = { nearMultiple: asHundredths(110 + 40 * value) };
    const rule = {
      id: newId(),
      unionId,
      level: 'COUNTY',
      from: printDay(day),
      document: '测试〔2025〕2号',
      values,
    } as const;
    await asChange(register, (sql, change) => issueProfile(sql, change, rule));
  };
  /** Of all histories in one register, only the last renaming of the division can be followed by another. */
  const renameDivision = async (from: string) => {
    const later = await register.asOwner("select from region_name where code = '410523' and valid_from >= $1", [from]);
    if (later.length > 0) return;
    await settle({ kind: 'RENAME_DIVISION', target: 'city', code: '410523', name: `县${(serial += 1)}`, from });
  };
  const grant = async (value: number) => {
    const by = { actorId: register.ids['chief'] ?? '', idempotencyKey: null, purpose: '测试' };
    const code = `staff-${(serial += 1)}`;
    const { staffId } = valueOf(
      await registerStaff(register.deps, { ...by, code, name: code, issuer: 'https://idp.example', subject: code }),
    );
    const role = (['UNION_CLERK', 'AUDITOR', 'FINANCE_OFFICER'] as const)[value % 3] ?? 'AUDITOR';
    const given = { staffId, role, unionId: own, from: DAY(2026, 6, 30), to: null, deputyFor: null };
    const { grantId } = valueOf(await proposeGrant(register.deps, { ...by, ...given }));
    valueOf(await confirmGrant(register.deps, { ...by, actorId: decider, grantId }));
  };
  const on = (after: number) => printDay((day = addDays(day, after)));
  const foundBelow = async (from: string) => {
    const code = `BELOW-${(serial += 1)}`;
    const given = { target: own, code, name: code, unionKind: 'EMPLOYER', region: '410502' } as const;
    await settle({ kind: 'FOUND', ...given, from });
    await settle({ kind: 'MOVE', union: await idOf(register, code), target: superiors[under] ?? '', from: on(1) });
  };
  const centre = () => ({ centreName: `帮扶中心${(serial += 1)}` });
  const acts: Readonly<Record<Ground['kind'], (from: string, value: number) => Promise<unknown>>> = {
    PROFILE: (_, value) => issue([...superiors, own][value % 3] ?? own, value),
    STANDARD: (from, value) => setStandard(register, from, value),
    FOUND: foundBelow,
    RENAME_DIVISION: renameDivision,
    GRANT: (_, value) => grant(value),
    MOVE: (from) => settle({ kind: 'MOVE', union: own, target: superiors[(under = 1 - under)] ?? '', from }),
    RENAME: (from) => settle({ kind: 'RENAME', union: own, name: `工会${(serial += 1)}`, from }),
    NAME_CENTRE: (from) => settle({ kind: 'NAME_CENTRE', union: own, ...centre(), from }),
  };
  const act = async ({ kind, after, value }: Ground): Promise<void> => {
    await acts[kind](on(after), value);
  };
  const end = async (kind: 'MERGE' | 'DISSOLVE' | 'HAND_OVER', after: number): Promise<void> => {
    const target = { target: superiors[1 - under] ?? '' };
    if (kind !== 'MERGE') await settle({ kind: 'DISSOLVE', union: own, from: on(after) });
    if (kind !== 'DISSOLVE') await settle({ kind, union: own, ...target, from: on(after) });
  };
  /** The last day of which nothing that comes is to alter what is asked: a standard begins with a month. */
  const untouched = (after: number) => addDays(FIRST_DAY, addDays(day, after) - FIRST_DAY - 32);
  return { act, end, untouched };
}

/** Records a standard from the first day of a month on, if the month has none yet. */
function setStandard(register: TestRegister, from: string, value: number): Promise<void> {
  return asChange(register, (sql, change) =>
    sql.query(
      `with made as (insert into standard values ($1, 'DIBAO', '410502', date_trunc('month', $2::date)::date, $3::uuid)
         on conflict (kind, region, starts_on) do nothing returning id)
       insert into standard_version select id, $4::bigint, 'PUBLISHED', '测试', null, $3::uuid from made`,
      [newId(), from, change, 60_000 + 15_000 * value],
    ),
  );
}

async function idOf(register: TestRegister, code: string): Promise<string> {
  const [row] = await register.asOwner('select id::text as id from trade_union where code = $1', [code]);
  return String(row?.['id']);
}
