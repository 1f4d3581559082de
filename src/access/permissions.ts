import type { Role } from './staff.codes.ts';

/** A holder of permissions: a role that a grant gives, or a worker for their own file (Article 20). */
export type Party = Role | 'WORKER';

/** Who is allowed an action within their territory, and its description. */
interface Permission {
  readonly to: readonly Party[];
  readonly zh: string;
  readonly en: string;
}

const CASEWORK = ['UNION_CLERK', 'SUPERIOR_REVIEWER', 'CENTRE_ARCHIVIST'] as const;
const STAFF = [...CASEWORK, 'FINANCE_OFFICER', 'STATISTICIAN', 'PARTNER_SYSTEM', 'AUDITOR', 'ADMINISTRATOR'] as const;

/**
 * The one table of permissions (DESIGN, section 4; Article 20): `schema/permissions.md` is printed from it, and every
 * field of the graph names one of its actions. A grant allows to read a household if today's steward of the household is
 * in the subtree of the grant. Actions `UNMASK_…` show a sensitive value that others see masked.
 */
export const PERMISSIONS = {
  READ_ORGANISATION: {
    to: [...STAFF, 'WORKER'],
    zh: '查看工会、区划、标准，试算',
    en: 'see unions, divisions and standards; run what-if assessments',
  },
  READ_HOUSEHOLD: {
    to: [...CASEWORK, 'FINANCE_OFFICER', 'PARTNER_SYSTEM', 'AUDITOR', 'WORKER'],
    zh: '查看家庭及档案',
    en: 'see a household, its members and its files',
  },
  READ_FACTS: {
    to: [...CASEWORK, 'AUDITOR', 'WORKER'],
    zh: '查看收入、支出、财产等情况',
    en: 'see incomes, expenses, assets and other declared facts',
  },
  READ_ASSESSMENT: {
    to: [...CASEWORK, 'FINANCE_OFFICER', 'PARTNER_SYSTEM', 'AUDITOR', 'WORKER'],
    zh: '查看认定结果及理由',
    en: 'see who is eligible and why',
  },
  READ_PAYMENTS: {
    to: [...CASEWORK, 'FINANCE_OFFICER', 'AUDITOR', 'WORKER'],
    zh: '查看帮扶发放',
    en: 'see payments',
  },
  READ_HISTORY: { to: [...CASEWORK, 'AUDITOR'], zh: '查看变更记录', en: 'see the history of changes' },
  READ_STATISTICS: {
    to: [...CASEWORK, 'FINANCE_OFFICER', 'STATISTICIAN', 'AUDITOR'],
    zh: '查看统计',
    en: 'see statistics',
  },
  READ_REAL_NAME_TABLE: {
    to: ['CENTRE_ARCHIVIST', 'FINANCE_OFFICER', 'AUDITOR'],
    zh: '查看实名制汇总表',
    en: 'see the real-name summary table',
  },
  UNMASK_IDENTITY: {
    to: [...CASEWORK, 'FINANCE_OFFICER', 'AUDITOR', 'WORKER'],
    zh: '查看完整身份证号',
    en: 'see whole identity numbers',
  },
  UNMASK_ACCOUNT: {
    to: ['UNION_CLERK', 'FINANCE_OFFICER', 'AUDITOR', 'WORKER'],
    zh: '查看完整银行卡号',
    en: 'see whole account numbers',
  },
  UNMASK_CONTACT: {
    to: [...CASEWORK, 'FINANCE_OFFICER', 'WORKER'],
    zh: '查看联系方式',
    en: 'see telephone numbers',
  },
  UNMASK_ADDRESS: { to: [...CASEWORK, 'WORKER'], zh: '查看家庭住址', en: 'see addresses' },
  UNMASK_HEALTH: { to: [...CASEWORK, 'WORKER'], zh: '查看健康状况', en: 'see health' },
  UNMASK_NARRATIVE: { to: [...CASEWORK, 'WORKER'], zh: '查看情况说明及意见', en: 'see reasons, notes and opinions' },
  RECORD_HOUSEHOLD: {
    to: ['UNION_CLERK', 'CENTRE_ARCHIVIST'],
    zh: '登记、更正家庭',
    en: 'record or correct a household',
  },
  IMPORT_WORKBOOK: { to: ['UNION_CLERK', 'CENTRE_ARCHIVIST'], zh: '导入工作簿', en: 'import a workbook' },
  OPEN_FILE: { to: ['UNION_CLERK', 'CENTRE_ARCHIVIST'], zh: '建立档案', en: 'open a file' },
  RECORD_ASSESSMENT: { to: CASEWORK, zh: '记录认定', en: 'record an assessment' },
  LINK_WORKER: { to: ['CENTRE_ARCHIVIST'], zh: '登记职工本人账号', en: 'link a worker to their own login' },
  MANAGE_STAFF: { to: ['ADMINISTRATOR'], zh: '管理工作人员及授权', en: 'manage staff and grants' },
} as const satisfies Readonly<Record<string, Permission>>;

export type Action = keyof typeof PERMISSIONS;
export const ACTIONS = Object.keys(PERMISSIONS) as readonly Action[];

/** The roles of staff that are allowed an action. */
export function rolesFor(action: Action): readonly Role[] {
  return (PERMISSIONS[action].to as readonly Party[]).filter((party) => party !== 'WORKER');
}

export function isAllowed(party: Party, action: Action): boolean {
  return (PERMISSIONS[action].to as readonly Party[]).includes(party);
}
