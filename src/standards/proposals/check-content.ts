import { type Day, monthOfDay, parseDay, requireDay, yearOf } from '../../kernel/calendar.ts';
import { nationalParametersOn } from '../../policy/parameters/national.ts';
import { type Problem, problem } from '../../usecase/problem.ts';
import type { ProfileEntry, RuleContent, StandardEntry } from './rule-content.ts';

const MOST_ENTRIES = 500;
const MOST_FEN = 99_999_999_999;
const MOST_NUMBER = 1_000_000;

/** Finds what is wrong with the content of a proposal by itself, whatever is on record. */
export function checkContent(content: RuleContent, today: string): readonly Problem[] {
  return content.kind === 'STANDARDS' ? checkStandards(content.entries, today) : checkProfile(content.profile);
}

function checkStandards(entries: readonly StandardEntry[], today: string): readonly Problem[] {
  if (entries.length === 0) return [problem('REQUIRED', 'entries')];
  if (entries.length > MOST_ENTRIES) return [problem('TOO_MANY', 'entries')];
  const seen = new Set<string>();
  return entries.flatMap((entry, at) => {
    const key = [entry.kind, entry.region, entry.from].join(' ');
    const isTwice = seen.has(key);
    seen.add(key);
    return [
      ...(isTwice ? [problem('STANDARD_TWICE', 'entries', at, 'from')] : []),
      ...checkStandard(entry, today).map(({ code, path }) => problem(code, 'entries', at, path)),
    ];
  });
}

function checkStandard(entry: StandardEntry, today: string): readonly Problem[] {
  const from = parseDay(entry.from);
  if (from === undefined || yearOf(monthOfDay(from)) < 1900) return [problem('BEFORE_1900', 'from')];
  const begins = entry.kind === 'RURAL_INCOME' && !entry.from.endsWith('-01-01');
  return [
    ...(begins ? [problem('STARTS_WITH_ITS_YEAR', 'from')] : []),
    ...(entry.act === 'RETRACT' ? checkRetraction(entry) : checkFigure(entry, today)),
  ];
}

function checkRetraction({ amountFen, status, checkedUntil }: StandardEntry): readonly Problem[] {
  return [
    ...(amountFen === null ? [] : [problem('NOTHING_BESIDE_A_RETRACTION', 'amount')]),
    ...(status === null ? [] : [problem('NOTHING_BESIDE_A_RETRACTION', 'status')]),
    ...(checkedUntil === null ? [] : [problem('NOTHING_BESIDE_A_RETRACTION', 'checkedUntil')]),
  ];
}

function checkFigure(entry: StandardEntry, today: string): readonly Problem[] {
  const { amountFen, status } = entry;
  const isAmount = amountFen !== null && amountFen > 0 && amountFen <= MOST_FEN;
  return [
    ...(amountFen === null ? [problem('REQUIRED', 'amount')] : []),
    ...(amountFen === null || isAmount ? [] : [problem('WRONG_AMOUNT', 'amount')]),
    ...(status === null ? [problem('REQUIRED', 'status')] : []),
    ...checkCheckedUntil(entry, today),
  ];
}

/** A figure without such a day would count as the newest one for ever. */
function checkCheckedUntil({ kind, from, checkedUntil }: StandardEntry, today: string): readonly Problem[] {
  if ((checkedUntil === null) !== (kind === 'RURAL_INCOME')) return [problem('CHECKED_UNTIL_REQUIRED', 'checkedUntil')];
  if (checkedUntil === null) return [];
  const until = parseDay(checkedUntil);
  const last = `${yearOf(monthOfDay(requireDay(today))) + 1}-12-31`;
  return [
    ...(until === undefined || checkedUntil < from ? [problem('ENDS_BEFORE_IT_BEGINS', 'checkedUntil')] : []),
    ...(checkedUntil > last ? [problem('CHECKED_TOO_FAR', 'checkedUntil')] : []),
  ];
}

function checkProfile(profile: ProfileEntry): readonly Problem[] {
  const from = parseDay(profile.from);
  if (from === undefined || yearOf(monthOfDay(from)) < 1900) return [problem('BEFORE_1900', 'profile', 'from')];
  const isOver = profile.act === 'END' || profile.act === 'RETRACT';
  return [
    ...checkEnd(profile, from),
    ...checkValues(profile),
    ...(isOver && !isEmpty(profile) ? [problem('NOTHING_BESIDE_A_RETRACTION', 'profile', 'act')] : []),
    ...(isNearAboveSudden(profile, from) ? [problem('NEAR_ABOVE_SUDDEN', 'profile', 'nearMultiple')] : []),
  ];
}

function checkEnd({ to }: ProfileEntry, from: Day): readonly Problem[] {
  if (to === null) return [];
  const end = parseDay(to);
  return end === undefined || end <= from ? [problem('ENDS_BEFORE_IT_BEGINS', 'profile', 'to')] : [];
}

function checkValues(profile: ProfileEntry): readonly Problem[] {
  const fields = ['nearMultiple', 'suddenMultiple', 'areaPerHead', 'dwellings'] as const;
  return fields.flatMap((field) => {
    const value = profile[field];
    const isRight = value === null || (value > 0 && value <= MOST_NUMBER);
    return isRight ? [] : [problem('WRONG_COUNT', 'profile', field)];
  });
}

function isEmpty({ to, nearMultiple, suddenMultiple, areaPerHead, dwellings, exclusionsOff, forbids }: ProfileEntry) {
  const values = [to, nearMultiple, suddenMultiple, areaPerHead, dwellings];
  return values.every((value) => value === null) && exclusionsOff.length + forbids.length === 0;
}

/** The regulation's own multiple counts where a profile leaves one out. */
function isNearAboveSudden({ nearMultiple, suddenMultiple }: ProfileEntry, from: Day): boolean {
  const national = nationalParametersOn(from);
  return (nearMultiple ?? national.nearMultiple) > (suddenMultiple ?? national.suddenMultiple);
}
