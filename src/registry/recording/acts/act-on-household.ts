import type { Sql } from '../../../database/database.ts';
import { newId } from '../../../database/ids.ts';
import type { Act } from '../../../database/time/act.codes.ts';
import { fail, succeed } from '../../../kernel/result.ts';
import type { Command, Deps } from '../../../usecase/command.ts';
import { execute, type Numbered, numbered } from '../../../usecase/execute.ts';
import type { Notice } from '../../../usecase/notice.ts';
import type { OrProblems, Problem } from '../../../usecase/problem.ts';
import { hintDuplicates, type Written } from '../../duplicates/duplicate-hint.ts';
import { loadHouseholds } from '../../household/household.read.ts';
import type { StoredHousehold } from '../../household/stored-household.ts';
import { admitHouseholds } from '../admit-household.ts';
import { changesNothing, type HouseholdPlan } from '../plan-household.ts';
import { judgeAct } from '../plausibility/judge-act.ts';
import type { GivenRecord } from '../plausibility/judge-records.ts';
import { lockForWriting } from '../lock-for-writing.store.ts';
import { writePlans } from '../write.store.ts';

/** A command about a household on record. What it leaves out is unchanged. */
export interface HouseholdCommand extends Command {
  readonly householdId: string;
  /** The last revision that the caller has seen; `null` skips the check. */
  readonly expectedRevision: number | null;
}

export interface Acted {
  readonly householdId: string;
  /** `null` if nothing changed. */
  readonly changeId: string | null;
  /** What deserves a second look. */
  readonly notices: readonly Notice[];
}

/** What a command says beside who gives it and which household it is about. */
export type Own<C> = Omit<C, keyof HouseholdCommand>;

/** What an act does: its name in the change log, and what it writes of the household (pure). `today`: `YYYY-MM-DD`. */
export interface HouseholdAct<C> {
  readonly action: Act;
  /** Why it is refused by what else is on record. */
  readonly refuse?: (asked: Asked<C>) => Promise<readonly Problem[]>;
  /** The problems of constraints that a race with another client violates. */
  readonly races?: Readonly<Record<string, Problem>>;
  readonly plan: (stored: StoredHousehold, own: Own<C>, today: string) => OrProblems<HouseholdPlan>;
  /** The records that it gives, whose values are judged. */
  readonly given?: (stored: StoredHousehold, command: C) => readonly GivenRecord[];
  /** What of the record deserves a second look once it is done. */
  readonly notices?: (stored: StoredHousehold, command: C) => readonly Notice[];
}

/** An act that could be planned, in its transaction. */
export interface Asked<C> {
  readonly sql: Sql;
  readonly deps: Deps;
  readonly command: C;
  readonly stored: StoredHousehold;
  /** The steward of the household today. */
  readonly stewardId: string;
}

/**
 * Carries out an act on a household on record, all or nothing, as one row in the change log. Persons who are not on record
 * cannot come by it.
 */
export async function actOnHousehold<C extends HouseholdCommand>(
  deps: Deps,
  command: C,
  act: HouseholdAct<C>,
): Promise<OrProblems<Numbered<Acted>>> {
  const { action, plan, races } = act;
  const work = async (sql: Sql): Promise<OrProblems<Acted>> => {
    const [admitted = fail([])] = await admitHouseholds(sql, deps, 'RECORD_HOUSEHOLD', [{ ...command, unionId: null }]);
    if (!admitted.ok) return admitted;
    const { stored, planned } = await planLatest(sql, deps, admitted.value.stored, (one) =>
      plan(one, command, deps.today),
    );
    if (!planned.ok) return planned;
    const { stewardId } = admitted.value;
    const judged = await judge({ sql, deps, command, stored, stewardId }, act, planned.value);
    if (!judged.ok) return judged;
    const notices = judged.value;
    const { householdId, actorId, purpose } = command;
    if (changesNothing(planned.value)) return succeed({ householdId, changeId: null, notices });
    const change = { id: newId(), actorId, action, purpose, subjectKind: 'HOUSEHOLD' as const, subjectId: householdId };
    const keys = new Map([...stored.persons].map(([id, { dataKey }]) => [id, dataKey]));
    const added = await writePlans(sql, deps.secrets, [
      { plan: planned.value, change, stored, made: null, persons: { made: [], keys } },
    ]);
    const [hints = []] = await hintDuplicates(sql, deps, [writtenBy(command, stored, stewardId)], added);
    return succeed({ householdId, changeId: change.id, notices: [...notices, ...hints] });
  };
  return numbered(deps.database, await execute(deps, action, command, work, races));
}

/** Who did the act, and where it says what: it names one member, or the facts about the household. */
function writtenBy(command: HouseholdCommand, { id, persons }: StoredHousehold, unionId: string): Written {
  const { actorId, purpose } = command;
  const path = ['state', 'member'].find((name) => name in command) ?? '';
  const pathsOfPersons = new Map([...persons.keys()].map((personId) => [personId, path]));
  return { actorId, purpose, unionId, householdId: id, pathsOfPersons, pathOfAccount: 'state.accountNumber' };
}

/** The notices about an act that is planned, or why it is refused. */
async function judge<C extends HouseholdCommand>(
  asked: Asked<C>,
  act: HouseholdAct<C>,
  plan: HouseholdPlan,
): Promise<OrProblems<readonly Notice[]>> {
  const { sql, deps, command, stored } = asked;
  const { given = nothing, refuse = nothing, notices = nothing } = act;
  const judged = await judgeAct(sql, { stored, plan, given: given(stored, command), command }, deps.today);
  const refusals = judged.problems.length > 0 ? judged.problems : await refuse(asked);
  return refusals.length > 0 ? fail(refusals) : succeed([...judged.notices, ...notices(stored, command)]);
}

const nothing = () => [];

/** Plans an act; one that changes persons is planned again once nobody else writes them: they may be of other households too. */
async function planLatest(
  sql: Sql,
  { secrets }: Deps,
  stored: StoredHousehold,
  plan: (stored: StoredHousehold) => OrProblems<HouseholdPlan>,
): Promise<{ readonly stored: StoredHousehold; readonly planned: OrProblems<HouseholdPlan> }> {
  const planned = plan(stored);
  const persons = planned.ok ? personsWritten(planned.value) : [];
  if (persons.length === 0) return { stored, planned };
  await lockForWriting(sql, persons);
  const latest = (await loadHouseholds(sql, secrets, [stored.id], 'NOW')).get(stored.id) ?? stored;
  return { stored: latest, planned: plan(latest) };
}

function personsWritten({ persons, lives: { numbers, deaths } }: HouseholdPlan): readonly string[] {
  return [...persons.ended, ...numbers.begun, ...deaths.begun].map(({ id }) => id).concat(numbers.ended, deaths.ended);
}
