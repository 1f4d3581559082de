import type { Action } from '../../access/permissions.ts';
import type { Fields } from '../../fields/field.ts';
import { type RecordKind, STATES } from '../kinds.ts';

/** The actions that reading the fields of a household needs: of its types in the graph, and of what changed in it. */

/** The fields that summary tables and partners' comparisons need; all others require `READ_FACTS`. */
const HEAD: Readonly<Record<keyof typeof STATES, readonly string[]>> = {
  household: [
    ...['workerNumber', 'declaredClass', 'region', 'migrant', 'unionMember', 'mainCause', 'otherCauses'],
    ...['applicationKind', 'keyGroup', 'liftTarget', 'liftTargetOn', 'declaredPopulation', 'filedBy'],
    ...['checkedBy', 'enteredBy', 'bank', 'bankBranch'],
  ],
  member: ['relation'],
  // The birth day also needs the right to the identity number.
  person: ['name', 'sex', 'workplaceOrSchool', 'workState'],
};

/** The action that reading a field of a state needs; `undefined` if it is that of the household itself. */
export function statePolicy(state: keyof typeof STATES): (key: string) => Action | undefined {
  const fields: Fields = STATES[state].fields;
  return (key) => (HEAD[state].includes(key) || fields[key]?.sealed === true ? undefined : 'READ_FACTS');
}

/** The action that reading records of a kind needs. */
export function recordPolicy(kind: RecordKind): Action {
  return kind === 'disbursements' ? 'READ_PAYMENTS' : 'READ_FACTS';
}
