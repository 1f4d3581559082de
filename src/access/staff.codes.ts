/** The roles that a grant gives (DESIGN, section 4); a worker needs none to see their own file. */
export const ROLES = {
  UNION_CLERK: '工会经办人',
  SUPERIOR_REVIEWER: '上级复核人',
  CENTRE_ARCHIVIST: '帮扶中心档案员',
  FINANCE_OFFICER: '财务人员',
  STATISTICIAN: '统计人员',
  DASHBOARD: '看板',
  PARTNER_SYSTEM: '协作系统',
  AUDITOR: '审计人员',
  ADMINISTRATOR: '管理员',
} as const;

export type Role = keyof typeof ROLES;
