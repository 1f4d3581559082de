import type { Day } from '../../kernel/calendar.ts';
import { nationalParametersOn } from '../../policy/parameters/national.ts';
import { type Context, refuse } from './leaves.ts';

/**
 * An object given to the checks over several keys of the facts' JSON. They run even if some keys are refused, so it may
 * have any shape: each check ignores values of the wrong shape, and every comparison with a refused leaf is false.
 */
type Entry = Readonly<Record<string, unknown>>;

/**
 * Checks that ids are unique, that each `memberId` is that of a member, and that the profile fits the level and the survey
 * the day.
 */
export function checkFacts(facts: Entry, context: Context): void {
  const members = toEntries(facts['members']).map((member) => member['id']);
  for (const index of duplicateIndexes(members)) refuse(context, ['members', index, 'id'], 'duplicateId');
  const known = new Set(members);
  const naming = ['incomes', 'deductions', 'expenses', 'schooling'].flatMap((list) =>
    toEntries(facts[list]).map((entry, index) => ({ entry, path: [list, index] })),
  );
  for (const { entry, path } of [{ entry: toEntry(facts['worker']), path: ['worker'] }, ...naming]) {
    const id = entry['memberId'];
    if (typeof id === 'string' && !known.has(id)) refuse(context, [...path, 'memberId'], 'noSuchMember');
  }
  checkLevel(facts, context);
  checkSurvey(facts, context);
}

/** Refuses a survey after the day, and a change that does not come after the survey. */
function checkSurvey({ asOf, surveyedOn = asOf, changedOn }: Entry, context: Context): void {
  if (Number(surveyedOn) > Number(asOf)) refuse(context, ['surveyedOn'], 'surveyAfterDay');
  const isChange = typeof changedOn === 'number';
  if (isChange && surveyedOn === null) refuse(context, ['changedOn'], 'changeWithoutSurvey');
  if (isChange && changedOn <= Number(surveyedOn)) refuse(context, ['changedOn'], 'changeBeforeSurvey');
}

/** Refuses a spell that overlaps an earlier one of the list, at its `from`. */
export function checkEmployment(spells: readonly unknown[], context: Context): void {
  const entries = toEntries(spells);
  for (const [index, spell] of entries.entries()) {
    if (entries.slice(0, index).some((earlier) => overlap(earlier, spell))) {
      refuse(context, [index, 'from'], 'overlapping');
    }
  }
}

/** The indices of the texts that also occur earlier in the list. */
export function duplicateIndexes(values: readonly unknown[]): readonly number[] {
  const seen = new Set<unknown>();
  return values.flatMap((value, index) => {
    if (typeof value !== 'string') return [];
    const before = seen.has(value);
    seen.add(value);
    return before ? [index] : [];
  });
}

function checkLevel(facts: Entry, context: Context): void {
  const { level, profile, asOf } = facts;
  if (level === 'NATIONAL' && profile !== undefined) refuse(context, ['profile'], 'nationalProfile');
  if (typeof level === 'string' && level !== 'NATIONAL' && profile === undefined) {
    refuse(context, ['profile'], 'profileRequired');
  }
  checkProfile(toEntry(profile), asOf as Day, context);
}

/**
 * Checks that 0 < near ≤ sudden (a missing multiple is the national one), that the area is above 0 and no rule
 * repeated.
 */
function checkProfile(profile: Entry, asOf: Day, context: Context): void {
  const national = nationalParametersOn(asOf);
  const { nearMultiple = national.nearMultiple, suddenMultiple = national.suddenMultiple } = profile;
  if (nearMultiple === 0) refuse(context, ['profile', 'nearMultiple'], 'aboveZero');
  if (Number(nearMultiple) > Number(suddenMultiple)) {
    refuse(context, ['profile', 'nearMultiple'], 'nearAboveSudden');
  }
  if (profile['areaPerHead'] === 0) refuse(context, ['profile', 'areaPerHead'], 'aboveZero');
  const rules = Array.isArray(profile['exclusionsOff']) ? profile['exclusionsOff'] : [];
  for (const index of duplicateIndexes(rules)) refuse(context, ['profile', 'exclusionsOff', index], 'duplicateRule');
}

function overlap(a: Entry, b: Entry): boolean {
  return startsWithin(a, b) || startsWithin(b, a);
}

function startsWithin({ from }: Entry, other: Entry): boolean {
  const end = other['to'] === null ? Infinity : other['to'];
  return Number(from) >= Number(other['from']) && Number(from) <= Number(end);
}

/**
 * The entries of a list. An entry that is no object becomes an empty one, so that the indices stay those of the list.
 */
function toEntries(value: unknown): readonly Entry[] {
  return Array.isArray(value) ? value.map(toEntry) : [];
}

function toEntry(value: unknown): Entry {
  return typeof value === 'object' && value !== null ? (value as Entry) : {};
}
