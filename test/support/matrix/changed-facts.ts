import { GraphQLObjectType } from 'graphql';
import type { Action } from '../../../src/access/permissions.ts';
import type { Sensitivity } from '../../../src/fields/sensitivity.codes.ts';
import { openSchema } from '../../../src/app/schema.ts';
import { type Case, maskOf, may, type Scope } from './oracle.ts';
import { needsOf, saysOf } from '../schema-walk.ts';

type Plain = Readonly<Record<string, unknown>>;

/** What a reader is told of changed facts, by the policies and masks of the fields themselves. */

const schema = openSchema();

/** The types that show the facts of a kind. */
const TYPES: Readonly<Record<string, readonly string[]>> = {
  HOUSEHOLD: ['Household', 'ArchiveAssets'],
  MEMBER: ['ArchiveMember'],
  PERSON: ['Person'],
  IDENTITY_NUMBER: ['Person'],
  SURVEY: ['ArchiveSurvey'],
  EMPLOYMENT: ['ArchiveEmployment'],
  INCOME: ['ArchiveIncome'],
  DEDUCTION: ['ArchiveDeduction'],
  EXPENSE: ['ArchiveExpense'],
  EVENT: ['HardshipEvent'],
  DWELLING: ['ArchiveDwelling'],
  VEHICLE: ['ArchiveVehicle'],
  SCHOOLING: ['ArchiveSchooling'],
  DIBAO: ['ArchiveDibaoSpell'],
  DISBURSEMENT: ['Disbursement'],
  FILE: ['ArchiveFile'],
  STEP: ['ArchiveFileStep'],
  ASSESSMENT: ['EligibilityReceipt'],
};

/** What needs another action than its household, or is no field of a type. */
const OTHERS: Readonly<Record<string, Action>> = {
  DEATH: 'READ_FACTS',
  CLOSING: 'READ_HISTORY',
  LOGIN: 'READ_WORKER_LOGINS',
  'HOUSEHOLD.dwellingsKnown': 'READ_FACTS',
  'HOUSEHOLD.vehiclesKnown': 'READ_FACTS',
  UNION: 'READ_ORGANISATION',
  PROFILE: 'READ_ORGANISATION',
  STANDARD: 'READ_ORGANISATION',
};

interface Told {
  readonly needs: Action;
  readonly sensitivity: Sensitivity | undefined;
}

function toldOf(kind: string, name: string): Told {
  for (const typeName of TYPES[kind] ?? []) {
    const type = schema.getType(typeName);
    const field = type instanceof GraphQLObjectType ? type.getFields()[name] : undefined;
    if (field === undefined) continue;
    const needs = needsOf({ type: type as GraphQLObjectType, field }) as Action;
    return { needs, sensitivity: saysOf(field).sensitivity };
  }
  return { needs: OTHERS[`${kind}.${name}`] ?? OTHERS[kind] ?? 'READ_HOUSEHOLD', sensitivity: undefined };
}

/** The facts of a change as a viewer is shown them, of all that there are. */
export function factsShown(one: Case, scope: Scope, facts: readonly Plain[]): readonly Plain[] {
  return facts.flatMap((fact) => {
    const fields = (fact['fields'] as readonly Plain[]).flatMap((field) => fieldShown(one, scope, fact, field));
    return fields.length === 0 ? [] : [{ ...fact, fields }];
  });
}

function fieldShown(one: Case, scope: Scope, fact: Plain, field: Plain): readonly Plain[] {
  const { needs, sensitivity } = toldOf(String(fact['kind']), String(field['field']));
  if (!may(one, needs, scope)) return [];
  const isTheirs = sensitivity === undefined || may(one, `UNMASK_${sensitivity}`, scope);
  if (sensitivity === undefined || (isTheirs && one.purpose)) return [field];
  const [old, now] = [field['old'], field['new']].map((value) => maskOf(value, sensitivity));
  if (!isTheirs && old === now) return [];
  return [{ ...field, old, new: now, oldText: old, newText: now, isWithheld: isTheirs }];
}
