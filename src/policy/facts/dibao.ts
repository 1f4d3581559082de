import type { Day } from '../../kernel/calendar.ts';
import { decided, type Truth, unknown } from '../../kernel/truth.ts';
import type { DaySpell, HouseholdFacts } from './facts.ts';

/** Whether the place of registration recognised the household for 低保 on any day from `from` to `to`, both included. */
export function recognisedForDibao({ dibao }: HouseholdFacts, from: Day, to: Day): Truth {
  if (dibao === null) return unknown(['dibao']);
  return decided(dibao.some((spell) => overlaps(spell, from, to)));
}

function overlaps(spell: DaySpell, from: Day, to: Day): boolean {
  return spell.from <= to && (spell.to === null || spell.to >= from);
}
