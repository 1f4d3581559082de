/** What is the same of a person or household that is on file elsewhere. */
export const FINDINGS = {
  IDENTITY_NUMBER: '身份证号相同',
  ACCOUNT: '银行卡号相同',
  CONTACT: '姓名、出生日期、手机号码相同',
} as const;

export type Finding = keyof typeof FINDINGS;
