import { bytea, date, integer, key, open, ranged, table, text, uuid, versioned } from '../database/table.ts';
import { fieldColumns } from '../fields/field-columns.ts';
import { isSurveyed, type Kind, RECORD_KINDS, RECORDS, STATES } from './kinds.ts';

const dataKey = { dataKey: bytea, keyVersion: integer };

export const personTable = table('person', {
  ...{ id: key(uuid), ...dataKey, identity: open(bytea), token: open(bytea), recordedIn: uuid },
});

/** The identity numbers of persons, encrypted; each person has one at a time. */
export const personNumberTable = table('person_number', { ...versioned, identity: bytea, token: bytea });

export const personDeathTable = table('person_death', { ...versioned, diedOn: date, source: text });

/** The persons who were on record as another person too. */
export const personMergeTable = table('person_merge', { ...versioned, intoId: uuid });

export const householdTable = table('household', { id: key(uuid), unionId: uuid, ...dataKey, recordedIn: uuid });

/** The days on which households are closed. */
export const householdClosingTable = table('household_closing', { ...ranged, reason: text });

export const membershipTable = table('membership', { id: key(uuid), key: text, householdId: uuid, recordedIn: uuid });

export const duplicateCaseTable = table('duplicate_case', {
  id: key(uuid),
  ...{ number: text, staffId: uuid, personId: uuid, householdId: uuid, unionId: uuid, superiorId: open(uuid) },
  ...{ foundOn: date, recordedIn: uuid, finding: text },
});

/** What persons are searched and compared by. */
export const personSearchTable = table('person_search', {
  ...{ personId: key(uuid), place: key(integer), nameForm: text, initials: text, birthDay: open(date) },
  ...{ lastFour: open(bytea), telephone: open(bytea), keyVersion: integer },
});

/** The accounts by which households are compared. */
export const householdSearchTable = table('household_search', {
  ...{ householdId: key(uuid), place: key(integer), account: open(bytea), keyVersion: integer },
});

export const householdRecordTable = table('household_record', {
  ...{ id: key(uuid), kind: text, key: text, householdId: uuid, surveyId: open(uuid), recordedIn: uuid },
});

/** The survey that a record belongs to, and the day of the act that added it outside a survey. */
const ofSurvey = { surveyId: open(uuid), addedOn: open(date) };
/** The payment that an entry reverses. */
const reversing = { reverses: open(uuid) };
/** The day of the act that ended a spell outside a survey, and the last month that the survey had stated. */
const ended = { endedOn: open(date), statedTo: open(date) };

export const versionTables = [
  table(STATES.household.table, { ...ranged, workerId: uuid, ...fieldColumns(STATES.household.fields) }),
  table(STATES.person.table, { ...ranged, ...fieldColumns(STATES.person.fields) }),
  table(STATES.member.table, { ...ranged, householdId: uuid, personId: uuid, ...fieldColumns(STATES.member.fields) }),
  ...RECORD_KINDS.map((name) => {
    const kind: Kind = RECORDS[name];
    return table(kind.table, {
      ...versioned,
      householdId: uuid,
      ...(kind.belongsToMember ? { membershipId: open(uuid) } : {}),
      ...(isSurveyed(name) ? ofSurvey : {}),
      ...(name === 'employment' ? ended : {}),
      ...(name === 'disbursements' ? reversing : {}),
      ...fieldColumns(kind.fields),
    });
  }),
];
