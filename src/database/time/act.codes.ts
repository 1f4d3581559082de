/** What a change of the log did (第十六条). */
export const ACTS = {
  RECORD_HOUSEHOLD: '登记家庭',
  CHANGE_HOUSEHOLD: '变更家庭',
  CORRECT_HOUSEHOLD: '更正家庭',
  RECORD_SURVEY: '入户调查',
  SET_SURVEYS: '补录入户调查',
  FIND_ELSEWHERE: '查得他处在档',
  OPEN_FILE: '建立档案',
  RECORD_ASSESSMENT: '记录认定',
  BOOTSTRAP: '设立首任管理员',
  REGISTER_STAFF: '登记工作人员',
  DEACTIVATE_STAFF: '停用工作人员',
  PROPOSE_GRANT: '提出授权',
  CONFIRM_GRANT: '确认授权',
  END_GRANT: '终止授权',
  LINK_WORKER: '登记职工本人账号',
  ROTATE_KEYS: '更换密钥',
  BACK_UP: '备份',
  RESTORE: '恢复',
  MAKE_SAMPLE: '生成示例数据',
} as const;

export type Act = keyof typeof ACTS;
