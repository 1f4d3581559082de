import type { Sql } from '../../../database/database.ts';
import { printDay } from '../../../kernel/calendar.ts';
import { fail, succeed } from '../../../kernel/result.ts';
import { readHouseholdRows, readMemberRows, readPersonRows } from '../../../registry/reading/household.read.ts';
import type { HouseholdRow, MemberRow, PersonRow } from '../../../registry/reading/rows.ts';
import type { Deps } from '../../../usecase/command.ts';
import { type OrProblems, type Problem, problem } from '../../../usecase/problem.ts';
import type { NewLine } from '../batch.store.ts';
import type { PrepareBatch, PreparedLine } from '../prepared-batch.ts';
import { keptUnderUnion, readOwnAllocations, readRecordedFiles, type RecordedFileRow } from './subjects.read.ts';

/** Whom and what the lines of a batch are of, as of its day. */
interface Subjects {
  readonly households: ReadonlyMap<string, HouseholdRow>;
  readonly members: ReadonlyMap<string, MemberRow>;
  readonly persons: ReadonlyMap<string, PersonRow>;
  readonly files: ReadonlyMap<string, RecordedFileRow>;
  readonly kept: ReadonlySet<string>;
  readonly allocations: ReadonlyMap<string, string>;
}

/**
 * Composes the lines of a batch as they are on record on its day. A household of another territory is refused like one that is not
 * there. The number of statements does not grow with the lines.
 */
export async function composeLines(sql: Sql, deps: Deps, batch: PrepareBatch): Promise<OrProblems<readonly NewLine[]>> {
  const subjects = await readLineSubjects(sql, deps, batch);
  const composed = batch.lines.map((line) => composeLine(line, batch, subjects));
  const problems = composed.flatMap((one, at) => (one.ok ? [] : one.error.map((fault) => within(fault, at))));
  return problems.length > 0 ? fail(problems) : succeed(composed.flatMap((one) => (one.ok ? [one.value] : [])));
}

function within(fault: Problem, at: number): Problem {
  return { ...fault, path: `lines.${at}.${fault.path}` };
}

async function readLineSubjects(
  sql: Sql,
  { secrets, today }: Deps,
  { unionId, on, lines }: PrepareBatch,
): Promise<Subjects> {
  const ids = [...new Set(lines.map(({ householdId }) => householdId))];
  const reading = { asOf: on, known: 'NOW', selectedFields: null } as const;
  const members = await readMemberRows(sql, secrets, 'household_id', ids, reading);
  const personIds = [...new Set(members.map(({ personId }) => personId))];
  return {
    households: await readHouseholdRows(sql, secrets, ids, reading, today),
    members: new Map(members.map((member) => [member.id, member])),
    persons: await readPersonRows(sql, secrets, personIds, reading),
    files: await readRecordedFiles(sql, ids, printDay(on)),
    kept: await keptUnderUnion(sql, unionId, ids, today),
    allocations: await readOwnAllocations(sql, unionId, [...new Set(lines.map(({ allocationId }) => allocationId))]),
  };
}

function composeLine(line: PreparedLine, { aidType }: PrepareBatch, subjects: Subjects): OrProblems<NewLine> {
  const { allocationId, amountFen, householdId } = line;
  const household = subjects.kept.has(householdId) ? subjects.households.get(householdId) : undefined;
  if (household === undefined) return fail([problem('NO_SUCH_HOUSEHOLD', 'household')]);
  const member = subjects.members.get(line.memberId ?? household.workerId);
  if (member?.householdId !== householdId) return fail([problem('NO_SUCH_MEMBER', 'member')]);
  const refusal = refusalOfMoney(subjects.allocations.get(allocationId), aidType);
  if (refusal !== null) return fail([refusal]);
  const { personId } = member;
  const detail = detailOf(line, { household, personId, subjects });
  const file = subjects.files.get(householdId) ?? null;
  return succeed({ personId, householdId, aidType, file, allocationId, amountFen, detail });
}

function refusalOfMoney(money: string | undefined, aidType: string): Problem | null {
  if (money === undefined) return problem('NO_SUCH_ALLOCATION', 'allocation');
  return money === 'ANY' || money === aidType ? null : problem('OTHER_AID', 'allocation');
}

interface Composing {
  readonly household: HouseholdRow;
  readonly personId: string;
  readonly subjects: Subjects;
}

/** What is kept of a line: without another payee the account is that of the household, and its worker is paid. */
function detailOf(line: PreparedLine, { household, personId, subjects }: Composing): NewLine['detail'] {
  const { basisKind, basisNumber, basisIssuer, periodFrom, periodTo, accountNote, otherPayee } = line;
  const person = subjects.persons.get(personId);
  return {
    ...{ name: person?.name ?? '', basisKind, basisNumber, basisIssuer, periodFrom, periodTo, accountNote },
    ...(otherPayee === null ? ownPayee(household, subjects) : paidTo(otherPayee)),
    identityNumber: (person?.secret('identityNumber') ?? null) as string | null,
  };
}

type Payee = Pick<NewLine['detail'], 'payee' | 'relation' | 'payeeDocument' | 'bank' | 'ownAccount' | 'accountNumber'>;

function ownPayee(household: HouseholdRow, { members, persons }: Subjects): Payee {
  const worker = persons.get(members.get(household.workerId)?.personId ?? '');
  return {
    ...{ payee: worker?.name ?? '', relation: null, payeeDocument: null, ownAccount: true },
    bank: household.bank ?? null,
    accountNumber: (household.secret('accountNumber') ?? null) as string | null,
  };
}

function paidTo({ name, relation, document, bank, accountNumber }: NonNullable<PreparedLine['otherPayee']>): Payee {
  return { payee: name, relation, payeeDocument: document, bank, ownAccount: false, accountNumber };
}
