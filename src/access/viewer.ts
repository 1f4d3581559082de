import { type Action, ACTIONS, isAllowed, rolesFor } from './permissions.ts';
import type { Role } from './staff.codes.ts';

/** Who asks, as the database knows them today; a token only says who they are. */
export interface Viewer {
  /** Exactly one of the two: a member of staff, or a worker in their own file. */
  readonly staffId: string | null;
  readonly personId: string | null;
  /** In force today. */
  readonly grants: readonly Grant[];
  /** What a sensitive read is for; without it sensitive values stay masked. */
  readonly purpose: string | null;
}

/** A role over a union and all under it. */
interface Grant {
  readonly role: Role;
  readonly unionId: string;
}

/** The territory of something: its steward of today with all unions above, and whose own file it is. */
export interface Territory {
  readonly unions: readonly string[];
  /** The worker whose file it is. */
  readonly workerId: string | null;
}

/** What a viewer may do with an object. */
export type Rights = ReadonlySet<Action>;

const NONE: Rights = new Set();
const known = new Map<string, Rights>();

/** What a viewer may do with something in a territory: the only place where that is decided. */
export function grantedRights(viewer: Viewer, { unions, workerId }: Territory): Rights {
  if (viewer.personId !== null) return viewer.personId === workerId ? rightsOfParties(['WORKER']) : NONE;
  const roles = viewer.grants.filter(({ unionId }) => unions.includes(unionId)).map(({ role }) => role);
  return roles.length === 0 ? NONE : rightsOfParties([...new Set(roles)].sort());
}

/** Whether a viewer may do something with an object in a territory. */
export function authorise(viewer: Viewer, action: Action, territory: Territory): boolean {
  return grantedRights(viewer, territory).has(action);
}

/** Whether a viewer may do something anywhere at all. */
export function mayAnywhere(viewer: Viewer, action: Action): boolean {
  if (viewer.personId !== null) return isAllowed('WORKER', action);
  return authorisedUnions(viewer, action).length > 0;
}

/** The unions within whose subtrees a viewer may do something: for the reading of lists. */
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
