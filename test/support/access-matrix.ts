import { isDeepStrictEqual } from 'node:util';
import { type GraphQLField, GraphQLObjectType, type GraphQLSchema } from 'graphql';
import type { Action } from '../../src/access/permissions.ts';
import { buildGraph, openSchema } from '../../src/graph/schema.ts';
import { askMatrix, type Reply } from './access-matrix-asking.ts';
import { compareEdge, type Compared, type Plain } from './access-matrix-compare.ts';
import { type Door, doorsOf, entityDoors } from './access-matrix-doors.ts';
import {
  type Case,
  cases,
  everything,
  isNobody,
  may,
  mayAnywhere,
  territoryOf,
  viewerOf,
} from './access-matrix-oracle.ts';
import { SUMS } from './access-matrix-owners.ts';
import { Selections } from './access-matrix-selection.ts';
import { makeWorld, type World } from './access-matrix-world.ts';
import type { Server } from './register.ts';
import { saysOf } from './schema-walk.ts';

/** A register, every way into it, and what there is behind each. */
export interface Matrix {
  readonly world: World;
  /** The schema as it should be: its policies are what everything is held against. */
  readonly open: GraphQLSchema;
  readonly served: GraphQLSchema;
  readonly doors: readonly Door[];
  readonly goldens: ReadonlyMap<Door, Reply>;
  /** Every object that was seen, by its type. */
  readonly seen: ReadonlyMap<string, readonly Plain[]>;
  readonly ids: ReadonlySet<string>;
  /** Answers with sums, by door and territory. */
  readonly sums: Map<string, Promise<Reply>>;
}

/** What a run found: every fault names who, by which door, where, what it should be and what it is. */
export interface Run {
  readonly cells: number;
  readonly answers: number;
  readonly faults: readonly string[];
}

export async function makeMatrix(server: Server): Promise<Matrix> {
  const world = await makeWorld(server);
  const [open, served] = [openSchema(), buildGraph()];
  const selections = new Selections(open);
  const goldens = new Map<Door, Reply>();
  const seen = new Map<string, Plain[]>();
  const add = async (doors: readonly Door[]) => {
    for (const door of doors) {
      const staffId = door.scope?.kind === 'staff' ? (world.staff.get(door.scope.staffCode) ?? null) : null;
      const all = everything(world);
      const golden = await askDoor(world, served, door, { ...all, staffId: staffId ?? all.staffId }, door);
      goldens.set(door, golden);
      collect(golden.data, seen);
    }
  };
  await add(doorsOf(world, open, selections));
  const ids = new Set([...goldens].flatMap(([door, { data }]) => (door.root === 'Query' ? idsIn(data) : [])));
  await add(entityDoors(world, open, selections, seen));
  return { world, open, served, doors: [...goldens.keys()], goldens, seen, ids, sums: new Map() };
}

/** As many as have a connection each. */
const AT_ONCE = 8;

/** Everybody through every door, or some of them, of a schema. */
export async function runMatrix(
  matrix: Matrix,
  schema: GraphQLSchema,
  { doors = matrix.doors, who = cases() }: { readonly doors?: readonly Door[]; readonly who?: readonly Case[] } = {},
): Promise<Run> {
  const runs: Run[] = [];
  // Thousands of refusals are expected, and nobody reads where they were made.
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  for (const door of doors) {
    // Mutations would wait for each other.
    const atOnce = door.root === 'Mutation' ? 1 : AT_ONCE;
    for (let at = 0; at < who.length; at += atOnce) {
      const some = who.slice(at, at + atOnce);
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

function askDoor(
  world: World,
  schema: GraphQLSchema,
  { root }: Door,
  viewer: Parameters<typeof askMatrix>[2],
  { source, variables }: Pick<Door, 'source' | 'variables'>,
): Promise<Reply> {
  return askMatrix(world, schema, viewer, { source, variables, mutates: root === 'Mutation' });
}

async function checkDoor(matrix: Matrix, schema: GraphQLSchema, door: Door, one: Case): Promise<Run> {
  const { cells, faults } = await compareDoor(matrix, schema, door, one);
  return { cells, answers: 1, faults: faults.map((fault) => `${one.name} | ${door.name} | ${fault}`) };
}

async function compareDoor(matrix: Matrix, schema: GraphQLSchema, door: Door, one: Case): Promise<Compared> {
  const { world, open, ids } = matrix;
  const viewer = viewerOf(world, one);
  const reply = await askDoor(world, schema, door, viewer, door);
  const of = fieldOf(open, door);
  const { policy, required } = saysOf(of.field);
  const action = policy as Action | undefined;
  const search = action === undefined || door.root === 'Mutation' ? [] : [action];
  const known = door.root === 'Mutation' ? ids : null;
  const sums = await sumsFor(matrix, door, one, action);
  const to: Compared = { world, schema: open, one, search, known, sums, forbidden: new Set(), faults: [], cells: 1 };
  if (isNobody(one)) return refused(to, door, reply, 'UNAUTHENTICATED');
  if (required === true && action !== undefined && !mayAnywhere(one, action))
    return refused(to, door, reply, 'FORBIDDEN');
  const isTheirs = door.root === 'Query' || action === undefined || door.scope === null || may(one, action, door.scope);
  if (isTheirs) compareReply(matrix, to, door, reply);
  else compareDenied(to, door, reply);
  if (door.missing !== null && !showsObject(door, reply)) {
    compareMissing(to, reply, await askDoor(world, schema, door, viewer, door.missing));
  }
  return to;
}

/** What somebody who may do everything finds in the same territory, where the door leads to sums. */
async function sumsFor(
  { world, served, goldens, sums }: Matrix,
  door: Door,
  one: Case,
  action: Action | undefined,
): Promise<Plain | null> {
  const has = [...SUMS].some((type) => JSON.stringify(goldens.get(door)?.data).includes(`"${type}"`));
  const territory = action === undefined ? [] : territoryOf(one, action);
  if (!has || territory.length === 0) return null;
  const key = `${door.name} ${territory.join()}`;
  const found = sums.get(key) ?? askDoor(world, served, door, everything(world, territory), door);
  sums.set(key, found);
  return (await found).data;
}

/** Nothing but one error; not even a statement was run. */
function refused(to: Compared, { parts }: Door, { data, errors, statements }: Reply, code: string): Compared {
  if (parts.some(({ as }) => !isNothing(data?.[as] ?? null))) to.faults.push(`answers, although it should be ${code}`);
  const paths = new Set(parts.map(({ as }) => as));
  if (errors.size === 0 || ![...errors].every(([path, own]) => own === code && paths.has(path)))
    to.faults.push(`should be ${code}, is ${JSON.stringify([...errors])}`);
  if (statements.length > 0) to.faults.push(`is ${code} after ${statements.length} statements`);
  return to;
}

function compareReply(matrix: Matrix, to: Compared, door: Door, reply: Reply): void {
  for (const { as, reads } of door.parts) {
    const part = { ...to, search: [...to.search, ...reads], cells: 0 };
    comparePart(matrix, part, door, as, reply);
    to.cells += part.cells;
  }
  compareErrors(to, reply);
}

function comparePart({ goldens, open }: Matrix, to: Compared, door: Door, as: string, reply: Reply): void {
  const golden = goldens.get(door)?.data?.[as];
  if (isNothing(golden)) throw new Error(`the matrix has nothing to hold ${door.name} against`);
  const entity = door.entity === null ? null : open.getType(door.entity);
  if (entity instanceof GraphQLObjectType) {
    const [there] = golden as readonly unknown[];
    const [value] = (reply.data?.[as] ?? []) as readonly unknown[];
    const field = { ...fieldOf(open, door).field, type: entity };
    compareEdge(to, { type: entity, field }, { there, value, scope: null, path: `${as}.0` });
  } else {
    const { type, field } = fieldOf(open, door);
    compareEdge(to, { type, field }, { there: golden, value: reply.data?.[as], scope: door.scope, path: as });
  }
}

/** FORBIDDEN at every path where it must be, and no other error anywhere. */
function compareErrors(to: Compared, { errors }: Reply): void {
  for (const path of to.forbidden) {
    if (errors.get(path) !== 'FORBIDDEN')
      to.faults.push(`${path}: should be FORBIDDEN, is ${String(errors.get(path))}`);
  }
  for (const [path, code] of errors) {
    if (!to.forbidden.has(path)) to.faults.push(`${path}: is ${code}`);
  }
}

/** What is not theirs to change: a problem, or nothing; and nothing was written. */
function compareDenied(to: Compared, { field }: Door, { data, errors, written }: Reply): void {
  const answer = data?.[field] as Plain | null | undefined;
  const { problems, ...others } = answer ?? {};
  const given = Object.entries(others).filter(([name, value]) => name !== '__typename' && !isNothing(value));
  to.cells += Object.keys(others).length;
  if (answer !== null && (!Array.isArray(problems) || problems.length === 0)) to.faults.push('is no problem');
  if (given.length > 0) to.faults.push(`answers ${JSON.stringify(given).slice(0, 200)}`);
  if (written > 0) to.faults.push(`wrote ${written} rows`);
  if (errors.size > 0) to.faults.push(`is ${JSON.stringify([...errors])}`);
}

function isNothing(value: unknown): boolean {
  return value === null || value === undefined || (Array.isArray(value) && value.length === 0);
}

/** What is not theirs is as what is not there: the answer, and the statements that were run. */
function compareMissing(to: Compared, reply: Reply, missing: Reply): void {
  to.cells += 1;
  if (!isDeepStrictEqual(reply.data, missing.data) || !isDeepStrictEqual(reply.errors, missing.errors)) {
    to.faults.push(`answers otherwise than for what is missing: ${JSON.stringify(missing.data).slice(0, 200)}`);
  }
  if (isDeepStrictEqual(reply.statements, missing.statements)) return;
  const [own, others] = [reply.statements, missing.statements].map((texts) => texts.map((text) => text.slice(0, 60)));
  to.faults.push(
    `runs other statements than for what is missing: ${JSON.stringify(own)} and ${JSON.stringify(others)}`,
  );
}

function showsObject({ field, entity }: Door, { data }: Reply): boolean {
  const value = data?.[field];
  const answer = entity === null ? value : (value as readonly unknown[] | undefined)?.[0];
  if (answer === null || answer === undefined) return false;
  const { problems } = answer as Plain;
  return !Array.isArray(problems) || problems.length === 0;
}

function fieldOf(
  open: GraphQLSchema,
  { root, field }: Door,
): { type: GraphQLObjectType; field: GraphQLField<unknown, unknown> } {
  const type = open.getType(root);
  if (!(type instanceof GraphQLObjectType)) throw new Error(`there is no ${root}`);
  const found = type.getFields()[field];
  if (found !== undefined) return { type, field: found };
  return { type, field: { ...Object.values(type.getFields())[0], name: field, args: [], extensions: {} } as never };
}

function collect(value: unknown, seen: Map<string, Plain[]>): void {
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const one of value) collect(one, seen);
    return;
  }
  const plain = value as Plain;
  const type = String(plain['__typename']);
  seen.set(type, [...(seen.get(type) ?? []), plain]);
  for (const one of Object.values(plain)) collect(one, seen);
}

function idsIn(data: unknown): readonly string[] {
  return JSON.stringify(data).match(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g) ?? [];
}
