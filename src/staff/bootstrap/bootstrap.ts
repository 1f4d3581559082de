import { insertChanges } from '../../database/time/change-log.ts';
import type { Database, Sql } from '../../database/database.ts';
import { newId } from '../../database/ids.ts';
import { violatedConstraint } from '../../kernel/error-code.ts';
import { fail, type Result, succeed } from '../../kernel/result.ts';
import { ensureStandards } from '../../standards/enter-standards.ts';
import { checkDivisionCode } from '../../organisation/divisions/check-division-code.ts';
import { findRoot, type Founding, makeRoot } from '../../organisation/found-union.ts';
import { hasEverHadAdministrators } from './bootstrap.store.ts';
import { enterColleagues } from './colleagues.ts';

export interface FirstAdministrator {
  readonly code: string;
  readonly name: string;
  readonly subject: string;
}

export interface Bootstrap {
  readonly union: Founding;
  /** The issuer of the tokens of both. */
  readonly issuer: string;
  readonly first: FirstAdministrator;
  readonly second: FirstAdministrator;
  /** Today in China, `YYYY-MM-DD`. */
  readonly today: string;
}

/** The sentence for each reason why there are no first administrators. */
export const BOOTSTRAP_REFUSALS = {
  HAS_ADMINISTRATORS:
    '此平台已设立过管理员，今后只能由管理员授权 / ' +
    'the platform has had administrators before: from now on only administrators may grant',
  NO_SUCH_ROOT: '库中已有工会，但无此编号的最上级工会 / the database has unions, but no topmost union with this code',
  UNION_MISSING:
    '库中尚无工会，须给出工会名称、区划代码和区划名称 / ' +
    'the database has no union yet: give its name and the code and name of its division',
  NOT_A_DIVISION: '区划代码今日不在国家标准（GB/T 2260）之列 / GB/T 2260 does not list the code of the division today',
  TAKEN: '人员编号或账号已被使用 / a staff code or a login is already in use',
} as const;

export type BootstrapRefusal = keyof typeof BOOTSTRAP_REFUSALS;

/**
 * Creates the first two administrators, provided that there has never been a grant of an administrator. Each grants the
 * other, since nobody may grant themselves. Of two concurrent calls, one waits and is refused.
 */
export async function bootstrap(database: Database, command: Bootstrap): Promise<Result<void, BootstrapRefusal>> {
  try {
    return await database.transaction((sql) => begin(sql, command));
  } catch (error) {
    if (!['staff_code_key', 'one_member_a_login'].includes(violatedConstraint(error) ?? '')) throw error;
    return fail('TAKEN');
  }
}

async function begin(
  sql: Sql,
  { union, issuer, first, second, today }: Bootstrap,
): Promise<Result<void, BootstrapRefusal>> {
  if (await hasEverHadAdministrators(sql)) return fail('HAS_ADMINISTRATORS');
  if (union.made !== null && checkDivisionCode(union.made.region, today) !== null) return fail('NOT_A_DIVISION');
  const root = await findRoot(sql, union);
  if (!root.ok) return root;
  const [changeId, one, other] = [newId(), newId(), newId()];
  const change = {
    id: changeId,
    actorId: one,
    action: 'BOOTSTRAP' as const,
    purpose: '设立首任管理员',
    subjectId: one,
  };
  await insertChanges(sql, [{ ...change, subjectKind: 'STAFF' }]);
  await ensureStandards(sql, changeId);
  const unionId = root.value ?? (await makeRoot(sql, changeId, union));
  const both = { issuer, from: today, role: 'ADMINISTRATOR', unionId } as const;
  await enterColleagues(sql, changeId, [
    { ...first, ...both, id: one, grantId: newId(), grantedBy: other, confirmedBy: one },
    { ...second, ...both, id: other, grantId: newId(), grantedBy: one, confirmedBy: other },
  ]);
  return succeed(undefined);
}
