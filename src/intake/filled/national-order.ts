import { type Column, MEMBER_SHEET, type Sheet, SHEETS, WORKER_SHEET } from '../workbook/sheets.ts';

/** The order of columns: that of the template, or that of the form of the national system. */
export const WORKBOOK_ORDERS = { TEMPLATE: '填报模板', NATIONAL: '全国系统' } as const;
export type WorkbookOrder = keyof typeof WORKBOOK_ORDERS;

/** The fields of the form of the national system in its order (domain facts, 2.1); `worker` is the worker’s identity number. */
const OF_WORKER = [
  ...['workerNumber', 'declaredClass', 'name', 'ethnicity', 'sex', 'politicalStatus', 'worker', 'birthDay'],
  ...['healthStatus', 'disabilityKind', 'disabilityGrade', 'workState', 'modelWorker', 'housingKind', 'mobile'],
  ...['otherContact', 'postcode', 'workedFrom', 'maritalStatus', 'registrationType', 'address', 'workplaceOrSchool'],
  ...['singleParent', 'declaredMonthlyWageFen', 'declaredOtherAnnualFen', 'declaredAnnualFen', 'declaredPopulation'],
  ...['declaredMonthlyPerHeadFen', 'registeredRegion', 'medicalInsurance', 'selfHelp', 'zeroEmployment', 'mainCause'],
  ...['otherCauses', 'causeNote', 'bank', 'bankBranch', 'accountNumber', 'filedBy', 'checkedBy', 'enteredBy'],
  ...['groupOpinion', 'unionOpinion', 'systemUnionOpinion', 'liftTarget', 'liftTargetOn', 'keyGroup', 'liftMeasures'],
];

/** The same of a member; first whose member it is, which the form tells by its place. */
const OF_MEMBER = [
  ...['worker', 'name', 'relation', 'sex', 'politicalStatus', 'member', 'birthDay', 'healthStatus'],
  ...['declaredMonthlyIncomeFen', 'workState', 'medicalInsurance', 'workplaceOrSchool', 'ethnicity', 'modelWorker'],
  ...['disabilityKind', 'disabilityGrade', 'maritalStatus', 'registrationType', 'mobile', 'education', 'enrolledYear'],
  ...['schoolYears'],
];

const ORDERS = new Map([
  [WORKER_SHEET, OF_WORKER],
  [MEMBER_SHEET, OF_MEMBER],
]);

/** The sheets of a workbook of households; what the form of the national system does not have follows in the order of the template. */
export function sheetsIn(order: WorkbookOrder): readonly Sheet[] {
  if (order === 'TEMPLATE') return SHEETS;
  return SHEETS.map((sheet, at) => {
    const names = ORDERS.get(at) ?? [];
    const place = ({ target }: Column) => {
      const found = names.indexOf('field' in target ? target.field : target.of);
      return found === -1 ? names.length : found;
    };
    return { ...sheet, columns: sheet.columns.toSorted((one, other) => place(one) - place(other)) };
  });
}
