import { printDay } from '../../kernel/calendar.ts';
import { holds, isKnownThen } from '../dimensions/dimension.ts';
import type { Subject } from '../measures/measure.ts';
import { FIRST_DAY, OPEN_DAY } from '../projection/columns.ts';
import type { Every, Period } from './periods.ts';

interface Days {
  readonly from: string;
  readonly to: string;
}

/** Where the rows of a subject come from. Aliases: `f` household, `p` member, `e` event of a file, `d` payment, `s` survey. */
export interface Source {
  readonly from: string;
  /** Joins the household as of the day of a row of what happens; left out of statements that do not name it, since it costs most. */
  readonly facts: string;
  /** The key of the household. */
  readonly household: string;
  /** The steward on the day. */
  readonly steward: string;
  /** The days on which a row holds: those that all of these have, each [from, to); `null` for what happens on one day. */
  readonly days: readonly Days[] | null;
  readonly where: readonly string[];
  /** The day of a row of what happens. */
  readonly day: string;
  /** The place of the period of a row of what happens. */
  readonly period: string;
}

export function date(text: string): string {
  return `date '${text}'`;
}

/** The last days of the periods, as a list. */
export function endsOf(periods: readonly Period[]): string {
  return `[${periods.map(({ to }) => date(printDay(to))).join(', ')}]`;
}

/** The place of the period that a day is in; less than 0 or past the last one for other days. */
export function periodOf(day: string, periods: readonly Period[], every: Every): string {
  const [first] = periods;
  return first === undefined || periods.length === 1
    ? '0'
    : `date_diff('${every.toLowerCase()}', ${date(printDay(first.from))}, ${day})`;
}

/** The payments of the revision that helped for some days at least: until the day of their reversal. */
const HELPS = `select household_key, paid_on, coalesce(reversed_on, ${date(OPEN_DAY)}) as ended_on from payment h
  where not is_reversal and ${isKnownThen('h')}`;

/**
 * The days on which households had had no help yet: up to their first payment and, of those few of which one was reversed, between the
 * days on which each stood.
 */
const NEVER = `with reversed as (
    select distinct household_key from (${HELPS}) where ended_on < ${date(OPEN_DAY)}
  ), simple as (
    select k.household_key, min(h.paid_on) as day_to from household_key k left join (${HELPS}) h on h.household_key = k.household_key
    where k.household_key not in (select household_key from reversed) group by k.household_key
  ), stood as (
    select *, max(ended_on) over before as until from (${HELPS}) where household_key in (select household_key from reversed)
    window before as (partition by household_key order by paid_on, ended_on rows between unbounded preceding and 1 preceding)
  )
  select household_key, ${date(FIRST_DAY)} as day_from, coalesce(day_to, ${date(OPEN_DAY)}) as day_to from simple
  union all select household_key, coalesce(until, ${date(FIRST_DAY)}), paid_on from stood where coalesce(until, ${date(FIRST_DAY)}) < paid_on
  union all select household_key, max(ended_on), ${date(OPEN_DAY)} from stood group by household_key`;

/** A household of which no payment helps on a day. */
function isHelpless(day: string): string {
  return `not exists (select 1 from payment h where h.household_key = f.household_key and not h.is_reversal and ${isKnownThen('h')}
    and h.paid_on <= ${day} and coalesce(h.reversed_on > ${day}, true))`;
}

interface Asked {
  readonly periods: readonly Period[];
  readonly every: Every;
}

/** The first of the days on which a row holds, and the one past the last; such a row may have no day. */
export function boundsOfDays(days: readonly Days[]): Days {
  const [first] = days;
  if (first === undefined || days.length === 1) return first ?? { from: 'null', to: 'null' };
  const all = (pick: (one: Days) => string) => days.map(pick).join(', ');
  return { from: `greatest(${all(({ from }) => from)})`, to: `least(${all(({ to }) => to)})` };
}

/** The rows of a subject that can count in the periods of a question. */
export function sourceOf(subject: Subject, asked: Asked): Source {
  switch (subject) {
    case 'HOUSEHOLD':
      return ofDays('household_fact f', ['f']);
    case 'NEVER_HELPED':
      return neverHelped(asked);
    case 'MEMBER':
      return ofDays('household_fact f join person_fact p on p.household_key = f.household_key', ['f', 'p']);
    case 'FILE_EVENT':
      return ofEvents('file_event', 'e', 'day', asked);
    case 'PAYMENT':
      return ofEvents('payment', 'd', 'paid_on', asked);
    case 'SURVEY':
      return ofEvents('survey', 's', 'surveyed_on', asked);
  }
}

/** On one day it is looked up whether a payment helps; for a series the days without help are made first. */
function neverHelped({ periods: [first, ...others] }: Asked): Source {
  if (first !== undefined && others.length === 0) {
    const source = ofDays('household_fact f', ['f']);
    return { ...source, where: [...source.where, isHelpless(date(printDay(first.to)))] };
  }
  const source = ofDays(`household_fact f join (${NEVER}) n on n.household_key = f.household_key`, ['f']);
  return { ...source, days: [...(source.days ?? []), daysOf('n')] };
}

function daysOf(alias: string): Days {
  return { from: `${alias}.day_from`, to: `${alias}.day_to` };
}

function ofDays(from: string, aliases: readonly string[]): Source {
  return {
    ...{
      from,
      facts: '',
      days: aliases.map(daysOf),
      household: 'f.household_key',
      steward: 'f.steward',
      day: '',
      period: '',
    },
    where: aliases.map(isKnownThen),
  };
}

function ofEvents(table: string, alias: string, dayColumn: string, { periods, every }: Asked): Source {
  const day = `${alias}.${dayColumn}`;
  const period = periodOf(dayColumn, periods, every);
  const stands =
    table === 'payment'
      ? `, not is_reversal and coalesce(reversed_on > ${endsOf(periods)}[${period} + 1], true) as stands`
      : '';
  const [first, last] = [periods[0], periods.at(-1)];
  const [begin, end] =
    first === undefined || last === undefined
      ? [date(OPEN_DAY), date(FIRST_DAY)]
      : [date(printDay(first.from)), date(printDay(last.to))];
  return {
    from: `(select *, ${period} as period ${stands} from ${table}
      where ${dayColumn} between ${begin} and ${end} and rev_from <= $revision and rev_to > $revision) ${alias}`,
    // The days of all periods are said too: facts of other days are then not read at all.
    facts: ` left join household_fact f on f.household_key = ${alias}.household_key and ${holds('f', day)}
      and f.day_from <= ${end} and f.day_to > ${begin}`,
    ...{
      household: `${alias}.household_key`,
      steward: `${alias}.steward`,
      days: null,
      where: [],
      day,
      period: `${alias}.period`,
    },
  };
}
