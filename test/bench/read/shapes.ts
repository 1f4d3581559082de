/**
 * What is asked for, told once: fields by their names in bangfu's graph. Each server's document is made from it, and each
 * answer is read back into it, so that all of them are asked for the same and their answers can be compared.
 */

/** How a value stands in the canonical form where it is not as every server has it. */
export type Form = 'plain' | 'hundredths' | 'month';

export interface Shape {
  /** Fields of the object itself. */
  readonly fields: Readonly<Record<string, Form>>;
  /** Objects that it names, `null` where there is none. */
  readonly one?: Readonly<Record<string, Shape>>;
  /** Lists of objects, ordered by their ids in the canonical form. */
  readonly many?: Readonly<Record<string, Shape>>;
}

/** Words are plain fields; `amount:hundredths` is money or an area, `from:month` a month. */
function fields(text: string): Shape['fields'] {
  const named = text.trim().split(/\s+/);
  return Object.fromEntries(
    named.map((word) => {
      const [name = '', form = 'plain'] = word.split(':');
      return [name, form as Form];
    }),
  );
}

const UNION: Shape = { fields: fields('id code name') };
const INCOME: Shape = { fields: fields('id kind relief amount:hundredths from:month to:month verified memberId') };
const DEDUCTION: Shape = { fields: fields('id kind amount:hundredths from:month to:month memberId') };
const EXPENSE: Shape = {
  fields: fields('id kind amount:hundredths reimbursed:hundredths from:month to:month memberId'),
};
const EVENT: Shape = {
  fields: fields('id kind date grave cost:hundredths compensated:hundredths compensationInPlace'),
};
const PAYMENT: Shape = { fields: fields('id source aidType amount:hundredths paidOn bank payee fileNumber memberId') };
const EMPLOYMENT: Shape = {
  fields: fields('id status from:month to:month employer employerKind industry contractTerm memberId'),
};
const FILE: Shape = {
  fields: fields('id number level category hardshipClass state'),
  one: { steward: UNION },
};

/** A person as a list shows them, and whole. */
const PERSON_HEAD: Shape = { fields: fields('id name sex workState') };
export const PERSON: Shape = {
  fields: fields(`id name sex ethnicity politicalStatus maritalStatus registrationType registeredRegion
    modelWorker workState workedFrom medicalInsurance education enrolledYear schoolYears workplaceOrSchool`),
};

/** Work (a): a household with its members, their incomes, its expenses and what it was paid. */
export const FAMILY: Shape = {
  fields: fields('id fileNumber region mainCause declaredClass migrant bank'),
  many: {
    members: { fields: fields('id relation livesTogether ableToWork'), one: { person: PERSON_HEAD } },
    incomes: INCOME,
    expenses: EXPENSE,
    disbursements: PAYMENT,
  },
};

const withFields = ({ fields: own, ...rest }: Shape, text: string): Shape => {
  return { ...rest, fields: { ...own, ...fields(text) } };
};

/** The same with what is sensitive in it: numbers and accounts, which an auditor may see, and what is withheld. */
export const SENSITIVE_FAMILY: Shape = {
  ...withFields(FAMILY, 'accountNumber address causeNote'),
  many: {
    members: {
      fields: fields('id relation livesTogether ableToWork'),
      one: { person: withFields(PERSON_HEAD, 'identityNumber mobile') },
    },
    incomes: INCOME,
    expenses: withFields(EXPENSE, 'note'),
    disbursements: withFields(PAYMENT, 'accountNumber note'),
  },
};

/** Work (b): everything on record of a household that is not encrypted. */
export const WHOLE: Shape = {
  fields: fields(`id fileNumber region farmRegion migrant unionMember contractKind contractFrom contractTo
    retiredSocialised singleParent severeHardship refusedVerification concealment mainCause otherCauses applicationKind
    housingKind zeroEmployment selfHelp keyGroup liftTarget declaredAnnual:hundredths declaredPopulation filedBy checkedBy
    enteredBy bank bankBranch postcode savings:hundredths investments:hundredths commercialProperty ownsShop employsOthers`),
  one: { steward: UNION },
  many: {
    members: {
      fields: fields(`id relation inRegister livesTogether countedByDecision employmentKnown ableToWork
        declaredMonthlyIncome:hundredths refusedJobOffers farms inEducation`),
      one: { person: PERSON },
    },
    employment: EMPLOYMENT,
    incomes: INCOME,
    deductions: DEDUCTION,
    expenses: EXPENSE,
    events: EVENT,
    dwellings: { fields: fields('id area:hundredths from to') },
    vehicles: { fields: fields('id vehicleKind owned regularUse asEmployee exemptionRule from to') },
    schooling: {
      fields: fields('id private tuition:hundredths publicTuition:hundredths abroadSelfFunded school from to memberId'),
    },
    dibao: { fields: fields('id from to monthly:hundredths') },
    files: FILE,
    disbursements: PAYMENT,
  },
};

/** Work (c): a row of a list, with the worker's name. */
export const ROW: Shape = {
  fields: fields('id fileNumber region mainCause declaredClass migrant severeHardship bank workerName'),
};
