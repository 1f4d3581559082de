import type { GraphQLSchema } from 'graphql';
import { type Action, isAllowed } from '../../../src/access/permissions.ts';
import type { Role } from '../../../src/access/staff.codes.ts';
import { servedGraph, openSchema } from '../../../src/app/schema.ts';
import type { Reply } from './asking.ts';
import { actionOf, askDoor, checkDoor, type Run } from './checking.ts';
import type { Plain } from './compare.ts';
import { type Door, doorsOf, entityDoors } from './doors.ts';
import { type Case, cases, everything } from './oracle.ts';
import { Selections } from './selection.ts';
import { DOERS, makeWorld, type World } from './world.ts';
import type { Server } from '../register.ts';

/** A register, all doors to it, and everything behind each door. */
export interface Matrix {
  readonly world: World;
  /** The correct schema, whose policies are the standard for all comparisons. */
  readonly open: GraphQLSchema;
  readonly served: GraphQLSchema;
  readonly doors: readonly Door[];
  /** The answers of a viewer with all rights, by door. */
  readonly goldens: ReadonlyMap<Door, Reply>;
  /** The objects that were seen, by their types. */
  readonly seen: ReadonlyMap<string, readonly Plain[]>;
  /** All ids on record. */
  readonly ids: ReadonlySet<string>;
  /** The answers with sums, by door and territory. */
  readonly sums: Map<string, Promise<Reply>>;
}

export async function makeMatrix(server: Server): Promise<Matrix> {
  const world = await makeWorld(server);
  const [open, served] = [openSchema(), servedGraph()];
  const selections = new Selections(open);
  const goldens = new Map<Door, Reply>();
  const seen = new Map<string, Plain[]>();
  const add = async (doors: readonly Door[]) => {
    for (const door of doors) {
      const golden = await askDoor(world, served, door, allSeeing(world, open, door));
      goldens.set(door, golden);
      collect(golden.data, seen);
    }
  };
  await add(doorsOf(world, open, selections));
  const ids = new Set([...goldens].flatMap(([door, { data }]) => (door.root === 'Query' ? idsIn(data) : [])));
  await add(entityDoors(world, open, selections, seen));
  return { world, open, served, doors: [...goldens.keys()], goldens, seen, ids, sums: new Map() };
}

/** Returns the viewer with all rights, as the only person who may see the object or as one who may act at the door. */
function allSeeing(world: World, open: GraphQLSchema, door: Door) {
  const code = door.scope?.kind === 'staff' ? door.scope.staffCode : doerOf(actionOf(open, door));
  return { ...everything(world), staffId: world.staff.get(code) ?? null };
}

function doerOf(action: Action | null): string {
  const doers: readonly (readonly [string, readonly Role[]])[] = Object.entries(DOERS);
  const found = doers.find(([, roles]) => action !== null && roles.some((role) => isAllowed(role, action)));
  return found?.[0] ?? 'all';
}

/** The number of parallel workers, each with a connection. */
const AT_ONCE = 8;

interface Tried {
  readonly doors?: readonly Door[];
  /** The viewers who try the door at a place. */
  readonly who?: (place: number) => readonly Case[];
}

/** Runs all or some viewers through all or some doors of a schema. */
export async function runMatrix(
  matrix: Matrix,
  schema: GraphQLSchema,
  { doors = matrix.doors, who = cases }: Tried = {},
): Promise<Run> {
  const runs: Run[] = [];
  // Thousands of refusals are expected, and their stacks are not needed.
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  for (const [place, door] of doors.entries()) {
    const viewers = who(place);
    // Mutations run one after another, because they would wait for each other.
    const atOnce = door.root === 'Mutation' ? 1 : AT_ONCE;
    for (let at = 0; at < viewers.length; at += atOnce) {
      const some = viewers.slice(at, at + atOnce);
      runs.push(...(await Promise.all(some.map((one) => checkDoor(matrix, schema, door, one)))));
    }
  }
  Error.stackTraceLimit = stackTraceLimit;
  return {
    cells: runs.reduce((sum, { cells }) => sum + cells, 0),
    answers: runs.length,
    faults: runs.flatMap(({ faults }) => faults),
  };
}

/** Collects the objects of an answer by their types. */
function collect(value: unknown, seen: Map<string, Plain[]>): void {
  if (typeof value !== 'object' || value === null) return;
  for (const one of Object.values(value) as unknown[]) collect(one, seen);
  if (!('__typename' in value)) return;
  const type = String(value.__typename);
  seen.set(type, [...(seen.get(type) ?? []), value]);
}

function idsIn(data: unknown): readonly string[] {
  return JSON.stringify(data).match(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g) ?? [];
}
