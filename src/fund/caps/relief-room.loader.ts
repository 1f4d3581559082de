import { loadHouseholdFiles } from '../../archive/reading/archive-file.loader.ts';
import { loadHouseholdFacts, loadStandardsAt } from '../../eligibility/eligibility.loader.ts';
import { timesKey, type View } from '../../graph/arguments/read-at.ts';
import { sharedLoader } from '../../graph/batch/batch.ts';
import type { GraphContext } from '../../graph/context.ts';
import type { Protected } from '../../graph/policy/protected.ts';
import type { Day } from '../../kernel/calendar.ts';
import { assess } from '../../policy/decision/assess.ts';
import {
  type HouseholdNode,
  loadHouseholdNode,
  loadMemberNodes,
  type MemberNode,
} from '../../registry/graph/household.loader.ts';
import { FUND_SOURCES } from '../../registry/household/disbursement.fields.ts';
import { RELIEF_CAPS } from './relief-caps.ts';
import { readRoomPayments } from './relief-room.read.ts';
import { type ProjectRoom, roomOf, type RoomPayment } from './relief-room.ts';
import { type FundSource, type RecordedFile, type SourceRoom, sourcesFor } from './relief-source.ts';

export interface ProjectRoomNode extends ProjectRoom, Protected {
  readonly member: MemberNode | null;
}

/** The room of a household as the graph's type has it. */
export interface ReliefRoomNode extends Protected {
  readonly asOf: Day;
  readonly sources: readonly SourceRoom[];
  readonly projects: readonly ProjectRoomNode[];
}

const payments = sharedLoader<HouseholdNode, readonly RoomPayment[]>({
  cacheKey: ({ id }) => id,
  groupKey: ({ at }) => timesKey(at),
  read: (sql, households, _deps, { at }) =>
    readRoomPayments(
      sql,
      households.map(({ id }) => id),
      at.known,
    ),
});

/** What may still be paid to a household on a day; `null` if it has no state on the day. */
export async function loadReliefRoom(
  context: GraphContext,
  shown: HouseholdNode,
  at: View,
): Promise<ReliefRoomNode | null> {
  const isShownThen = timesKey(shown.at) === timesKey(at);
  const household = isShownThen ? shown : await loadHouseholdNode(context, shown.id, at);
  if (household === null) return null;
  const [facts, standards, nodes, paid, file] = await Promise.all([
    loadHouseholdFacts(context, household, at, 'NATIONAL'),
    loadStandardsAt(context, at.known),
    loadMemberNodes(context, household),
    payments(context).load(household),
    recordedFile(context, household),
  ]);
  if (facts === null || facts === 'NO_PROFILE') return null;
  const members = new Map(nodes.map((node) => [node.id, node]));
  const rooms = roomOf(RELIEF_CAPS, { on: at.asOf, facts, standards, members: nodes, payments: paid ?? [] });
  const { rights, subject } = household;
  return {
    ...{ rights, subject, secret: () => null },
    asOf: at.asOf,
    sources: sourcesFor(Object.keys(FUND_SOURCES) as FundSource[], file),
    projects: rooms.map((room) => ({
      ...{ ...room, rights, subject, secret: () => null },
      member: members.get(room.memberId ?? '') ?? null,
    })),
  };
}

/** The recorded file of a household on its day, with the decision at the level of the file. */
async function recordedFile(context: GraphContext, household: HouseholdNode): Promise<RecordedFile | null> {
  const files = await loadHouseholdFiles(context, household);
  const level = files.find(({ state }) => state === 'RECORDED')?.level;
  if (level === undefined) return null;
  const [facts, standards] = await Promise.all([
    loadHouseholdFacts(context, household, household.at, level),
    loadStandardsAt(context, household.at.known),
  ]);
  const isDecided = facts !== null && facts !== 'NO_PROFILE';
  return { level, outcome: isDecided ? assess(facts, standards).outcome : null };
}
