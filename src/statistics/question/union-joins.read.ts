import { orNone, type UnionDimension } from '../dimensions/dimension.ts';
import type { Question } from './question.ts';

type OfUnions = Pick<Question, 'by' | 'where' | 'unionId'>;

/** Whether a question asks for unions at all. */
export function namesUnions({ by, where, unionId }: OfUnions): boolean {
  return unionId !== null || [...by, ...where.map(({ dimension }) => dimension)].some(({ kind }) => kind === 'UNION');
}

/**
 * The unions above a steward on a day: those of the keys as `c0`, …, and the conditions on them. The join that keeps fewer rows is first:
 * DuckDB does not move it before the others, which keep all.
 */
export function unionsOf(
  { by, where, unionId }: OfUnions,
  steward: string,
  day: string,
): { joins: string; where: string[] } {
  const join = (dimension: UnionDimension, alias: string, place: number) =>
    `left join (${dimension.lines}) ${alias}l${place} on ${alias}l${place}.union_key = ${steward}
       and ${alias}l${place}.day_from <= ${day} and ${alias}l${place}.day_to > ${day}
     left join union_key ${alias}${place} on ${alias}${place}.union_key = ${alias}l${place}.ancestor_key`;
  const keys = by.flatMap((dimension, place) => (dimension.kind === 'UNION' ? [join(dimension, 'c', place)] : []));
  const conditions = where.flatMap(({ dimension }, place) =>
    dimension.kind === 'UNION'
      ? [{ join: join(dimension, 'w', place), is: `list_contains($w${place}, ${orNone(`w${place}.code`)})` }]
      : [],
  );
  const under =
    unionId === null
      ? ''
      : `join union_line under on under.union_key = ${steward} and under.ancestor_key = $union
         and under.rev_from <= $revision and under.rev_to > $revision and under.day_from <= ${day} and under.day_to > ${day}`;
  return {
    joins: [under, ...keys, ...conditions.map(({ join: text }) => text)].join(' '),
    where: conditions.map(({ is }) => is),
  };
}
