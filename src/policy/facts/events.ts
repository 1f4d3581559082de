import type { Day } from '../../kernel/calendar.ts';
import { addFen, excessFen, type Fen, ZERO_FEN } from '../../kernel/fen.ts';
import { between, type Interval } from '../../kernel/interval.ts';
import { conjunction, decided, fromFact, HOLDS, negate, type Truth } from '../../kernel/truth.ts';
import type { EventFacts } from './facts.ts';

/** 突发事件: an event within the period that counts. */
export interface CountedEvent {
  readonly path: string;
  readonly date: Day;
  /** Whether it is one of Article 5's three cases, whatever it cost. */
  readonly qualifies: Truth;
  readonly netCost: Fen;
}

/** The events on or after `from` and on or before `asOf`, each with whether it qualifies (POLICY section 3; R12). */
export function countEvents(events: readonly EventFacts[], from: Day, asOf: Day): readonly CountedEvent[] {
  return events.flatMap((event, index) => {
    if (event.date < from || event.date > asOf) return [];
    const path = `events.${index}`;
    return [
      { path, date: event.date, qualifies: qualifies(event, path), netCost: excessFen(event.cost, event.compensated) },
    ];
  });
}

/** 意外致困造成支出费用 `V`. If it is unknown whether an event qualifies, only the upper bound includes its cost. */
export function eventCosts(events: readonly CountedEvent[]): Interval {
  let min = ZERO_FEN;
  let max = ZERO_FEN;
  const missing: string[] = [];
  for (const {
    qualifies: { state, missing: open },
    netCost,
  } of events) {
    if (state === 'FAILS' || netCost === 0) continue;
    max = addFen(max, netCost);
    if (state === 'HOLDS') min = addFen(min, netCost);
    missing.push(...open);
  }
  return between(min, max, missing);
}

/** A qualifying event with a net cost above 0 is a cause (R8). */
export function isCause({ qualifies: truth, netCost }: CountedEvent): Truth {
  return conjunction([truth, decided(netCost > 0)]);
}

/** 责任赔付不能及时到位或无责任赔付方 is a condition for accidents only. */
function qualifies({ kind, grave, compensationInPlace }: EventFacts, path: string): Truth {
  const uncompensated =
    kind === 'ACCIDENT' ? negate(fromFact(compensationInPlace, `${path}.compensationInPlace`)) : HOLDS;
  return conjunction([fromFact(grave, `${path}.grave`), uncompensated]);
}
