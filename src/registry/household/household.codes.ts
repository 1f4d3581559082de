/** The code lists of the household's form (domain facts, section 2.2). */

/** 致困原因, as on the forms since 2017. */
export const HARDSHIP_CAUSES = {
  UNABLE_TO_WORK: '无劳动能力',
  ABLE_NOT_EMPLOYED: '有劳动能力而未就业',
  LAID_OFF: '下岗失业',
  NOT_INSURED: '未参加社会保险',
  INSURANCE_NOT_HONOURED: '社会保险待遇落实不到位',
  MAJOR_ILLNESS: '患重特大疾病',
  DISASTER: '遭受自然灾害',
  ACCIDENT: '遭受意外事故',
  SCHOOLING: '子女上学',
  OTHER: '其他',
} as const;

/** 困难类别, with the classes of older and newer forms (domain facts, section 2.2). */
export const HARDSHIP_CLASSES = {
  DEEP: '深度困难',
  RELATIVE: '相对困难',
  SUDDEN: '意外致困',
  DIBAO: '低保户',
  DIBAO_EDGE: '低保边缘户',
} as const;

export const HOUSING_KINDS = {
  SELF_BUILT: '自建房',
  COMMERCIAL: '商品房',
  AFFORDABLE: '经济适用房',
  PRICE_LIMITED: '两限房',
  EMPLOYER_RENTED: '承租单位公房',
  LOW_RENT: '政府廉租房',
  RENTED: '租房',
  OTHER: '其他',
} as const;

export const APPLICATION_KINDS = { REGULAR: '日常救助', TEMPORARY: '临时救助' } as const;

/** 五类重点群体. */
export const KEY_GROUPS = {
  DIBAO_NOT_FULLY_EMPLOYED: '低保范围内有劳动能力而未充分就业',
  BELOW_LINE_NOT_IN_DIBAO: '收入或生活水平低于低保线而未纳入低保',
  EXPENSE_HARDSHIP: '支出性生活困难',
  URBAN_MIGRANT: '城市困难农民工',
  RESTRUCTURING: '供给侧结构性改革中的困难职工',
  OTHER: '其他',
} as const;

export const CONTRACT_KINDS = { NONE: '未签订', FIXED_TERM: '固定期限', OPEN_ENDED: '无固定期限' } as const;

export const EMPLOYMENT_STATES = {
  EMPLOYED: '就业',
  FLEXIBLE: '灵活就业',
  UNEMPLOYED: '失业',
  RETIRED: '退休',
  STUDENT: '在学',
  NONE: '未就业',
} as const;

export const EMPLOYER_KINDS = {
  STATE_BODY: '国有机关/事业单位',
  STATE_ENTERPRISE: '国有企业',
  COLLECTIVE: '集体企业',
  PRIVATE: '民营/私营/个体企业',
  HONG_KONG_MACAO_TAIWAN: '与港澳台合资/合作',
  FOREIGN: '中外合资/合作',
  OTHER: '其他',
} as const;

export const EMPLOYER_STATES = {
  NORMAL: '正常经营',
  LOSS_MAKING: '亏损企业',
  RESTRUCTURED: '改制企业',
  CLOSED: '关闭破产企业',
} as const;

export const CONTRACT_TERMS = {
  UP_TO_HALF_YEAR: '半年内',
  HALF_TO_ONE_YEAR: '半年至一年',
  TWO_YEARS: '两年',
  THREE_YEARS: '三年',
  FOUR_YEARS: '四年',
  FIVE_YEARS: '五年以上',
  OPEN_ENDED: '无固定期限',
} as const;

export const INCOME_NAMES = {
  WAGE: '工薪收入',
  BUSINESS: '经营净收入',
  FARM: '农副经营性收入',
  PROPERTY: '财产性收入',
  TRANSFER: '转移性收入',
} as const;

export const DEDUCTION_NAMES = { INCOME_TAX: '所得税', SOCIAL_SECURITY: '社会保障支出' } as const;

export const EXPENSE_NAMES = {
  ILLNESS: '患病',
  SCHOOLING: '子女上学',
  DISABILITY: '残疾',
  OTHER_SPECIAL: '其它特殊原因',
} as const;

export const EVENT_NAMES = {
  ACCIDENT: '意外事件',
  MAJOR_ILLNESS: '突发重大疾病',
  DISASTER: '自然灾害或重大安全事故',
} as const;

export const VEHICLE_KINDS = {
  MOTOR_VEHICLE: '机动车辆',
  SHIP: '船舶',
  CONSTRUCTION_MACHINE: '工程机械',
  FARM_MACHINE: '大型农机具',
} as const;

export const SURVEY_WAYS = { VISIT: '入户调查', CLEAN_UP: '集中清理' } as const;

/** 销户原因: why a household is on record no more. */
export const CLOSING_REASONS = {
  LIFTED: '脱困',
  MOVED_AWAY: '迁出',
  ALL_DIED: '户内人员死亡',
  DISSOLVED: '家庭解散',
  MISTAKE: '误登',
  OTHER: '其他',
} as const;

/** 死亡信息来源: where a death is known from. */
export const DEATH_SOURCES = {
  CERTIFICATE: '死亡证明',
  POLICE: '公安户籍注销',
  CIVIL_AFFAIRS: '民政殡葬信息',
  FAMILY: '家属告知',
  VISIT: '入户了解',
  OTHER: '其他',
} as const;

/** 离开原因: why somebody is no member of a household any more (Article 16). */
export const LEAVING_REASONS = {
  MOVED_OUT: '搬离',
  DIVORCED: '离婚',
  MARRIED: '婚嫁',
  OWN_HOUSEHOLD: '分户另立',
  DIED: '死亡',
  OTHER: '其他',
} as const;
