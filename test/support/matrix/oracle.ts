import { type Action, type Party, PERMISSIONS } from '../../../src/access/permissions.ts';
import { type Role, ROLES } from '../../../src/access/staff.codes.ts';
import type { Viewer } from '../../../src/access/viewer.ts';
import type { Sensitivity } from '../../../src/fields/sensitivity.codes.ts';
import {
  allGrants,
  codeOf,
  type HouseholdKey,
  stewardOf,
  lineOf,
  membersOf,
  PURPOSE,
  type UnionKey,
  type World,
} from './world.ts';

/**
 * Determines what each viewer must get from the table of permissions and the relation alone. It never calls the code under
 * test, and uses the tree of unions that the test created.
 */

/** A viewer of the matrix. */
export interface Case {
  /** `FINANCE_OFFICER, child, for a purpose`. */
  readonly name: string;
  readonly relation: string;
  readonly grants: readonly { readonly role: Role; readonly union: UnionKey }[];
  /** The serial of the worker, if the viewer is one. */
  readonly worker: number | null;
  readonly staffCode: string | null;
  readonly purpose: boolean;
  /** Whether the door names what is shown by key, so that what a role allows by key alone counts. */
  readonly isByKey?: boolean;
}

/** Where the union of a grant stands as seen from the household: the household is of the same unit, a child … */
const RELATIONS = {
  'same unit': 'street',
  child: 'county',
  grandchild: 'city',
  parent: 'workshop',
  sibling: 'works',
  'other county': 'otherCounty',
} as const satisfies Record<string, UnionKey>;

/** Where a purpose makes no difference: to whom the household is nothing; of grandchildren it is as of children. */
const ONCE: readonly string[] = ['grandchild', 'parent', 'sibling', 'other county', 'own family', 'another'];

const WORKERS = {
  own: membersOf('target')[0] ?? 0,
  'own family': membersOf('target')[1] ?? 0,
  another: membersOf('neighbour')[0] ?? 0,
  'other county': membersOf('foreign')[0] ?? 0,
} as const;

/** All viewers: each role in each relation, workers, staff without a grant or with two, and anonymous requests. */
export function cases(): readonly Case[] {
  const staff = Object.entries(RELATIONS).flatMap(([relation, union]) =>
    (Object.keys(ROLES) as Role[]).map((role) => {
      const grant = { role, union };
      return { name: `${role}, ${relation}`, relation, grants: [grant], worker: null, staffCode: codeOf(grant) };
    }),
  );
  const workers = Object.entries(WORKERS).map(([relation, worker]) => {
    return { name: `WORKER, ${relation}`, relation, grants: [], worker, staffCode: null };
  });
  const mixed = (name: string, grants: Case['grants']) => {
    return { name, relation: 'mixed', grants, worker: null, staffCode: 'nothing' };
  };
  const others = [
    mixed('staff without a grant', []),
    mixed('finance of the same unit, clerk of the sibling', [
      { role: 'FINANCE_OFFICER', union: 'street' },
      { role: 'UNION_CLERK', union: 'works' },
    ]),
    mixed('partner of the city, auditor of the same unit', [
      { role: 'PARTNER_SYSTEM', union: 'city' },
      { role: 'AUDITOR', union: 'street' },
    ]),
    mixed('statistician of the city, archivist of the other county', [
      { role: 'STATISTICIAN', union: 'city' },
      { role: 'CENTRE_ARCHIVIST', union: 'otherCounty' },
    ]),
  ];
  const nobody = { name: 'nobody', relation: 'none', grants: [], worker: null, staffCode: null, purpose: true };
  const all = [...staff, ...workers, ...others].flatMap((one) => {
    const asked = { ...one, name: `${one.name}, for a purpose`, purpose: true };
    return ONCE.includes(one.relation) ? [asked] : [asked, { ...one, purpose: false }];
  });
  return [nobody, ...all];
}

export function isNobody({ worker, staffCode }: Case): boolean {
  return worker === null && staffCode === null;
}

export function viewerOf(world: World, one: Case): Viewer | null {
  if (isNobody(one)) return null;
  return {
    staffId: one.staffCode === null ? null : (world.staff.get(one.staffCode) ?? null),
    personId: one.worker === null ? null : (world.persons.get(one.worker) ?? null),
    grants: one.grants.map(({ role, union }) => ({ role, unionId: world.unions[union] })),
    purpose: one.purpose ? PURPOSE : null,
  };
}

/** A viewer with all rights over some unions, who gets everything that is on record. */
export function everything(world: World, unions: readonly UnionKey[] = ['city']): Viewer {
  const grants = unions.flatMap((union) => allGrants(world.unions[union]));
  return { staffId: world.staff.get('all') ?? null, personId: null, grants, purpose: PURPOSE };
}

/** Returns the unions over which a viewer is allowed an action. */
export function territoryOf({ grants, isByKey }: Case, action: Action): readonly UnionKey[] {
  return grants.flatMap(({ role, union }) => (allows(role, action, isByKey) ? [union] : []));
}

/** Whether one of the viewer's roles is of use by key alone, which takes a purpose. */
export function isPartner({ grants }: Case): boolean {
  return grants.some(({ role }) => role === 'PARTNER_SYSTEM');
}

/** The owner of an object. */
export type Scope =
  /** Everybody who is allowed the action anywhere. */
  | { readonly kind: 'everybody' }
  /** The object is made of the viewer's own input. */
  | { readonly kind: 'invented' }
  | { readonly kind: 'household'; readonly household: HouseholdKey; readonly person?: number }
  /** The object belongs to one of these unions; if there are none, any grant is sufficient. */
  | { readonly kind: 'unions'; readonly unions: readonly UnionKey[] }
  | { readonly kind: 'staff'; readonly staffCode: string };

/** Whether the table of permissions allows the action and the object is in the territory. */
export function may(one: Case, action: Action, scope: Scope): boolean {
  if (scope.kind === 'invented') return true;
  if (scope.kind === 'staff') return one.staffCode === scope.staffCode;
  if (one.worker !== null) return allows('WORKER', action) && isOwn(one.worker, action, scope);
  return one.grants.some(({ role, union }) => allows(role, action, one.isByKey) && isWithin(union, action, scope));
}

export function mayAnywhere(one: Case, action: Action): boolean {
  return may(one, action, { kind: 'everybody' });
}

function allows(party: Party, action: Action, isByKey = false): boolean {
  const { to, byKey }: Readonly<Record<'to' | 'byKey', readonly Party[]>> = PERMISSIONS[action];
  return to.includes(party) || (isByKey && byKey.includes(party));
}

/** A worker sees their own file, and the unmasked values of their family (Article 20). */
function isOwn(worker: number, action: Action, scope: Scope): boolean {
  if (scope.kind !== 'household') return scope.kind === 'everybody';
  if (membersOf(scope.household)[0] !== worker) return false;
  return scope.person === undefined || scope.person === worker || !action.startsWith('UNMASK_');
}

/** Who objected to a publicity is told above the filing union alone, which is the steward of every household of the matrix. */
function isWithin(union: UnionKey, action: Action, scope: Scope): boolean {
  if (scope.kind === 'household') {
    const line = lineOf(stewardOf(scope.household));
    return (action === 'READ_OBJECTOR' ? line.slice(1) : line).includes(union);
  }
  if (scope.kind !== 'unions' || scope.unions.length === 0) return true;
  return scope.unions.some((own) => lineOf(own).includes(union));
}

const NUMBERS: readonly Sensitivity[] = ['IDENTITY', 'ACCOUNT', 'CONTACT'];

/** Returns the mask of a sensitive value: the last four digits of a number, and `null` for anything else. */
export function maskOf(value: unknown, sensitivity: Sensitivity): string | null {
  if (!NUMBERS.includes(sensitivity) || typeof value !== 'string') return null;
  return value.length < 8 ? '*'.repeat(value.length) : value.slice(-4).padStart(value.length, '*');
}
