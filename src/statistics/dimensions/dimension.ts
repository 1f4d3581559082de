import type { Action } from '../../access/permissions.ts';
import type { Codes } from '../../fields/field.ts';
import type { Expression, Subject } from '../measures/measure.ts';

/** What the keys of a dimension are called: a code list, or names on record. */
export type KeyNames = Codes | 'UNIONS' | 'REGIONS';

/** The key of rows of which the dimension is not on record. */
export const NONE = 'NONE';

interface Described {
  /** Its name in the graph. */
  readonly name: string;
  readonly zh: string;
  readonly names: KeyNames;
  /** The right that is needed beside that to see a household, if the key tells of it what not everybody may see who sees it. */
  readonly needs?: Action;
}

/** A key as an expression that is never null. */
export function orNone(key: string): string {
  return `coalesce(${key}, '${NONE}')`;
}

/** A dimension that a row of a subject has by itself; where its household has it, it is one of every subject. */
export interface OwnDimension extends Described {
  readonly kind: 'OWN';
  readonly subjects: readonly Subject[];
  /** An expression that gives the key, or `null` where it is not on record. */
  readonly key: Expression;
}

/** A dimension of which a row may have several keys: an expression that gives a list. A row counts under each of them. */
interface ListDimension extends Omit<OwnDimension, 'kind'> {
  readonly kind: 'LIST';
}

/** A dimension by the unions above the steward, in the tree of the day. */
export interface UnionDimension extends Described {
  readonly kind: 'UNION';
  /** A SELECT of which union stands for a steward on which days: `union_key`, `ancestor_key`, `day_from`, `day_to`. */
  readonly lines: string;
  /** Whether it is told only under a union that the question names, as `$union`. */
  readonly underUnion: boolean;
}

export type Dimension = OwnDimension | ListDimension | UnionDimension;

/** A household of each subject has these. */
export const EVERY_SUBJECT: readonly Subject[] = [
  'HOUSEHOLD',
  'NEVER_HELPED',
  'MEMBER',
  'FILE_EVENT',
  'PAYMENT',
  'SURVEY',
];

/** The condition that a row of days and revisions holds on a day, an expression, at the revision of the question. */
export function holds(alias: string, day: string): string {
  return `${alias}.day_from <= ${day} and ${alias}.day_to > ${day} and ${isKnownThen(alias)}`;
}

export function isKnownThen(alias: string): string {
  return `${alias}.rev_from <= $revision and ${alias}.rev_to > $revision`;
}

export function ofHousehold(name: string, zh: string, names: KeyNames, key: Expression): OwnDimension {
  return { kind: 'OWN', name, zh, names, subjects: EVERY_SUBJECT, key };
}

export function ofSubject(subject: Subject, name: string, zh: string, names: KeyNames, key: Expression): OwnDimension {
  return { kind: 'OWN', name, zh, names, subjects: [subject], key };
}

/** The bands of an age: the key is the lowest age of each. */
export const AGE_BANDS = {
  A00: '不满 16 岁',
  A16: '16—29 岁',
  A30: '30—39 岁',
  A40: '40—49 岁',
  A50: '50—59 岁',
  A60: '60 岁及以上',
} as const;

/** The band of the age on the day, by birthday; who was born on 29 February is a year older from 1 March in common years. */
export function ageBand(birthDay: string): Expression {
  return ({ day }) => {
    const younger = (years: number) => `${birthDay} > (${day} - interval '${years} years')::date`;
    return `case when ${birthDay} is null then null when ${younger(16)} then 'A00' when ${younger(30)} then 'A16'
      when ${younger(40)} then 'A30' when ${younger(50)} then 'A40' when ${younger(60)} then 'A50' else 'A60' end`;
  };
}

/** A dimension that needs a right of its own where households are listed by it, or few are counted. */
export function needing(needs: Action, dimension: OwnDimension): Dimension {
  return { ...dimension, needs };
}

export const YES_OR_NO = { YES: '是', NO: '否' } as const;

/** A truth as a key. */
export function truthKey(column: string): Expression {
  return () => `case ${column} when true then 'YES' when false then 'NO' end`;
}
