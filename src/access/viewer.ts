import { type Action, ACTIONS, isAllowed, isAllowedByKey, rolesFor } from './permissions.ts';
import type { Role } from './staff.codes.ts';

/** The sender of a request with their rights of today, which come from the database; a token only identifies them. */
export interface Viewer {
  /** Exactly one of the two is set: the viewer is a member of staff, or a worker who sees their own file. */
  readonly staffId: string | null;
  readonly personId: string | null;
  /** The grants in force today. */
  readonly grants: readonly Grant[];
  /** The purpose of a sensitive read; without it sensitive values stay masked. */
  readonly purpose: string | null;
}

/** A role at a union and all unions under it. */
interface Grant {
  readonly role: Role;
  readonly unionId: string;
}

/** The territory of an object: today's steward with all unions above it, and the worker of the file. */
export interface Territory {
  readonly unions: readonly string[];
  /** The worker of the file. */
  readonly workerId: string | null;
}

export type Rights = ReadonlySet<Action>;

const NONE: Rights = new Set();
const known = new Map<string, Rights>();

/** Returns the actions that a viewer is allowed in a territory. All decisions about rights are made here. */
export function grantedRights(viewer: Viewer, { unions, workerId }: Territory): Rights {
  if (viewer.personId !== null) return viewer.personId === workerId ? rightsOfParties(['WORKER']) : NONE;
  const roles = viewer.grants.filter(({ unionId }) => unions.includes(unionId)).map(({ role }) => role);
  return roles.length === 0 ? NONE : rightsOfParties([...new Set(roles)].sort());
}

/**
 * Returns the actions that a viewer is allowed on what they named by key, in a territory: those of their roles, and what their
 * roles allow by key alone.
 */
export function rightsByKey(viewer: Viewer, territory: Territory): Rights {
  const roles = viewer.grants.filter(({ unionId }) => territory.unions.includes(unionId)).map(({ role }) => role);
  const byKey = ACTIONS.filter((action) => roles.some((role) => isAllowedByKey(role, action)));
  const rights = grantedRights(viewer, territory);
  return byKey.length === 0 ? rights : new Set([...rights, ...byKey]);
}

/** Whether a viewer has a role that reads households by key alone, such as a partner's. */
export function readsByKey({ grants }: Viewer): boolean {
  return grants.some(({ role }) => isAllowedByKey(role, 'READ_HOUSEHOLD'));
}

export function authorise(viewer: Viewer, action: Action, territory: Territory): boolean {
  return grantedRights(viewer, territory).has(action);
}

export function mayAnywhere(viewer: Viewer, action: Action): boolean {
  if (viewer.personId !== null) return isAllowed('WORKER', action);
  return authorisedUnions(viewer, action).length > 0;
}

/** Returns the unions in whose subtrees a viewer is allowed an action, to narrow lists. */
export function authorisedUnions(viewer: Viewer, action: Action): readonly string[] {
  const roles = rolesFor(action);
  return [...new Set(viewer.grants.filter(({ role }) => roles.includes(role)).map(({ unionId }) => unionId))];
}

function rightsOfParties(parties: readonly (Role | 'WORKER')[]): Rights {
  const key = parties.join(' ');
  const rights = known.get(key) ?? new Set(ACTIONS.filter((action) => parties.some((one) => isAllowed(one, action))));
  known.set(key, rights);
  return rights;
}
