import type { Action } from '../../access/permissions.ts';
import { unionsFor } from '../../access/staff.read.ts';
import { loadStewards } from '../../access/territory.read.ts';
import type { DataKey } from '../../secrets/secrets.ts';
import { type Revision, loadRevisions } from '../../database/time/change-log.ts';
import type { Sql } from '../../database/database.ts';
import { newId } from '../../database/ids.ts';
import { nextDay } from '../../kernel/calendar.ts';
import { fail, succeed } from '../../kernel/result.ts';
import { unionsGoneBefore } from '../../organisation/union.read.ts';
import type { Deps } from '../../usecase/command.ts';
import { problem, type OrProblems } from '../../usecase/problem.ts';
import { loadHouseholds } from '../household/household.read.ts';
import type { StoredHousehold } from '../household/stored-household.ts';
import { lockForWriting } from './lock-for-writing.store.ts';

/** The household that a command is about, and its actor. */
interface About {
  readonly actorId: string;
  /** `null` for a household that is not yet on record, which `unionId` is to record. */
  readonly householdId: string | null;
  readonly unionId: string | null;
  /** A union to which the file of the household is offered: who may act for it is admitted too. The caller checks the offer. */
  readonly offeredTo?: string | null;
  readonly expectedRevision: number | null;
}

/** A household that the actor may write, with all that is on record about it. */
export interface Admitted {
  readonly stored: StoredHousehold;
  /** The data key of a household that is not yet on record. */
  readonly made: DataKey | null;
  /** The number of its last change; 0 if it has none. */
  readonly revision: number;
  /** The steward of the household today. */
  readonly stewardId: string;
}

/**
 * Locks the households and admits the commands whose actors may act on them and have seen their last revisions. A
 * missing household is refused with the same problem as a forbidden one.
 */
export async function admitHouseholds(
  sql: Sql,
  { secrets, today }: Deps,
  action: Action,
  commands: readonly About[],
): Promise<readonly OrProblems<Admitted>[]> {
  const ids = commands.flatMap(({ householdId }) => householdId ?? []);
  await lockForWriting(sql, ids);
  const stewards = await loadStewards(sql, ids, today);
  const mayActFor = await territories(sql, action, commands, stewards, today);
  const gone = await endedUnions(sql, commands, today);
  const stored = await loadHouseholds(sql, secrets, ids, 'NOW');
  const revisions = await loadRevisions(sql, ids);
  return commands.map((command) => {
    const { householdId: id, actorId, offeredTo = null } = command;
    if (id === null) return admitNew(command, mayActFor, gone, secrets);
    const stewardId = stewards.get(id) ?? '';
    const isAdmitted = [stewardId, offeredTo].some((unionId) => unionId !== null && mayActFor(actorId, unionId));
    const household = isAdmitted ? stored.get(id) : undefined;
    if (household === undefined) return fail([problem('NO_SUCH_HOUSEHOLD', 'householdId')]);
    return admit(household, stewardId, command, revisions.get(id) ?? { number: 0, pending: false });
  });
}

/** The unions that are to record new households but do not exist any more today. */
async function endedUnions(sql: Sql, commands: readonly About[], today: string): Promise<ReadonlySet<string>> {
  const recording = new Set(
    commands.flatMap(({ householdId, unionId }) => (householdId === null ? (unionId ?? []) : [])),
  );
  if (recording.size === 0) return recording;
  return unionsGoneBefore(sql, [...recording], nextDay(today));
}

/** Filters the households that a member of staff may record, by their stewards of today. */
export async function recordableHouseholds(
  sql: Sql,
  actorId: string,
  householdIds: readonly string[],
  today: string,
): Promise<readonly string[]> {
  const stewards = await loadStewards(sql, householdIds, today);
  const own = await unionsFor(sql, actorId, 'RECORD_HOUSEHOLD', [...new Set(stewards.values())], today);
  return householdIds.filter((id) => own.has(stewards.get(id) ?? ''));
}

/** Admits a household that is not yet on record, if its union exists and the actor may act for it. */
function admitNew(
  { unionId, actorId }: About,
  mayActFor: (actorId: string, unionId: string) => boolean,
  gone: ReadonlySet<string>,
  { newDataKey }: Deps['secrets'],
): OrProblems<Admitted> {
  if (unionId === null || !mayActFor(actorId, unionId)) return fail([problem('NO_SUCH_UNION', 'unionId')]);
  if (gone.has(unionId)) return fail([problem('UNION_DISSOLVED', 'unionId')]);
  return succeed({ ...blankHousehold(unionId, newDataKey), revision: 0, stewardId: unionId });
}

/** Refuses a stale revision. Nobody can have seen a change that has no number yet, so it makes any revision stale. */
function admit(stored: StoredHousehold, stewardId: string, { expectedRevision }: About, { number, pending }: Revision) {
  if (expectedRevision !== null && (pending || number > expectedRevision)) {
    return fail([problem('STALE_REVISION', 'expectedRevision')]);
  }
  return succeed({ stored, made: null, revision: number, stewardId });
}

/** A household that is not yet on record, with its data key. */
export function blankHousehold(
  unionId: string,
  newDataKey: (owner: string) => DataKey,
): { readonly stored: StoredHousehold; readonly made: DataKey } {
  const id = newId();
  const made = newDataKey(`household ${id}`);
  const nothing = {
    versions: [],
    members: [],
    closings: [],
    persons: new Map(),
    records: [],
    anchors: new Map<string, string>(),
  };
  return { stored: { id, unionId, dataKey: made.key, ...nothing }, made };
}

async function territories(
  sql: Sql,
  action: Action,
  commands: readonly About[],
  stewards: ReadonlyMap<string, string>,
  today: string,
): Promise<(actorId: string, unionId: string) => boolean> {
  const unions = [
    ...new Set([
      ...stewards.values(),
      ...commands.flatMap(({ unionId, offeredTo }) => [unionId ?? [], offeredTo ?? []].flat()),
    ]),
  ];
  const allowed = new Map<string, ReadonlySet<string>>();
  for (const actorId of new Set(commands.map((command) => command.actorId))) {
    allowed.set(actorId, await unionsFor(sql, actorId, action, unions, today));
  }
  return (actorId, unionId) => allowed.get(actorId)?.has(unionId) === true;
}
