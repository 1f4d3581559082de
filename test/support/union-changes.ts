import type { Role } from '../../src/access/staff.codes.ts';
import { insertChange } from '../../src/database/time/change-log.ts';
import { newId } from '../../src/database/ids.ts';
import { requireDay } from '../../src/kernel/calendar.ts';
import { confirmUnionChange } from '../../src/staff/organising/confirm-union-change.ts';
import { proposeUnionChange, type ProposeUnionChange } from '../../src/staff/organising/propose-union-change.ts';
import { insertGrants, insertStaff } from '../../src/staff/staff-write.store.ts';
import { ownerTransaction } from './owner-transaction.ts';
import { type TestRegister, valueOf } from './register.ts';

type Settling = Pick<TestRegister, 'ids' | 'deps' | 'platform'>;
type Proposed = Pick<ProposeUnionChange, 'kind'> &
  Partial<Omit<ProposeUnionChange, 'from' | 'unionId' | 'targetId'>> & {
    /** The names of the unions in the register, and a day. */
    readonly union?: string;
    readonly target?: string;
    readonly from: string;
  };

const DOCUMENT = {
  documentNumber: '安工〔2026〕1号',
  documentDay: requireDay('2026-06-01'),
  documentTitle: '关于工会变动的批复',
};
const NOTHING = { code: null, name: null, unionKind: null, region: null, centreName: null, unlisted: false };

/** Adds administrators of unions of a register, by their codes. */
export function addAdministrators(register: Settling, unions: Readonly<Record<string, string>>) {
  return addHolders(register, 'ADMINISTRATOR', unions);
}

/** Adds staff with a role at unions of a register, by their codes. */
export async function addHolders(
  { ids, platform }: Pick<TestRegister, 'ids' | 'platform'>,
  role: Role,
  unions: Readonly<Record<string, string>>,
): Promise<Readonly<Record<string, string>>> {
  const added = Object.fromEntries(Object.keys(unions).map((code) => [code, newId()]));
  await ownerTransaction(platform.ownerUrl, async (sql) => {
    const by = { actorId: ids['admin'] ?? '', purpose: '测试' };
    const changeId = await insertChange(sql, by, 'MAKE_SAMPLE', 'STAFF', by.actorId);
    const staff = Object.entries(added).map(([code, id]) => {
      return { id, code, name: code, issuer: null, subject: null, from: '2018-01-01' };
    });
    await insertStaff(sql, changeId, staff);
    const grants = staff.map(({ id: staffId, code }) => {
      const given = { grantedBy: ids['admin'] ?? '', confirmedBy: ids['archivist'] ?? '', from: '2018-01-01' };
      return { ...given, id: newId(), staffId, role, unionId: ids[unions[code] ?? ''] ?? '' };
    });
    await insertGrants(sql, changeId, grants);
  });
  return added;
}

export function propose({ ids, deps }: Settling, actorId: string, { union, target, from, ...change }: Proposed) {
  const named = { unionId: idOf(ids, union), targetId: idOf(ids, target), from: requireDay(from) };
  const by = { actorId, idempotencyKey: null, purpose: '测试' };
  return proposeUnionChange(deps, { ...by, ...DOCUMENT, ...NOTHING, ...change, ...named });
}

function idOf(ids: Settling['ids'], name: string | undefined): string | null {
  return name === undefined ? null : (ids[name] ?? name);
}

export function confirm({ deps }: Settling, actorId: string, proposalId: string) {
  return confirmUnionChange(deps, { actorId, idempotencyKey: null, purpose: '测试', proposalId });
}

/** Changes of unions that one administrator of the city proposes and another one, who is added, confirms. */
export async function unionSettler(register: Settling, code = 'second') {
  const { [code]: second = '' } = await addAdministrators(register, { [code]: 'city' });
  return async (change: Proposed) => {
    const { proposalId } = valueOf(await propose(register, register.ids['chief'] ?? '', change));
    return valueOf(await confirm(register, second, proposalId));
  };
}
