/** The code lists of 困难职工原始信息表 (domain facts, section 2.2), with the values as the forms print them. */

export const SEXES = { MALE: '男', FEMALE: '女' } as const;

export const POLITICAL_STATUSES = {
  PARTY_MEMBER: '中共党员',
  LEAGUE_MEMBER: '共青团员',
  MASSES: '群众',
  DEMOCRATIC_PARTY: '民主党派',
  OTHER: '其他',
} as const;

export const MARITAL_STATUSES = { SINGLE: '未婚', MARRIED: '已婚', DIVORCED: '离异', WIDOWED: '丧偶' } as const;

export const REGISTRATION_TYPES = { URBAN: '非农业', RURAL: '农业', CONVERTED: '农转居' } as const;

export const MODEL_WORKER_TYPES = {
  NONE: '非劳模',
  NATIONAL: '全国劳模',
  PROVINCIAL: '省部级劳模',
  MUNICIPAL: '地市级劳模',
  OTHER: '其他',
} as const;

export const HEALTH_STATUSES = {
  GOOD: '良好',
  CANCER: '恶性肿瘤',
  CARDIOVASCULAR: '心血管病',
  CEREBROVASCULAR: '脑血管病',
  END_STAGE_RENAL: '终末期肾病',
  MENTAL_ILLNESS: '精神病',
  LIVER_DISEASE: '肝病',
  BLOOD_DISEASE: '血液病',
  DIABETES: '糖尿病',
  TUMOUR: '肿瘤病',
  SPINAL_DISEASE: '腰颈椎病',
  HYPERTENSION: '高血压病',
  LUNG_DISEASE: '肺病',
  COMMON_ILLNESS: '一般疾病',
  DEEP_COMA: '深度昏迷',
  PERMANENT_PARALYSIS: '永久瘫痪',
  SEVERE_ALZHEIMER: '严重阿尔茨海默病',
  SEVERE_PARKINSON: '严重帕金森病',
  SEVERE_MOTOR_NEURON: '严重运动神经元病',
  DISABILITY: '残疾',
} as const;

export const DISABILITY_KINDS = {
  SIGHT: '视力',
  HEARING: '听力',
  SPEECH: '言语',
  INTELLECT: '智力',
  LIMBS: '肢体',
  MENTAL: '精神',
  MULTIPLE: '多重',
} as const;

export const DISABILITY_GRADES = {
  FIRST: '一级(极重度)',
  SECOND: '二级(重度)',
  THIRD: '三级(中度)',
  FOURTH: '四级(轻度)',
} as const;

export const WORK_STATES = {
  AT_POST: '在岗',
  LAID_OFF: '下(待)岗',
  OUT_OF_WORK: '失(无)业',
  RETIRED: '退休',
  RETIRED_CADRE: '离休',
  RETIRED_ILL: '病退',
  SICK_LEAVE: '病休',
  EARLY_RETIRED: '内退',
  MIGRANT: '农民工',
  POSTGRADUATE: '研究生',
  UNDERGRADUATE: '大学生',
  VOCATIONAL_STUDENT: '中职中技',
  SENIOR_PUPIL: '高中',
  JUNIOR_PUPIL: '初中',
  PRIMARY_PUPIL: '小学',
} as const;

/** The groups of GB/T 4761-2008, with spouses and parents divided as on the older forms. */
export const RELATIONS = {
  SELF: '本人',
  HUSBAND: '丈夫',
  WIFE: '妻子',
  SON: '儿子',
  DAUGHTER: '女儿',
  GRANDCHILD: '孙辈',
  FATHER: '父亲',
  MOTHER: '母亲',
  GRANDPARENT: '祖父母',
  SIBLING: '兄弟姐妹',
  OTHER: '其他',
} as const;

export const MEDICAL_INSURANCE = { EMPLOYEE: '职工医保', RESIDENT: '居民医保', NONE: '未参保', OTHER: '其他' } as const;

export const EDUCATION_LEVELS = {
  NONE: '文盲或半文盲',
  PRIMARY: '小学',
  JUNIOR: '初中',
  SENIOR: '高中',
  VOCATIONAL: '中职中技',
  COLLEGE: '大专',
  BACHELOR: '本科',
  POSTGRADUATE: '研究生',
} as const;
