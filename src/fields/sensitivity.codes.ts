/** The kinds of values that are masked for viewers who need not see them. */
export type Sensitivity =
  'IDENTITY' | 'BIRTH_DAY' | 'ACCOUNT' | 'CONTACT' | 'ADDRESS' | 'HEALTH' | 'PAYMENT_NOTE' | 'NARRATIVE';
