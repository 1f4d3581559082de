import type { Sql } from '../../../database/database.ts';
import { requireDay } from '../../../kernel/calendar.ts';
import { divisionsBeside } from '../../../organisation/union.read.ts';
import { notice, type Notice, type NoticeCode, NOTICES } from '../../../usecase/notice.ts';
import { problem, type Problem, type ProblemCode } from '../../../usecase/problem.ts';
import type { RegisterHousehold } from '../../kinds.ts';
import type { DivisionPlace, Finding, Grounds, Path } from './rule.ts';
import { RULES } from './rules.ts';

/** What is refused, and what deserves a second look. */
export interface Judged {
  readonly problems: readonly Problem[];
  readonly notices: readonly Notice[];
}

export const NOTHING_JUDGED: Judged = { problems: [], notices: [] };

/** What a rule found, by the code of the rule. */
export interface Found extends Finding {
  readonly code: ProblemCode | NoticeCode;
}

/** What is implausible of a household on a day (pure). */
export function findAll(household: RegisterHousehold, grounds: Grounds): readonly Found[] {
  return RULES.flatMap(({ code, find }) => find(household, grounds).map((finding) => ({ ...finding, code })));
}

/** What of it was not on record before. */
export function newAmong(
  found: readonly Found[],
  before: RegisterHousehold | null,
  grounds: Grounds,
): readonly Found[] {
  if (found.length === 0 || before === null) return found;
  const known = new Set(findAll(before, grounds).map(identity));
  return found.filter((one) => !known.has(identity(one)));
}

function identity({ code, about }: Found): string {
  return JSON.stringify([code, about]);
}

/** Puts what was found into sentences, each once, with its path in the command. */
export function toJudged(found: readonly Found[], pathOf: (path: Path) => Path = (path) => path): Judged {
  const notices = new Map<string, Notice>();
  const problems = new Map<string, Problem>();
  for (const { code, path } of found) {
    const own = pathOf(path);
    const name = `${code} ${own.join('.')}`;
    if (isNotice(code)) notices.set(name, notice(code, ...own));
    else problems.set(name, problem(code, ...own));
  }
  return { problems: [...problems.values()], notices: [...notices.values()] };
}

export function isNotice(code: ProblemCode | NoticeCode): code is NoticeCode {
  return Object.hasOwn(NOTICES, code);
}

/** Reads what the rules know besides these households, in one statement; `today`: `YYYY-MM-DD`. */
export async function loadGrounds(sql: Sql, households: readonly RegisterHousehold[], today: string): Promise<Grounds> {
  const codes = households.flatMap(divisionsOf);
  const known = new Set(codes.length === 0 ? [] : await divisionsBeside(sql, codes));
  const prefectures = new Set([...known].map((code) => code.slice(0, 4)));
  const placeOf = (code: string): DivisionPlace => {
    if (known.has(code)) return 'ON_RECORD';
    return prefectures.has(code.slice(0, 4)) ? 'MISSING' : 'ELSEWHERE';
  };
  return { today: requireDay(today), placeOf };
}

function divisionsOf({ household: { region, farmRegion }, members }: RegisterHousehold): readonly string[] {
  const registered = members.flatMap(({ person }) => person.registeredRegion ?? []);
  return [region, ...(farmRegion === null ? [] : [farmRegion]), ...registered];
}
