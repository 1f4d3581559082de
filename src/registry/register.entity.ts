import { entity, key, of, open, ranged, uuid, versioned } from '../database/version-entity.ts';
import { fieldColumns } from '../fields/field-columns.ts';
import { type Kind, RECORDS, STATES } from './kinds.ts';

const dataKey = { dataKey: of('bytea'), keyVersion: of('integer') };
const bearers = { householdId: uuid, recordedIn: uuid };

/**
 * The tables of persons, households and their facts: anchors, and versions with the columns of the field dictionaries.
 */
export const registerEntities = [
  entity('person', { id: key, ...dataKey, identity: open(of('bytea')), token: open(of('bytea')), recordedIn: uuid }),
  entity('household', { id: key, unionId: uuid, ...dataKey, recordedIn: uuid }),
  entity('membership', { id: key, key: of('text'), ...bearers }),
  entity('duplicate_case', {
    id: key,
    ...{ number: of('text'), staffId: uuid, personId: uuid, householdId: uuid, unionId: uuid, superiorId: open(uuid) },
    ...{ foundOn: of('date'), recordedIn: uuid },
  }),
  entity('household_record', { id: key, kind: of('text'), key: of('text'), ...bearers }),
  entity(STATES.household.table, { ...ranged, workerId: uuid, ...fieldColumns(STATES.household.fields) }),
  entity(STATES.person.table, { ...ranged, ...fieldColumns(STATES.person.fields) }),
  entity(STATES.member.table, { ...ranged, householdId: uuid, personId: uuid, ...fieldColumns(STATES.member.fields) }),
  ...Object.values<Kind>(RECORDS).map(({ table, fields, belongsToMember }) =>
    entity(table, {
      ...versioned,
      householdId: uuid,
      ...(belongsToMember ? { membershipId: open(uuid) } : {}),
      ...fieldColumns(fields),
    }),
  ),
];
