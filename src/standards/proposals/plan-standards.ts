import { addDays, printDay, requireDay } from '../../kernel/calendar.ts';
import { fail, succeed } from '../../kernel/result.ts';
import { type OrProblems, type Problem, problem } from '../../usecase/problem.ts';
import type { StandardEntry } from './rule-content.ts';

/** A standard on record: the anchor of a division, kind and first day, whose version may have been retracted. Days are `YYYY-MM-DD`. */
export interface StandardOnRecord extends Pick<StandardEntry, 'kind' | 'region' | 'from' | 'checkedUntil'> {
  readonly id: string;
  /** `null`: its version was retracted. */
  readonly amountFen: number | null;
}

/** What is written of an entry: under an anchor that is there, or a new one; in place of its version, or none. */
export interface StandardStep {
  readonly entry: StandardEntry;
  readonly anchorId: string | null;
  readonly supersedes: boolean;
  /** Whether the amount is another one from its first day on. */
  readonly isOtherwise: boolean;
}

/** One standard of a series, and the entry that made it as it is. */
interface Link extends Pick<StandardEntry, 'from' | 'checkedUntil'> {
  readonly entry: number | null;
}

/**
 * Plans what is written of the entries of a proposal. Refused are a standard that begins on the day of another, one to correct
 * that is not there, and one between which and its neighbour in time lie days that nobody has checked. Pure.
 */
export function planStandards(
  onRecord: readonly StandardOnRecord[],
  entries: readonly StandardEntry[],
): OrProblems<readonly StandardStep[]> {
  const found = new Map(onRecord.map((one) => [keyOf(one), one]));
  const steps = entries.map((entry) => {
    const there = found.get(keyOf(entry));
    const amount = there?.amountFen ?? null;
    return { entry, anchorId: there?.id ?? null, supersedes: amount !== null, isOtherwise: amount !== entry.amountFen };
  });
  const misplaced = steps.flatMap(({ entry, supersedes }, at) => {
    if (entry.act === 'ENTER') return supersedes ? [problem('STANDARD_OF_THAT_DAY', 'entries', at, 'from')] : [];
    return supersedes ? [] : [problem('NO_STANDARD_OF_THAT_DAY', 'entries', at, 'from')];
  });
  const problems = misplaced.length > 0 ? misplaced : findGaps(onRecord, entries);
  return problems.length > 0 ? fail(problems) : succeed(steps);
}

const seriesOf = ({ kind, region }: Pick<StandardEntry, 'kind' | 'region'>) => `${kind} ${region}`;
const keyOf = (one: Pick<StandardEntry, 'kind' | 'region' | 'from'>) => `${seriesOf(one)} ${one.from}`;

/** Looks at each pair of neighbours that the proposal touches; an older gap is not its fault. */
function findGaps(onRecord: readonly StandardOnRecord[], entries: readonly StandardEntry[]): readonly Problem[] {
  const touched = Map.groupBy(entries.entries(), ([, entry]) => seriesOf(entry));
  return [...touched].flatMap(([series, own]) => {
    const isYearly = own[0]?.[1].kind === 'RURAL_INCOME';
    const links = new Map<string, Link>();
    for (const one of onRecord)
      if (one.amountFen !== null && seriesOf(one) === series) links.set(one.from, { ...one, entry: null });
    const retracted: Link[] = [];
    for (const [entry, { act, from, checkedUntil }] of own) {
      if (act === 'RETRACT') {
        links.delete(from);
        retracted.push({ from, checkedUntil, entry });
      } else links.set(from, { from, checkedUntil, entry });
    }
    return gapsOf([...links.values()], retracted, isYearly ? isYearMissing : isUnchecked);
  });
}

function gapsOf(
  links: Link[],
  retracted: readonly Link[],
  isGap: (one: Link, next: Link) => boolean,
): readonly Problem[] {
  links.sort((a, b) => (a.from < b.from ? -1 : 1));
  return links.slice(0, -1).flatMap((link, at) => {
    const next = links[at + 1];
    return next === undefined ? [] : betweenNeighbours(link, next, retracted, isGap);
  });
}

function betweenNeighbours(
  link: Link,
  next: Link,
  retracted: readonly Link[],
  isGap: (one: Link, next: Link) => boolean,
): readonly Problem[] {
  const entry = next.entry ?? link.entry ?? retractedBetween(link, next, retracted);
  if (entry === null) return [];
  if (isGap(link, next)) return [problem('STANDARD_GAP', 'entries', entry, 'from')];
  return isPastNext(link, next) ? [problem('CHECKED_PAST_NEXT', 'entries', link.entry ?? entry, 'checkedUntil')] : [];
}

function retractedBetween(link: Link, next: Link, retracted: readonly Link[]): number | null {
  return retracted.find(({ from }) => from > link.from && from < next.from)?.entry ?? null;
}

/** Whether the proposal says of a standard that it was checked until a day on which the next one applies. */
function isPastNext({ entry, checkedUntil }: Link, next: Link): boolean {
  return entry !== null && checkedUntil !== null && checkedUntil >= next.from;
}

/** Whether days lie between the last on which a standard was checked and the first of the next one. */
function isUnchecked({ checkedUntil }: Link, next: Link): boolean {
  return checkedUntil !== null && printDay(addDays(requireDay(checkedUntil), 1)) < next.from;
}

function isYearMissing(one: Link, next: Link): boolean {
  return Number(next.from.slice(0, 4)) - Number(one.from.slice(0, 4)) > 1;
}
