import { rolesFor } from '../../access/permissions.ts';
import { authorisedUnions, type Viewer } from '../../access/viewer.ts';
import type { Sql } from '../../database/database.ts';
import type { KnownAt } from '../../database/time/known-at.ts';
import type { Secrets } from '../../secrets/secrets.ts';
import { BODIES, type Body } from '../procedure/course/course.codes.ts';
import { deriveLadder, type UnionOfLine } from '../procedure/course/ladder.ts';
import { ACTION_OF_BODY } from '../procedure/steps/body-actions.ts';
import { readTies } from '../procedure/circumstances/read-ties.ts';
import { readBodiesOfSteps, readLinesAt, readRolesOf, type RoleAt } from './task-bodies.read.ts';

/** A file that a task is of. */
interface FileOfTask {
  readonly fileId: string;
  readonly householdId: string;
  readonly stewardId: string;
}

interface Asked {
  readonly viewer: Viewer;
  readonly union: string | null;
  readonly person: string | null;
  readonly secrets: Secrets;
  readonly today: string;
  readonly known: KnownAt;
}

/** Which union's task something is. */
export interface TaskBodies {
  /** The union that is the body for a file; `null` where there is none, `undefined` where it is not asked for. */
  readonly unionOf: (file: FileOfTask, body: Body) => string | null | undefined;
}

/** Reads which unions are the bodies of files, as far as they are those of the union and of the person that are asked for. */
export async function readTaskBodies(sql: Sql, files: readonly FileOfTask[], asked: Asked): Promise<TaskBodies> {
  const lines = await readLinesAt(sql, [...new Set(files.map(({ stewardId }) => stewardId))], asked);
  const mayDo = asked.person === null ? null : await readPerson(sql, files, { ...asked, person: asked.person });
  const ladders = new Map([...lines].map(([id, line]) => [id, unionsOf(line)]));
  return {
    unionOf: (file, body) => {
      const line = lines.get(file.stewardId) ?? [];
      const unionId = ladders.get(file.stewardId)?.[body] ?? null;
      const isNamed = ({ id, code }: (typeof line)[number]) => id === asked.union || code === asked.union;
      if (asked.union !== null && !isUnder(line, unionId, isNamed)) return undefined;
      return mayDo === null || mayDo(file, body, line, unionId) ? unionId : undefined;
    },
  };
}

/** Without a centre above, the files are still those of their union. */
function unionsOf(line: readonly UnionOfLine[]): Readonly<Partial<Record<Body, string>>> {
  const ladder = deriveLadder(line);
  const [filing, superior = filing] = line;
  if (ladder.ok) return ladder.value.unions;
  return filing === undefined || superior === undefined ? {} : { FILING: filing.id, SUPERIOR: superior.id };
}

/** Whether a union of a line is, or is under, one that fits; a body that there is not counts as the filing union's business. */
function isUnder<Union extends UnionOfLine>(
  line: readonly Union[],
  unionId: string | null,
  fits: (union: Union) => boolean,
): boolean {
  const from = unionId === null ? 0 : line.findIndex(({ id }) => id === unionId);
  return line.slice(from).some(fits);
}

type MayDo = (file: FileOfTask, body: Body, line: readonly UnionOfLine[], unionId: string | null) => boolean;

/** Whether a person may do a task: by a role at its union or above, not of their own household or a declared relative's, and for no second body. */
async function readPerson(
  sql: Sql,
  files: readonly FileOfTask[],
  { viewer, person, secrets, today, known }: Asked & { readonly person: string },
): Promise<MayDo> {
  const administered = authorisedUnions(viewer, 'MANAGE_STAFF');
  const roles = await readRolesOf(sql, { person, viewerId: viewer.staffId, administered, today });
  const [role] = roles;
  if (role === undefined) return () => false;
  const { staffId } = role;
  const fileIds = files.map(({ fileId }) => fileId);
  const households = files.map(({ householdId }) => householdId);
  const ties = await readTies(sql, secrets, staffId, households, { on: today, today });
  const acted = await readBodiesOfSteps(sql, staffId, fileIds, known);
  const at = new Map(bodies.map((body) => [body, unionsWith(roles, body)]));
  return ({ fileId, householdId }, body, line, unionId) =>
    !ties.has(householdId) &&
    (acted.get(fileId) ?? []).every((one) => one === body) &&
    isUnder(line, unionId, ({ id }) => at.get(body)?.has(id) === true);
}

const bodies = Object.keys(BODIES) as Body[];

function unionsWith(roles: readonly RoleAt[], body: Body): ReadonlySet<string> {
  const fitting: readonly string[] = rolesFor(ACTION_OF_BODY[body]);
  return new Set(roles.filter(({ role }) => fitting.includes(role)).map(({ unionId }) => unionId));
}
