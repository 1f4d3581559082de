/** The kinds of values that are masked for whoever need not see them. */
export type Sensitivity = 'IDENTITY' | 'ACCOUNT' | 'CONTACT' | 'ADDRESS' | 'HEALTH' | 'NARRATIVE';
