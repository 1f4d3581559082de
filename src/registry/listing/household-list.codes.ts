/** The sort orders of a list of households. */
export const HOUSEHOLD_ORDERS = { FILE_NUMBER: '档案编号', WORKER_NAME: '职工姓名', ID: '登记先后' } as const;

export type HouseholdOrder = keyof typeof HOUSEHOLD_ORDERS;
