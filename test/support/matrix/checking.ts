import { isDeepStrictEqual } from 'node:util';
import { GraphQLObjectType, type GraphQLSchema } from 'graphql';
import type { Action } from '../../../src/access/permissions.ts';
import type { Viewer } from '../../../src/access/viewer.ts';
import type { Matrix } from './matrix.ts';
import { askMatrix, type Reply } from './asking.ts';
import { compareEdge, type Compared, type Of, type Plain } from './compare.ts';
import { type Door, type Part, shownType } from './doors.ts';
import { type Case, everything, isNobody, isPartner, may, mayAnywhere, territoryOf, viewerOf } from './oracle.ts';
import { SUMS } from './owners.ts';
import { HOUSEHOLD_KEYS, lineOf, membersOf, stewardOf, type World } from './world.ts';
import { saysOf } from '../schema-walk.ts';

/** The result of a run; every fault names the viewer, the door, the path, the expected and the actual value. */
export interface Run {
  readonly cells: number;
  readonly answers: number;
  readonly faults: readonly string[];
}

/** Executes the document of a door, or the one for a missing key. */
export function askDoor(
  world: World,
  schema: GraphQLSchema,
  door: Door,
  viewer: Viewer | null,
  { source, variables }: Pick<Door, 'source' | 'variables'> = door,
): Promise<Reply> {
  return askMatrix(world, schema, viewer, { source, variables, mutates: door.root === 'Mutation' });
}

/** Checks that one viewer gets through one door exactly what they may see. */
export async function checkDoor(matrix: Matrix, schema: GraphQLSchema, door: Door, who: Case): Promise<Run> {
  const one = { ...who, isByKey: door.isByKey };
  const { world, ids } = matrix;
  const reply = await askDoor(world, schema, door, viewerOf(world, one));
  const action = actionOf(matrix.open, door);
  const to: Compared = {
    ...{ world, one, search: [], known: door.root === 'Mutation' ? ids : null, cells: 1 },
    ...{ sums: await sumsFor(matrix, door, one, action), forbidden: new Set(), faults: [] },
  };
  const refusal = refusalOf(matrix, door, one, action);
  if (refusal === null) await compareAnswer(matrix, schema, door, to, { reply, action });
  else compareRefused(to, door, reply, refusal);
  const faults = to.faults.map((fault) => `${one.name} | ${door.name} | ${fault}`);
  return { cells: to.cells, answers: 1, faults };
}

interface Answered {
  readonly reply: Reply;
  readonly action: Action | null;
}

async function compareAnswer(
  matrix: Matrix,
  schema: GraphQLSchema,
  door: Door,
  to: Compared,
  { reply, action }: Answered,
): Promise<void> {
  const { world, one } = to;
  const acts = door.root === 'Mutation' && action !== null && door.scope !== null;
  const isTheirs = acts && may(one, action, door.scope);
  if (acts) compareAct(matrix, to, door, { reply, action, isTheirs });
  else compareReply(matrix, to, door, { reply, action });
  if (door.missing === null || isTheirs || showsObject(door, reply)) return;
  compareMissing(to, reply, await askDoor(world, schema, door, viewerOf(world, one), door.missing));
}

/** Checks the answer of a mutation: what it made, problems, or a code. */
function compareAct(
  matrix: Matrix,
  to: Compared,
  door: Door,
  { reply, action, isTheirs }: Answered & { readonly isTheirs: boolean },
): void {
  if (isTheirs && !isMasked(to.one, door)) compareReply(matrix, to, door, { reply, action });
  else if (door.refusal === null) compareDenied(to, door, reply);
  else compareCode(to, door, reply, isTheirs ? 'FORBIDDEN' : door.refusal);
}

/** Returns the code with which an operation is refused before any look-up. */
function refusalOf(matrix: Matrix, door: Door, one: Case, action: Action | null): string | null {
  if (isNobody(one)) return 'UNAUTHENTICATED';
  if (door.isByKey && isPartner(one) && !one.purpose) return 'INVALID_ARGUMENT';
  const { required } = saysOf(rootOf(matrix.open, door).field);
  return required === true && action !== null && !mayAnywhere(one, action) ? 'FORBIDDEN' : null;
}

/** Returns the answer of a viewer with all rights in the same territory, if the door leads to sums. */
async function sumsFor(
  { world, served, goldens, sums }: Matrix,
  door: Door,
  one: Case,
  action: Action | null,
): Promise<Plain | null> {
  const has = [...SUMS].some((type) => JSON.stringify(goldens.get(door)?.data).includes(`"${type}"`));
  const territory = action === null ? [] : territoryOf(one, action);
  if (!has || territory.length === 0) return null;
  const key = `${door.name} ${territory.join()}`;
  const found = sums.get(key) ?? askDoor(world, served, door, everything(world, territory));
  sums.set(key, found);
  return (await found).data;
}

/** Checks that the answer is one error and that no statement was run. */
function compareRefused(to: Compared, { parts }: Door, { data, errors, statements }: Reply, code: string): void {
  if (parts.some(({ as }) => !isNothing(data?.[as]))) to.faults.push(`answers, although it should be ${code}`);
  const paths = new Set(parts.map(({ as }) => as));
  const isRefused = errors.size > 0 && [...errors].every(([path, own]) => own === code && paths.has(path));
  if (!isRefused) to.faults.push(`should be ${code}, is ${JSON.stringify([...errors])}`);
  if (statements.length > 0) to.faults.push(`is ${code} after ${statements.length} statements`);
}

function compareReply(matrix: Matrix, to: Compared, door: Door, { reply, action }: Answered): void {
  const needed = action === null || door.root === 'Mutation' ? [] : [action];
  const refused = door.parts.filter((part) => isOfOthers(to.one, part) || isHidden(to.one, part));
  for (const part of refused) {
    const { as } = part;
    const found = [reply.errors.get(as), isNothing(reply.data?.[as])];
    const code = isHidden(to.one, part) ? 'FORBIDDEN' : 'INVALID_ARGUMENT';
    if (!isDeepStrictEqual(found, [code, true])) to.faults.push(`${as}: answers what should be ${code}`);
  }
  for (const part of door.parts.filter((one) => !refused.includes(one))) {
    const own = { ...to, search: [...needed, ...part.reads], cells: 0 };
    comparePart(matrix, own, door, part, reply);
    to.cells += own.cells;
  }
  const others = [...reply.errors].filter(([path]) => !refused.some(({ as }) => as === path));
  compareErrors(to, { ...reply, errors: new Map(others) });
}

/** Whether a part searches by the county of which the viewer may read nothing: it is neither under nor above theirs. */
function isOfOthers(one: Case, { byUnion, reads }: Part): boolean {
  const ofWorker = HOUSEHOLD_KEYS.filter((key) => membersOf(key)[0] === one.worker).map(stewardOf);
  const own = byUnion ? [...reads.flatMap((action) => territoryOf(one, action)), ...ofWorker] : [];
  return byUnion && !own.some((union) => lineOf(union).includes('county') || lineOf('county').includes(union));
}

/** What a viewer needs for all households that a search would show. */
const LIMITS: ReadonlySet<Action> = new Set(['READ_FACTS', 'READ_ASSESSMENT', 'READ_STATISTICS']);

/** Whether a part searches by what the viewer may not read of all that it would show: it would find too little. */
function isHidden(one: Case, { reads }: Part): boolean {
  if (reads.includes('UNMASK_IDENTITY')) return !mayAnywhere(one, 'UNMASK_IDENTITY');
  if (reads.includes('READ_STATISTICS') && !mayAnywhere(one, 'READ_STATISTICS')) return true;
  const shown = territoryOf(one, 'READ_HOUSEHOLD');
  const limits = reads.filter((action) => LIMITS.has(action));
  return limits.some((action) => {
    const own = territoryOf(one, action);
    return shown.some((union) => !lineOf(union).some((above) => own.includes(above)));
  });
}

function comparePart(matrix: Matrix, to: Compared, door: Door, { as }: Part, reply: Reply): void {
  const { goldens, open } = matrix;
  const golden = goldens.get(door)?.data?.[as];
  if (isEmpty(golden)) throw new Error(`the matrix has nothing to hold ${door.name} ${as} against`);
  const entity = door.entity === null ? null : open.getType(door.entity);
  const root = shownRoot(open, door);
  const value = reply.data?.[as];
  if (!(entity instanceof GraphQLObjectType)) {
    compareEdge(to, root, { there: golden, value, scope: door.scope, path: as });
    return;
  }
  const [there, found] = [golden, value].map((list) => (Array.isArray(list) ? (list[0] as unknown) : undefined));
  const field = { ...root.field, type: entity };
  compareEdge(to, { type: entity, field }, { there, value: found, scope: null, path: `${as}.0` });
}

/** The root field of a door, which shows one type even where it has an interface. */
function shownRoot(open: GraphQLSchema, door: Door): Of {
  const root = rootOf(open, door);
  const shown = door.on === null ? null : shownType(root.field, door.on, open);
  return shown === null ? root : { ...root, field: { ...root.field, type: shown } };
}

/** Checks that FORBIDDEN is at every expected path and that there is no other error. */
function compareErrors(to: Compared, { errors }: Reply): void {
  for (const path of to.forbidden) {
    const code = errors.get(path);
    if (code !== 'FORBIDDEN') to.faults.push(`${path}: should be FORBIDDEN, is ${code ?? 'no error'}`);
  }
  for (const [path, code] of errors) {
    if (!to.forbidden.has(path)) to.faults.push(`${path}: is ${code}`);
  }
}

/** Checks that a forbidden mutation returns a problem or nothing, and writes nothing. */
function compareDenied(to: Compared, { field }: Door, { data, errors, written }: Reply): void {
  const answer = data?.[field] ?? null;
  const { problems, ...others } = (answer ?? {}) as Plain;
  const given = Object.entries(others).filter(([name, value]) => name !== '__typename' && !isNothing(value));
  to.cells += Object.keys(others).length;
  const found = {
    'is no problem': answer !== null && isNothing(problems),
    [`answers ${JSON.stringify(given).slice(0, 200)}`]: given.length > 0,
    [`wrote ${written} rows`]: written > 0,
    [`is ${JSON.stringify([...errors])}`]: errors.size > 0,
  };
  to.faults.push(...Object.keys(found).filter((fault) => found[fault] === true));
}

/** Whether a door leads to what is shown to nobody with masks, and the viewer would see some. */
function isMasked(one: Case, { refusal, scope, parts }: Door): boolean {
  const unmasking = refusal === null || scope === null ? [] : parts.flatMap(({ reads }) => reads);
  return (
    unmasking.length > 0 && !(one.purpose && unmasking.every((action) => scope !== null && may(one, action, scope)))
  );
}

/** Checks that a mutation without problems is refused by a code, and writes nothing. */
function compareCode(to: Compared, { field }: Door, { data, errors, written }: Reply, code: string): void {
  const found = [data?.[field] ?? null, [...errors], written];
  if (isDeepStrictEqual(found, [null, [[field, code]], 0])) return;
  to.faults.push(`should be ${code}, is ${JSON.stringify(found).slice(0, 200)}`);
}

/** Checks that a forbidden object gives the same answer and the same statements as a missing one. */
function compareMissing(to: Compared, reply: Reply, missing: Reply): void {
  to.cells += 1;
  if (!isDeepStrictEqual([reply.data, reply.errors], [missing.data, missing.errors])) {
    to.faults.push(`answers otherwise than for what is missing: ${JSON.stringify(missing.data).slice(0, 200)}`);
  }
  if (isDeepStrictEqual(reply.statements, missing.statements)) return;
  const texts = [reply, missing].map(({ statements }) => JSON.stringify(statements.map((text) => text.slice(0, 60))));
  to.faults.push(`runs other statements than for what is missing: ${texts.join(' and ')}`);
}

function showsObject({ field, entity }: Door, { data }: Reply): boolean {
  const value = data?.[field];
  const answer: unknown = entity !== null && Array.isArray(value) ? value[0] : value;
  if (typeof answer !== 'object' || answer === null) return false;
  return !('problems' in answer) || isNothing(answer.problems);
}

function isNothing(value: unknown): boolean {
  return value === null || value === undefined || (Array.isArray(value) && value.length === 0);
}

/** Whether a value is empty: `null`, or a list or page without rows. */
function isEmpty(value: unknown): boolean {
  if (isNothing(value)) return true;
  return typeof value === 'object' && value !== null && 'nodes' in value && isNothing(value.nodes);
}

/** The action that a viewer needs at a door; `null` where its object says. */
export function actionOf(open: GraphQLSchema, door: Door): Action | null {
  const { policy = 'INHERIT' } = saysOf(rootOf(open, door).field);
  return policy === 'INHERIT' ? null : policy;
}

/** Returns the root field of a door; `_entities` belongs to federation and has no policy of its own. */
function rootOf(open: GraphQLSchema, { root, field }: Door): Of {
  const type = open.getType(root);
  const fields = type instanceof GraphQLObjectType ? type.getFields() : {};
  const [first] = Object.values(fields);
  const found =
    field === '_entities' && first !== undefined ? { ...first, name: field, extensions: {} } : fields[field];
  if (!(type instanceof GraphQLObjectType) || found === undefined) throw new Error(`there is no ${root}.${field}`);
  return { type, field: found };
}
