import { printDay, printMonth } from '../../../kernel/calendar.ts';
import { OUTCOME_NAMES } from '../../../policy/names.ts';
import { RECORDS } from '../../kinds.ts';
import type { PlacedRow } from './plan-backlog.ts';
import type { BacklogAnswer, Outcomes } from './set-surveys.ts';

/** What of a batch is to be printed, and how many lines are done so far. */
interface Told {
  /** The households, with their outcomes and rows. */
  readonly lines: string;
  readonly refusals: string;
  readonly done: number;
}

interface Tally {
  readonly add: (answers: readonly BacklogAnswer[]) => Told;
  readonly isRefused: () => boolean;
  readonly total: (isPreview: boolean) => string;
}

type Side = 'before' | 'after';

const NOT_ON_RECORD = '当日不在档 / not on record on that day';

/** Tells what became of the lines of a file, household by household, and counts it. */
export function tallyBacklog(): Tally {
  let done = 0;
  const counts = { set: 0, surveys: 0, rows: 0, copies: 0, unchanged: 0, refused: 0 };
  const outcomes = { before: new Map<string, number>(), after: new Map<string, number>() };
  const add = ({ days, result, outcomes: own }: BacklogAnswer) => {
    done += days.length;
    if (!result.ok) counts.refused += 1;
    else if (result.value === null) counts.unchanged += 1;
    else {
      counts.set += 1;
      counts.surveys += days.length;
      counts.rows += result.value.filter(({ isCopy }) => !isCopy).length;
      counts.copies += result.value.filter(({ isCopy }) => isCopy).length;
    }
    for (const side of own === null ? [] : (['before', 'after'] as const)) {
      const name = outcomeName(own?.[side] ?? null);
      outcomes[side].set(name, (outcomes[side].get(name) ?? 0) + 1);
    }
  };
  return {
    add: (answers) => {
      answers.forEach(add);
      return { lines: answers.map(householdLines).join(''), refusals: answers.map(refusalLines).join(''), done };
    },
    isRefused: () => counts.refused > 0,
    total: (isPreview) => {
      const { set, surveys, rows, copies, unchanged, refused } = counts;
      const [zh, en] = isPreview ? ['将补录', 'would be set'] : ['已补录', 'set'];
      const sum =
        `${set} 户${zh} / households ${en}（${surveys} 次调查 / surveys，${rows} 行 / rows，${copies} 行副本 / copies），` +
        `${unchanged} 户未变 / unchanged，${refused} 户被拒 / refused\n`;
      return isPreview ? sum + countLine('before', outcomes.before) + countLine('after', outcomes.after) : sum;
    },
  };
}

function householdLines({ fileNumber, result, outcomes }: BacklogAnswer): string {
  if (!result.ok) return '';
  const { before = null, after = null, then = [] } = outcomes ?? {};
  const days = then.map(({ surveyedOn, outcome }) => {
    return `  ${printDay(surveyedOn)} 当日 / on that day: ${outcomeName(outcome)}\n`;
  });
  const rows = (result.value ?? []).map(rowLine);
  return `${fileNumber}: 今日 / today ${outcomeName(before)} → ${outcomeName(after)}\n${[...days, ...rows].join('')}`;
}

function rowLine({ kind, key, from, to, surveyedOn, isCopy }: PlacedRow): string {
  const last = to === null ? '' : printMonth(to);
  return `  ${RECORDS[kind].zh} ${key} ${printMonth(from)}…${last} → ${printDay(surveyedOn)}${isCopy ? '（副本 / copy）' : ''}\n`;
}

function refusalLines({ fileNumber, result }: BacklogAnswer): string {
  if (result.ok) return '';
  return result.error.map(({ line, zh, en }) => `第 ${line} 行 ${fileNumber}: ${zh} / ${en}\n`).join('');
}

function outcomeName(outcome: Outcomes[Side]): string {
  return outcome === null ? NOT_ON_RECORD : `${OUTCOME_NAMES[outcome]} ${outcome}`;
}

function countLine(side: Side, counts: ReadonlyMap<string, number>): string {
  const parts = [...counts].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([name, n]) => `${name} ${n}`);
  return `${{ before: '今日补录前 / before, today', after: '今日补录后 / after, today' }[side]}: ${parts.join('，')}\n`;
}
