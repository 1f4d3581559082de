import { fail, succeed } from '../../kernel/result.ts';
import { type OrProblems, problem } from '../../usecase/problem.ts';
import type { ProfileEntry } from './rule-content.ts';

/** The days of a version of a profile, from `from` until before `to`. */
interface ProfileDays {
  readonly from: string;
  readonly to: string | null;
}

/** What is written of a profile: versions that are superseded, each by its first day, and what takes their place. */
export interface ProfilePlan {
  /** The first day of the version that is superseded; `null`: none. */
  readonly supersedes: string | null;
  /** The day on which that version ends now, if it goes on until then. */
  readonly endsBefore: string | null;
  /** The days of the new version; `null`: there is none. */
  readonly writes: ProfileDays | null;
}

/**
 * Plans what is written of the profile of a proposal beside the versions on record of its union and level. A profile that begins
 * ends the one before it; one that is corrected or retracted is named by its first day. Pure.
 */
export function planProfile(onRecord: readonly ProfileDays[], profile: ProfileEntry): OrProblems<ProfilePlan> {
  const { act, from } = profile;
  const same = onRecord.find((one) => one.from === from);
  const running = onRecord.find((one) => one.from < from && (one.to === null || one.to > from));
  const later = onRecord.map((one) => one.from).filter((day) => day > from);
  const next = later.sort().at(0) ?? null;
  if (act === 'ISSUE') return planIssue(profile, { same, running, next });
  const named = act === 'END' ? running : same;
  if (named === undefined) return fail([problem('NO_PROFILE_OF_THAT_DAY', 'profile', 'from')]);
  if (act === 'END') return succeed({ supersedes: named.from, endsBefore: from, writes: null });
  return act === 'RETRACT'
    ? succeed({ supersedes: from, endsBefore: null, writes: null })
    : planCorrection(profile, named, next);
}

/** The versions beside that of a proposal: one that begins on its day, one that runs on it, and the first day of the next. */
interface Beside {
  readonly same: ProfileDays | undefined;
  readonly running: ProfileDays | undefined;
  readonly next: string | null;
}

function planIssue({ from, to }: ProfileEntry, { same, running, next }: Beside): OrProblems<ProfilePlan> {
  if (same !== undefined) return fail([problem('PROFILE_OF_THAT_DAY', 'profile', 'from')]);
  if (overlaps(to, next)) return fail([OVERLAPS]);
  const ends = running === undefined ? NOTHING : { supersedes: running.from, endsBefore: from };
  return succeed({ ...ends, writes: { from, to: to ?? next } });
}

function planCorrection({ from, to }: ProfileEntry, named: ProfileDays, next: string | null): OrProblems<ProfilePlan> {
  if (overlaps(to, next)) return fail([OVERLAPS]);
  return succeed({ supersedes: from, endsBefore: null, writes: { from, to: to ?? named.to } });
}

const NOTHING = { supersedes: null, endsBefore: null };
const OVERLAPS = problem('PROFILE_OVERLAPS', 'profile', 'to');

function overlaps(to: string | null, next: string | null): boolean {
  return to !== null && next !== null && to > next;
}
