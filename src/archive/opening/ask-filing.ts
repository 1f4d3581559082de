import type { Sql } from '../../database/database.ts';
import { fail, succeed } from '../../kernel/result.ts';
import type { Deps } from '../../usecase/command.ts';
import type { OrProblems, Problem } from '../../usecase/problem.ts';
import { deriveWhoFiles, NOTHING_STATED } from '../jurisdiction/derive-filing.ts';
import type { WhoFiles } from '../jurisdiction/filing-union.ts';
import { admitOpening, judgeOpening, type OpenFile } from './judge-opening.ts';

/** An opening that is only asked about; without a union, it would be by the one that files. */
export interface FilingQuestion extends Pick<OpenFile, 'actorId' | 'householdId' | 'on' | 'work'> {
  readonly unionId: string | null;
  readonly state: OpenFile['state']['state'];
}

export interface FilingAnswer {
  readonly who: WhoFiles;
  /** Why a file would not be opened; `null` where no union is known that would. */
  readonly refusals: readonly Problem[] | null;
}

/**
 * Says, before anything is entered, which union files for the worker of a household and why, and whether the opening of a file would
 * be refused. It is judged as an opening is, without the lock, and nothing is written.
 */
export function askFiling(deps: Deps, question: FilingQuestion): Promise<OrProblems<FilingAnswer>> {
  return deps.database.session((sql) => ask(sql, deps, question));
}

async function ask(sql: Sql, deps: Deps, question: FilingQuestion): Promise<OrProblems<FilingAnswer>> {
  const { on, work = NOTHING_STATED } = question;
  const admitted = await admitOpening(sql, deps, { ...question, expectedRevision: null });
  if (!admitted.ok) return admitted;
  const who = await deriveWhoFiles(sql, { on, today: deps.today, stored: admitted.value, work });
  if (!who.ok) return fail([who.error]);
  const refusals = await refusalsOf(sql, deps, question, question.unionId ?? who.value.unionId);
  return succeed({ who: who.value, refusals });
}

async function refusalsOf(
  sql: Sql,
  deps: Deps,
  { state, unionId: _unionId, ...question }: FilingQuestion,
  stewardId: string | null,
): Promise<FilingAnswer['refusals']> {
  if (stewardId === null) return null;
  const judged = await judgeOpening(sql, deps, { ...question, ...ASKED, stewardId, state: { ...UNNAMED, state } });
  return judged.ok ? [] : judged.error;
}

const ASKED = { idempotencyKey: null, expectedRevision: null, purpose: '询问建档单位' };
/** No rule of an opening asks for these. */
const UNNAMED = { level: 'NATIONAL', category: null, hardshipClass: null, reason: null } as const;
