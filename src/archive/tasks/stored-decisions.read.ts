import { type KnownAt } from '../../database/time/known-at.ts';
import { validOn } from '../../database/time/valid-on.ts';
import { SURVEY_PATH } from '../../policy/facts/survey.ts';

/** The times of a statement: an expression of its day, and the revision. */
export interface At {
  readonly day: string;
  readonly known: KnownAt;
}

const LEVELS = ['NATIONAL', 'MUNICIPAL', 'COUNTY', 'ENTERPRISE'] as const;

/** The day in China of a change. */
export const dayOf = (change: string): string => `(${change}.at at time zone 'Asia/Shanghai')::date`;

/**
 * The tables of a statement that tell how far the stored decisions go: `stored` has their slot, and since when the rules they rest on
 * are others; `unread` the households that were written since, or whose decision failed.
 */
export function storedDecisions(rulebook: string): string {
  return `writes as materialized (
      select w.household_id, min(${dayOf('c')}) as day from decision_write w
      left join change_log c on c.transaction = w.transaction
      left join change_sequence q on q.change_id = c.id
      where q.number is null or q.number > coalesce((select revision from decision_state), 0)
      group by w.household_id),
    stored as materialized (
      select t.slot, t.rulebook is distinct from ${rulebook} or exists (select from writes where household_id is null) as is_stale,
        (select day from writes where household_id is null) as day
      from (select 1) one left join decision_state t on true),
    unread as materialized (
      select household_id, min(day) as day from (
        select household_id, day from writes where household_id is not null
        union all select household_id, ${dayOf('u')} from undecided_household u where u.slot = (select slot from stored)) w
      group by household_id)`;
}

const IS_STALE = `(stored.is_stale or unread.household_id is not null or d.household_id is null or h.household_id is null)`;

/** Whether the decision on the household of the recorded file `v` may be another one; it is for the rules to say. */
export const MAY_BE_REASSESSED = `(${IS_STALE} or ${isChanged('d')})`;

/** Whether the survey of the household may stop serving or be due on a day. */
export function mayBeSurveyed(day: string): string {
  return `(${IS_STALE} or h.surveyed_on is null or h.surveyed_on < date_trunc('year', ${day})
    or h.last_day_served < make_date(extract(year from h.surveyed_on)::int + 1, 12, 31))`;
}

/** The columns of a stored decision on the household of the file `v`, of the joins of {@link changeOfDecision}. */
export function decisionColumns(day: string): string {
  return `${IS_STALE} as "isStale",
    coalesce(unread.day, stored.day)::text as "writtenOn",
    ${ofLevel('d', 'outcome')} as outcome, ${primaryOf('d')} as "primary", ${lacksSurvey('d')} as "lacksSurvey",
    d.standard_fen::text as "standardFen", encode(d.facts_digest, 'hex') as digest,
    h.surveyed_on::text as "surveyedOn", h.last_day_served::text as "servesUntil", h.worker_employment as employment,
    case when ${isChanged('d')} then greatest(least(coalesce(last.day, seen.day), ${day}), v.valid_from)::text end as "changedOn",
    (case when ${isChanged('d')} then last.standard_fen else d.standard_fen end)::text as "standardBefore",
    encode(case when ${isChanged('d')} then last.facts_digest else d.facts_digest end, 'hex') as "digestBefore"`;
}

/**
 * Joins the stored decision on the household of a recorded file, `d`, the household with its survey, `h`, and, where the decision is
 * not what the file rests on, the last one that was, \`last\`: a decision of a day counts as it was known on that day, so that a
 * correction for earlier days changes it on the day on which it was recorded.
 */
export function changeOfDecision({ day, known }: At): string {
  const of = (span: string) => `${span}.slot = stored.slot and ${span}.household_id = f.household_id`;
  const present = (span: string) => `${of(span)} and ${validOn(span, day)} and ${spanKnownAt(span, known)}`;
  const [begins, ends] = [`greatest(o.valid_from, begun.day)`, `least(o.valid_to, ended.day)`];
  return `cross join stored
    left join unread on unread.household_id = f.household_id
    left join decision_span d on ${present('d')}
    left join household_span h on ${present('h')}
    left join lateral (
      select ${ends} as day, o.standard_fen, o.facts_digest from decision_span o
      join lateral ${dayOfRevision('o.known_from')} begun on true
      left join lateral ${dayOfRevision('o.known_to')} ended on true
      where ${isChanged('d')} and ${of('o')} and not (${isChanged('o')}) and ${begins} <= ${day}
        ${known === 'NOW' ? '' : `and o.known_from <= ${Math.trunc(known)}`}
        and (${ends} is null or ${begins} < ${ends})
      order by ${begins} desc limit 1) last on true
    left join lateral (
      select begun.day from decision_span o join lateral ${dayOfRevision('o.known_from')} begun on true
      where last.day is null and ${isChanged('d')} and ${of('o')} order by o.known_from limit 1) seen on true`;
}

function spanKnownAt(span: string, known: KnownAt): string {
  if (known === 'NOW') return `${span}.known_to is null`;
  const revision = Math.trunc(known);
  return `${span}.known_from <= ${revision} and (${span}.known_to is null or ${span}.known_to > ${revision})`;
}

function dayOfRevision(revision: string): string {
  return `(select ${dayOf('c')} as day from change_sequence q join change_log c on c.id = q.change_id where q.number = ${revision})`;
}

/** Whether a stored decision is not what the recorded file rests on: what `whyToReassess` says of it. */
function isChanged(span: string): string {
  return `(v.state = 'RECORDED' and ${span}.household_id is not null and case coalesce(${ofLevel(span, 'outcome')}, 'NONE')
    when 'ELIGIBLE' then v.category is not null and v.category is distinct from ${primaryOf(span)}
    when 'INDETERMINATE' then not ${lacksSurvey(span)}
    else true end)`;
}

/** Of a migrant worker the category of their own comes before the one that it rests on (R9). */
function primaryOf(span: string): string {
  const categories = ofLevel(span, 'categories');
  return `(case when 'MIGRANT_WORKER' = any(${categories}) then 'MIGRANT_WORKER' else (${categories})[1] end)`;
}

function lacksSurvey(span: string): string {
  return `(${ofLevel(span, 'missing')} = '{${SURVEY_PATH}}')`;
}

/** A column of a stored decision at the level of the file. */
function ofLevel(span: string, column: 'outcome' | 'categories' | 'missing'): string {
  const cases = LEVELS.map((level) => `when '${level}' then ${span}.${level.toLowerCase()}_${column}`);
  return `case v.level ${cases.join(' ')} end`;
}
