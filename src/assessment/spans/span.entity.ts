import {
  bigint,
  boolean,
  bytea,
  date,
  filled,
  instant,
  integer,
  key,
  open,
  table,
  text,
  textList,
  uuid,
} from '../../database/table.ts';

/** The slot, and the days and revisions [from, to) on which a span holds; without a `to`, on all later ones. */
const spans = {
  ...{ slot: key(integer), householdId: key(uuid), validFrom: key(date), validTo: open(date) },
  ...{ knownFrom: key(bigint), knownTo: open(bigint) },
};

/**
 * What is decided of each household at each level; an outcome is null where no local rule is in force. Money is in fen: totals
 * over the window, figures per head by month.
 */
export const decisionSpanTable = table('decision_span', {
  ...spans,
  population: open(integer),
  ...{ incomeFen: open(bigint), deductionsFen: open(bigint), disposableFen: open(bigint) },
  ...{ standardFen: open(bigint), expensesFen: open(bigint), eventCostsFen: open(bigint) },
  ...{ perHeadFen: open(bigint), perHeadAfterExpensesFen: open(bigint), gapFen: open(bigint) },
  ...{ provisional: boolean, factsDigest: bytea },
  ...{ nationalOutcome: text, nationalCategories: textList, nationalMissing: textList },
  ...{ municipalOutcome: open(text), municipalCategories: open(textList), municipalMissing: open(textList) },
  ...{ countyOutcome: open(text), countyCategories: open(textList), countyMissing: open(textList) },
  ...{ enterpriseOutcome: open(text), enterpriseCategories: open(textList), enterpriseMissing: open(textList) },
});

/** What each household is counted by beside its decisions. */
export const householdSpanTable = table('household_span', {
  ...spans,
  ...{ stewardId: uuid, region: text, migrant: boolean, singleParent: open(boolean), dibao: open(boolean) },
  ...{ mainCause: open(text), otherCauses: open(textList), declaredClass: open(text), members: integer },
  ...{ workerSex: open(text), workerBirthDay: open(date), workerEmployment: open(text) },
  ...{
    fileId: open(uuid),
    fileState: open(text),
    fileLevel: open(text),
    fileCategory: open(text),
    fileClass: open(text),
  },
  ...{ surveyedOn: open(date), lastDayServed: open(date) },
});

/** The moment at which the spans of a household were written last, and the day until which they are, if not for ever. */
export const decidedHouseholdTable = table('decided_household', {
  ...{ slot: key(integer), householdId: key(uuid), moment: bigint, decidedUntil: open(date) },
});

/** The households whose decision failed, at which revision, and where in the program. */
export const undecidedHouseholdTable = table('undecided_household', {
  ...{ slot: key(integer), householdId: key(uuid), revision: bigint, fault: text, at: filled(instant) },
});

/** The slot in force, the revision up to which its spans are complete, and the rulebook that decided. */
export const decisionStateTable = table('decision_state', {
  ...{ id: key(integer), slot: integer, revision: bigint, rulesRevision: bigint },
  ...{ moment: bigint, horizon: date, rulebook: text },
});

/** A run that decides the whole register into a slot: how far it has come. */
export const decisionRunTable = table('decision_run', {
  ...{ id: key(uuid), slot: integer, revision: bigint, horizon: date, rulebook: text },
  ...{ doneTo: open(uuid), done: bigint, at: filled(instant) },
});

/** The households that a transaction wrote and that are to be decided anew; `null`: what all decisions rest on. */
export const decisionWriteTable = table('decision_write', { transaction: bigint, householdId: open(uuid) });
