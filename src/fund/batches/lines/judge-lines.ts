import { loadFacts } from '../../../assessment/register/facts.read.ts';
import type { Sql } from '../../../database/database.ts';
import { type Day, printDay } from '../../../kernel/calendar.ts';
import { asFen } from '../../../kernel/fen.ts';
import { mergedPersons } from '../../../registry/person/person.read.ts';
import { readHouseholdRows, readMemberRows } from '../../../registry/reading/household.read.ts';
import { accountText } from '../../../registry/search/search-keys.ts';
import { standardsAt } from '../../../standards/standard-entries.read.ts';
import type { Deps } from '../../../usecase/command.ts';
import { type Problem, problem } from '../../../usecase/problem.ts';
import { RELIEF_CAPS } from '../../caps/relief-caps.ts';
import { readRoomPayments } from '../../caps/relief-room.read.ts';
import { type ProjectRoom, roomOf } from '../../caps/relief-room.ts';
import { readInadmissible } from '../../conditions/admitted.read.ts';
import type { BatchLineRow } from './batch-lines.read.ts';
import { type Decided, decideLines } from './decide-lines.ts';
import { type AccountFacts, faultsOfLine, type LineFacts } from './check-line.ts';
import { readAccountSharers, readDead, readRecordedFiles } from './subjects.read.ts';

/** How lines are judged. */
export interface Judging {
  readonly on: Day;
  readonly isConfirmed: boolean;
  readonly hasAmountDocument: boolean;
}

/** The faults of all lines, and the decisions by household: of what is paid to a file, each is at the level of the file. */
export interface Judged {
  readonly problems: readonly Problem[];
  readonly decisions: ReadonlyMap<string, Decided>;
}

/**
 * Judges lines as of a day by what is known now. What lines held before counts against the room no more. The number of statements does
 * not grow with the lines.
 */
export async function judgeLines(
  sql: Sql,
  deps: Deps,
  lines: readonly BatchLineRow[],
  judging: Judging,
): Promise<Judged> {
  const subjects = await readSubjects(sql, deps, lines, judging.on);
  const decisions = await decideLines(sql, deps.today, lines, subjects);
  const taken = new Map<ProjectRoom | undefined, number>();
  const problems = lines.flatMap((line) => {
    const room = roomForLine(line, subjects);
    const before = taken.get(room) ?? 0;
    taken.set(room, before + Number(line.amountFen));
    const facts = factsOfLine(line, subjects, {
      room,
      taken: before,
      decided: decisions.get(line.householdId),
      judging,
    });
    return faultsOfLine(facts).map((fault) => problem(fault, 'lines', line.number));
  });
  return { problems, decisions };
}

type Subjects = Awaited<ReturnType<typeof readSubjects>>;

async function readSubjects(sql: Sql, { secrets, today }: Deps, lines: readonly BatchLineRow[], on: Day) {
  const ids = [...new Set(lines.map(({ householdId }) => householdId))];
  const personIds = [...new Set(lines.map(({ personId }) => personId))];
  const reading = { asOf: on, known: 'NOW', selectedFields: null } as const;
  const households = await readHouseholdRows(sql, secrets, ids, reading, today);
  const members = Map.groupBy(
    await readMemberRows(sql, secrets, 'household_id', ids, reading),
    ({ householdId }) => householdId,
  );
  const merged = await mergedPersons(sql, personIds, 'NOW');
  const present = personIds.map((id) => merged.get(id) ?? id);
  const facts = await loadFacts(sql, ids, { asOf: on, level: 'NATIONAL', knownAt: 'NOW', findProfile: () => null });
  const standards = await standardsAt(sql, 'NOW');
  const payments = await readRoomPayments(sql, ids, 'NOW', heldBy(lines));
  const rooms = new Map(
    [...facts].map(([id, own]): [string, readonly ProjectRoom[]] => [
      id,
      roomOf(RELIEF_CAPS, {
        on,
        facts: own,
        standards,
        members: members.get(id) ?? [],
        payments: payments.get(id) ?? [],
      }),
    ]),
  );
  return {
    ...{ on, households, members, merged, facts, standards, rooms },
    dead: await readDead(sql, present),
    files: await readRecordedFiles(sql, ids, printDay(on)),
    refused: await readInadmissible(sql, lines, printDay(on)),
    shared: await readShared(sql, secrets, lines),
  };
}

/** The payments of lines that are held already: their own holds do not take the room from themselves. */
function heldBy(lines: readonly BatchLineRow[]): readonly string[] {
  return lines.flatMap(({ holdId, paymentId }) => (holdId === null ? [] : [paymentId]));
}

/** The lines whose account another household has: in the batch, or on record. */
async function readShared(
  sql: Sql,
  { tokens }: Deps['secrets'],
  lines: readonly BatchLineRow[],
): Promise<ReadonlySet<string>> {
  const accounts = lines.flatMap(({ id, householdId, secret }) => {
    const text = accountText(secret('accountNumber') as string | null);
    if (text === null) return [];
    return [{ id, householdId, text, tokens: tokens(text).map(({ token }) => token.toString('hex')) }];
  });
  const holders = Map.groupBy(accounts, ({ text }) => text);
  const elsewhere = await readAccountSharers(
    sql,
    accounts.flatMap(({ householdId, tokens: own }) => own.map((token) => ({ householdId, token }))),
  );
  const isShared = ({ householdId, text, tokens: own }: (typeof accounts)[number]) =>
    own.some((token) => elsewhere.has(`${householdId} ${token}`)) ||
    holders.get(text)?.some((one) => one.householdId !== householdId) === true;
  return new Set(accounts.filter(isShared).map(({ id }) => id));
}

/** The room of the kind of aid of a line: the household's, or that of the person as they are known now. */
function roomForLine(line: BatchLineRow, { rooms, members, merged }: Subjects): ProjectRoom | undefined {
  const personId = merged.get(line.personId) ?? line.personId;
  const own = members.get(line.householdId)?.find((member) => member.personId === personId)?.id;
  return rooms
    .get(line.householdId)
    ?.find(({ aidType, memberId }) => aidType === line.aidType && (memberId === null || memberId === own));
}

interface Weighing {
  readonly room: ProjectRoom | undefined;
  readonly taken: number;
  readonly decided: Decided | undefined;
  readonly judging: Judging;
}

function factsOfLine(line: BatchLineRow, subjects: Subjects, { room, taken, decided, judging }: Weighing): LineFacts {
  const { dead, merged, refused } = subjects;
  return {
    ...{ amount: asFen(Number(line.amountFen)), room, taken: asFen(taken) },
    ...{ isConfirmed: judging.isConfirmed, hasAmountDocument: judging.hasAmountDocument },
    isDead: dead.has(merged.get(line.personId) ?? line.personId),
    isClosed: (subjects.households.get(line.householdId) ?? CLOSED).lastDay !== null,
    ...fileOfLine(line, subjects),
    assessment: decided?.assessment ?? null,
    isAdmitted: !refused.has(line.id),
    account: accountOfLine(line, subjects),
  };
}

/** A household that is not on record on the day is paid as little as one that is closed then. */
const CLOSED = { lastDay: '' };

function fileOfLine({ householdId, fileId, fileLevel, fileCategory }: BatchLineRow, { files }: Subjects) {
  const file = files.get(householdId);
  const isSame = file?.id === fileId && file.level === fileLevel && file.category === fileCategory;
  return { isToFile: fileId !== null, isRecorded: isSame, isSuspended: file?.isSuspended === true };
}

function accountOfLine(line: BatchLineRow, { households, shared }: Subjects): AccountFacts {
  const number = line.secret('accountNumber') as string | null;
  const recorded = households.get(line.householdId)?.secret('accountNumber') as string | null | undefined;
  return {
    number,
    onRecord: line.ownAccount ? (recorded ?? null) : number,
    isShared: shared.has(line.id),
    isExplained: line.accountNote !== null,
  };
}
