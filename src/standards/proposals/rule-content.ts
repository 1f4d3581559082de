import { z } from 'zod';
import { EXCLUSION_IDS, LEVELS } from '../../policy/facts/facts.ts';
import { PROFILE_MATTERS, type ProfileMatter, STANDARD_KINDS, STANDARD_STATES } from '../standard.codes.ts';

/** What is done with a standard: it is entered, corrected (its former version is kept), or was never there. */
export const STANDARD_ACTS = { ENTER: '登记', CORRECT: '更正', RETRACT: '撤销' } as const;

/** What is done with a local profile: it begins on a day, ends on one, is corrected, or was never there. */
export const PROFILE_ACTS = { ISSUE: '制定', END: '终止', CORRECT: '更正', RETRACT: '撤销' } as const;

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const keysOf = <K extends string>(codes: Readonly<Record<K, string>>) => z.enum(Object.keys(codes) as K[]);

const standardEntry = z.strictObject({
  act: keysOf(STANDARD_ACTS),
  kind: keysOf(STANDARD_KINDS),
  region: z.string(),
  from: day,
  amountFen: z.int().nullable(),
  status: keysOf(STANDARD_STATES).nullable(),
  checkedUntil: day.nullable(),
});

/** A standard of a proposal; a retraction has no amount, status and day until which it was checked. Days are `YYYY-MM-DD`. */
export type StandardEntry = z.infer<typeof standardEntry>;

const profileEntry = z.strictObject({
  act: keysOf(PROFILE_ACTS),
  level: z.enum(LEVELS).exclude(['NATIONAL']),
  from: day,
  to: day.nullable(),
  nearMultiple: z.int().nullable(),
  suddenMultiple: z.int().nullable(),
  areaPerHead: z.int().nullable(),
  dwellings: z.int().nullable(),
  exclusionsOff: z.array(z.enum(EXCLUSION_IDS)),
  forbids: z.array(keysOf(PROFILE_MATTERS)),
});

/** The local profile of a proposal; multiples and areas are hundredths. Days are `YYYY-MM-DD`; `to` is the first day without it. */
export type ProfileEntry = z.infer<typeof profileEntry>;

/** What a proposal says, as its row has it. */
export const ruleContent = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('STANDARDS'), entries: z.array(standardEntry) }),
  z.strictObject({ kind: z.literal('PROFILE'), profile: profileEntry }),
]);

export type RuleContent = z.infer<typeof ruleContent>;

export const RULE_KINDS = { STANDARDS: '当地标准', PROFILE: '地方规定' } as const;

/** The matters that a profile sets otherwise than the regulation, each with the field that says so. */
export function mattersSet(profile: ProfileEntry): ReadonlyMap<ProfileMatter, keyof ProfileEntry> {
  const fields = {
    NEAR_MULTIPLE: 'nearMultiple',
    SUDDEN_MULTIPLE: 'suddenMultiple',
    AREA_PER_HEAD: 'areaPerHead',
    DWELLINGS: 'dwellings',
  } as const;
  const set = new Map<ProfileMatter, keyof ProfileEntry>();
  for (const [matter, field] of Object.entries(fields)) {
    if (profile[field] !== null) set.set(matter as keyof typeof fields, field);
  }
  if (profile.exclusionsOff.length > 0) set.set('EXCLUSIONS_OFF', 'exclusionsOff');
  return set;
}
