import { copyTexts } from '../../database/copy-texts.ts';
import type { Sql } from '../../database/database.ts';
import { type Day, printDay } from '../../kernel/calendar.ts';
import type { Households } from '../history/history.read.ts';
import type { HouseholdSpans } from './household-spans.ts';
import type { Rectangle } from './rectangles.ts';
import { DECISION_COLUMNS, HOUSEHOLD_COLUMNS, type SpanTexts } from './span-texts.ts';

/** Where spans are written: the slot, and the moment that their households bear. */
export interface SpansAt {
  readonly slot: number;
  readonly moment: number;
}

const SPAN_TABLES = ['decision_span', 'household_span', 'decided_household', 'undecided_household'] as const;
const SPAN_COLUMNS = ['slot', 'household_id', 'valid_from', 'valid_to', 'known_from', 'known_to'];

/** Writes the spans of households in place of all that they had in a slot. A household without spans had no state on any day. */
export async function replaceSpans(
  sql: Sql,
  households: Households,
  spans: readonly HouseholdSpans[],
  { slot, moment }: SpansAt,
): Promise<void> {
  const isRange = 'from' in households;
  const [condition, values] = isRange
    ? ['household_id between $2 and $3', [slot, households.from, households.to]]
    : ['household_id = any($2)', [slot, households]];
  for (const table of SPAN_TABLES) await sql.query(`delete from ${table} where slot = $1 and ${condition}`, values);
  const rows = (of: 'decisions' | 'households') =>
    spans.flatMap((own) => own[of].map((span) => spanRow(slot, own.householdId, span)));
  await copyTexts(sql, {
    table: 'decision_span',
    columns: [...SPAN_COLUMNS, ...DECISION_COLUMNS],
    rows: rows('decisions'),
  });
  await copyTexts(sql, {
    table: 'household_span',
    columns: [...SPAN_COLUMNS, ...HOUSEHOLD_COLUMNS],
    rows: rows('households'),
  });
  await copyTexts(sql, {
    table: 'decided_household',
    columns: ['slot', 'household_id', 'moment', 'decided_until'],
    rows: spans.map(({ householdId, decidedUntil }) => {
      return [String(slot), householdId, String(moment), dayText(decidedUntil)];
    }),
  });
}

function spanRow(slot: number, householdId: string, { from, to, knownFrom, knownTo, content }: Rectangle<SpanTexts>) {
  const known = [String(knownFrom), knownTo === null ? null : String(knownTo)];
  return [String(slot), householdId, printDay(from), dayText(to), ...known, ...content.texts];
}

function dayText(day: Day | null): string | null {
  return day === null ? null : printDay(day);
}

const CLEARED = 20_000;

/** Empties a slot that is not in force, in steps that hold no lock for long; stops where it is when the signal is aborted. */
export async function clearSlot(sql: Sql, slot: number, signal: AbortSignal): Promise<void> {
  for (const table of SPAN_TABLES) {
    for (let some = true; some && !signal.aborted;) {
      const gone = await sql.query(
        `delete from ${table} where ctid = any(array(select ctid from ${table} where slot = $1 limit ${CLEARED})) returning 1`,
        [slot],
      );
      some = gone.length > 0;
    }
  }
}
