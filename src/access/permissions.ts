import { type Bilingual, bilingual } from '../kernel/bilingual.ts';
import type { Role } from './staff.codes.ts';

/** A holder of permissions: a role that a grant gives, or a worker for their own file (Article 20). */
export type Party = Role | 'WORKER';

/** Who is allowed an action within their territory, and its description. */
interface Permission extends Bilingual {
  readonly to: readonly Party[];
  /** Who is allowed it only for what a request names by key, and for what belongs to that. */
  readonly byKey: readonly Role[];
}

const CASEWORK = ['UNION_CLERK', 'SUPERIOR_REVIEWER', 'CENTRE_ARCHIVIST'] as const;
const STAFF = [...CASEWORK, 'FINANCE_OFFICER', 'STATISTICIAN', 'AUDITOR', 'ADMINISTRATOR'] as const;

/**
 * The one table of permissions (DESIGN, section 4; Article 20): `schema/permissions.md` is printed from it, and every
 * field of the graph names one of its actions. A grant allows to read a household if today's steward of the household is
 * in the subtree of the grant. A partner system lists, filters and searches nothing: it reads what its request names by key.
 * Actions `UNMASK_…` show a sensitive value that others see masked.
 */
export const PERMISSIONS = {
  READ_ORGANISATION: allowed(
    [...STAFF, 'PARTNER_SYSTEM', 'DASHBOARD', 'WORKER'],
    '查看工会、区划、标准，试算 / see unions, divisions and standards; run what-if assessments',
  ),
  READ_HOUSEHOLD: allowed(
    [...CASEWORK, 'FINANCE_OFFICER', 'AUDITOR', 'WORKER'],
    '查看家庭及档案 / see a household, its members and its files',
    ['PARTNER_SYSTEM'],
  ),
  READ_FACTS: allowed(
    [...CASEWORK, 'AUDITOR', 'WORKER'],
    '查看收入、支出、财产等情况 / see incomes, expenses, assets and other declared facts',
  ),
  READ_ASSESSMENT: allowed(
    [...CASEWORK, 'FINANCE_OFFICER', 'AUDITOR', 'WORKER'],
    '查看认定结果及理由 / see who is eligible and why',
    ['PARTNER_SYSTEM'],
  ),
  READ_PAYMENTS: allowed([...CASEWORK, 'FINANCE_OFFICER', 'AUDITOR', 'WORKER'], '查看帮扶发放 / see payments'),
  READ_HISTORY: allowed([...CASEWORK, 'AUDITOR'], '查看变更记录 / see the history of changes'),
  READ_STATISTICS: allowed(
    [...CASEWORK, 'FINANCE_OFFICER', 'STATISTICIAN', 'DASHBOARD', 'AUDITOR'],
    '查看统计 / see statistics',
  ),
  EXPORT_LIST: allowed([...STAFF, 'WORKER'], '导出列表 / have a list as a file, as far as they may read it'),
  EXPORT_WORKBOOK: allowed(
    [...CASEWORK, 'AUDITOR'],
    '导出登记工作簿 / have the households of a union in the workbook of the import, as far as they may read them',
  ),
  READ_REAL_NAME_TABLE: allowed(
    ['CENTRE_ARCHIVIST', 'FINANCE_OFFICER', 'AUDITOR'],
    '查看实名制汇总表 / see the real-name summary table',
  ),
  LOCK_REAL_NAME_TABLE: allowed(
    ['FINANCE_OFFICER'],
    '锁定实名制汇总表、核对总账、存入扫描件 / lock a real-name table, tie it out and store its stamped copy',
  ),
  SIGN_REAL_NAME_TABLE: allowed(
    ['CENTRE_ARCHIVIST', 'FINANCE_OFFICER'],
    '审核、签署实名制汇总表，说明差异 / review and sign a real-name table, and explain its differences',
  ),
  READ_FUNDS: allowed(
    ['CENTRE_ARCHIVIST', 'FINANCE_OFFICER', 'AUDITOR'],
    '查看资金分配、发放批次 / see allocations of relief money, what is left of them, and batches of payments',
  ),
  MANAGE_FUNDS: allowed(
    ['FINANCE_OFFICER'],
    '办理资金下达、拨付、到账，办理发放批次 / allocate and remit relief money, record that it arrived, and take the steps of batches of payments',
  ),
  UNMASK_IDENTITY: allowed(
    [...CASEWORK, 'FINANCE_OFFICER', 'AUDITOR', 'WORKER'],
    '查看完整身份证号 / see whole identity numbers',
  ),
  UNMASK_BIRTH_DAY: allowed(
    [...CASEWORK, 'FINANCE_OFFICER', 'AUDITOR', 'WORKER'],
    '查看出生日期 / see birth days, which are digits of identity numbers',
  ),
  UNMASK_ACCOUNT: allowed(
    ['UNION_CLERK', 'FINANCE_OFFICER', 'AUDITOR', 'WORKER'],
    '查看完整银行卡号 / see whole account numbers',
  ),
  UNMASK_CONTACT: allowed([...CASEWORK, 'FINANCE_OFFICER', 'WORKER'], '查看联系方式 / see telephone numbers'),
  UNMASK_ADDRESS: allowed([...CASEWORK, 'WORKER'], '查看家庭住址 / see addresses'),
  UNMASK_HEALTH: allowed([...CASEWORK, 'WORKER'], '查看健康状况 / see health'),
  UNMASK_PAYMENT_NOTE: allowed(
    [...CASEWORK, 'FINANCE_OFFICER', 'AUDITOR', 'WORKER'],
    '查看帮扶事由、发放备注 / see what a payment was for, and the notes on it',
  ),
  UNMASK_NARRATIVE: allowed([...CASEWORK, 'WORKER'], '查看情况说明及意见 / see reasons, notes and opinions'),
  RECORD_HOUSEHOLD: allowed(['UNION_CLERK', 'CENTRE_ARCHIVIST'], '登记、更正家庭 / record or correct a household'),
  IMPORT_WORKBOOK: allowed(['UNION_CLERK', 'CENTRE_ARCHIVIST'], '导入工作簿 / import a workbook'),
  OPEN_FILE: allowed(['UNION_CLERK', 'CENTRE_ARCHIVIST'], '建立档案 / open a file'),
  REVIEW_FILE: allowed(['SUPERIOR_REVIEWER'], '以上级工会办理 / act for the superior union, which reviews a file'),
  KEEP_FILE: allowed(
    ['CENTRE_ARCHIVIST'],
    '以县级以上帮扶中心办理 / act for the centre at county level or above, which records a file',
  ),
  READ_OBJECTOR: allowed(
    ['SUPERIOR_REVIEWER', 'AUDITOR'],
    '查看公示异议人（授权须在建档工会之上） / see who objected to a publicity, by a grant above the filing union alone',
  ),
  RECORD_ASSESSMENT: allowed(CASEWORK, '记录认定 / record an assessment'),
  LINK_WORKER: allowed(
    ['CENTRE_ARCHIVIST'],
    '提出、确认职工本人账号，须两人 / propose and confirm the login of a worker, which takes two people',
  ),
  READ_WORKER_LOGINS: allowed(
    [...CASEWORK, 'AUDITOR'],
    '查看职工本人账号的提出与确认 / see which logins of workers were proposed and confirmed',
  ),
  PROPOSE_RULE: allowed(
    ['UNION_CLERK', 'CENTRE_ARCHIVIST'],
    '提出当地标准、地方规定并存入文件 / propose local standards and local profiles, with their document',
  ),
  CONFIRM_RULE: allowed(
    ['CENTRE_ARCHIVIST'],
    '确认他人提出的当地标准、地方规定（县级以上帮扶中心） / confirm what another has proposed, at a centre of county level or above',
  ),
  READ_RULE_PROPOSALS: allowed(
    [...CASEWORK, 'AUDITOR'],
    '查看当地标准、地方规定的提出、试算与确认 / see which standards and profiles were proposed, what they would do, and who confirmed them',
  ),
  READ_ACCESS_RECORD: allowed(
    ['AUDITOR'],
    '查看敏感信息查阅、掩码列表及被拒绝的尝试 / see who read sensitive values and masked lists, and what was refused to whom',
  ),
  READ_OWN_RECORD: allowed(
    [...STAFF, 'WORKER'],
    '查看本人的查阅记录及被拒绝的尝试 / see what they read and were refused themselves; a worker: who read their values',
  ),
  READ_DUPLICATE_CASES: allowed(
    [...CASEWORK, 'AUDITOR'],
    '查看本级为共同上级的疑似重复在档 / see cases of persons on file twice of which their union is the common superior',
  ),
  MANAGE_ORGANISATION: allowed(
    ['ADMINISTRATOR'],
    '提出、确认工会的成立、更名、变更隶属、合并和撤销，须两人 / propose and confirm that unions are founded, renamed, moved, merged or dissolved, which takes two people',
  ),
  READ_UNION_CHANGES: allowed(
    ['ADMINISTRATOR', 'AUDITOR'],
    '查看工会变动的提出与确认 / see which changes of unions were proposed, confirmed or rejected',
  ),
  READ_RELATIVES: allowed(
    ['CENTRE_ARCHIVIST', 'AUDITOR', 'ADMINISTRATOR'],
    '查看工作人员申报的亲属 / see which relatives members of staff have declared',
  ),
  DECLARE_RELATIVE: allowed(STAFF, '申报本人亲属 / declare their own relatives, on whose files they do not act'),
  WITHDRAW_RELATIVE: allowed(
    ['CENTRE_ARCHIVIST'],
    '撤销他人的亲属申报（县级以上帮扶中心） / withdraw what another has declared, at a centre of county level or above',
  ),
  MANAGE_STAFF: allowed(['ADMINISTRATOR'], '管理工作人员及授权 / manage staff and grants'),
} as const;

function allowed(to: readonly Party[], words: string, byKey: readonly Role[] = []): Permission {
  return { to, byKey, ...bilingual(words) };
}

export type Action = keyof typeof PERMISSIONS;
export const ACTIONS = Object.keys(PERMISSIONS) as readonly Action[];

export function rolesFor(action: Action): readonly Role[] {
  return PERMISSIONS[action].to.filter((party) => party !== 'WORKER');
}

export function isAllowed(party: Party, action: Action): boolean {
  return PERMISSIONS[action].to.includes(party);
}

/** Whether a role allows an action for what is named by key, whatever else it allows. */
export function isAllowedByKey(party: Party, action: Action): boolean {
  const byKey: readonly Party[] = PERMISSIONS[action].byKey;
  return byKey.includes(party);
}
