/** What is entered in the national system (全国工会帮扶工作管理系统): a file, what changed of it, and its way out. */
export const NATIONAL_MATTERS = { FILE: '建档', CHANGE: '变更', WAY_OUT: '退出' } as const;

export type NationalMatter = keyof typeof NATIONAL_MATTERS;
