import { requireDay } from '../../../src/kernel/calendar.ts';
import { proposeUnionChange, type ProposeUnionChange } from '../../../src/staff/organising/propose-union-change.ts';
import { rejectUnionChange } from '../../../src/staff/organising/reject-union-change.ts';
import { proposeTree } from '../../../src/staff/organising/tree/propose-tree.ts';
import { valueOf } from '../register.ts';
import type { World } from './world.ts';

type Made = Pick<World, 'register' | 'unions' | 'staff'>;

const PURPOSE = '访问矩阵';
const DOCUMENT = { documentNumber: '1号', documentDay: requireDay('2026-06-01'), documentTitle: '批复' };
const NOTHING = { code: null, name: null, unionKind: null, region: null, centreName: null, unlisted: false };

/** Changes of unions that were proposed: one under `street` that waits, one elsewhere, and one of `street` that was rejected. */
export async function proposeUnionChanges(made: Made): Promise<string> {
  const { register, unions, staff } = made;
  const by = { actorId: staff.get('second') ?? '', idempotencyKey: null, purpose: PURPOSE };
  const from = requireDay('2026-07-01');
  const propose = async (change: Partial<ProposeUnionChange> & Pick<ProposeUnionChange, 'kind'>) => {
    const named = { unionId: null, targetId: null, from, ...DOCUMENT, ...NOTHING };
    return valueOf(await proposeUnionChange(register.deps, { ...by, ...named, ...change })).proposalId;
  };
  const founded = { name: '新工会', unionKind: 'EMPLOYER', region: '410502', centreName: '帮扶站' } as const;
  const here = await propose({ kind: 'FOUND', targetId: unions.street, code: 'NEW-1', ...founded });
  await propose({ kind: 'FOUND', targetId: unions.otherEmployer, code: 'NEW-2', ...founded });
  const row = { kind: 'FOUND', code: 'NEW-3', ...founded, superiorCode: 'STREET', unlisted: false } as const;
  const document = { ...DOCUMENT, documentDay: '2026-06-01', from: '2026-07-01' };
  valueOf(await proposeTree(register.deps, { ...by, unionId: unions.street, rows: [{ ...row, ...document }] }));
  const renamed = await propose({ kind: 'RENAME', unionId: unions.street, name: '新名' });
  valueOf(await rejectUnionChange(register.deps, { ...by, proposalId: renamed, reason: '误' }));
  return here;
}
