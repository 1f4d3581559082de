import { exactly, type Interval, unknownAmount } from '../../kernel/interval.ts';
import { conjunction, decided, fromFact, type Truth, unknown } from '../../kernel/truth.ts';
import type { MemberFacts } from './facts.ts';
import { memberPath } from './paths.ts';
import { SURVEY_PATH } from './survey.ts';

/** 家庭总人口 and the members who count (Article 4; R2, R3). */
export interface Population {
  /** `null` while it is unknown for some member whether they count. */
  readonly size: number | null;
  /** The factor of comparisons; wholly unknown while the size is unknown, or if nobody counts. */
  readonly heads: Interval;
  /** The members who count; empty while the size is unknown. */
  readonly counted: readonly MemberFacts[];
  readonly countedIds: ReadonlySet<string>;
  /** The paths of the unknown flags of members for whom it is unknown whether they count. */
  readonly openFlags: readonly string[];
}

export function measurePopulation(members: readonly MemberFacts[]): Population {
  const truths = members.map(countsAsMember);
  const openFlags = truths.flatMap(({ missing }) => missing);
  if (openFlags.length > 0) {
    return { size: null, heads: unknownAmount(openFlags), counted: [], countedIds: new Set(), openFlags };
  }
  const counted = members.filter((_, index) => truths[index]?.state === 'HOLDS');
  const size = counted.length;
  const heads = size === 0 ? unknownAmount(['population']) : exactly(size);
  return { size, heads, counted, countedIds: new Set(counted.map(({ id }) => id)), openFlags };
}

/** A statement about the counted members: unknown, by their open flags alone, while it is not known who counts. */
export function whereCounted(population: Population, statement: (population: Population) => Truth): Truth {
  return population.size === null ? unknown(population.openFlags) : statement(population);
}

/**
 * The paths that leave the counted members' money unknown: the open flags alone while it is not known who counts, else the
 * survey where none serves (R16). Where nobody counts there is no money.
 */
export function openMoney({ size, openFlags }: Population, isServed: boolean): readonly string[] {
  if (size === null) return openFlags;
  return isServed || size === 0 ? [] : [SURVEY_PATH];
}

function countsAsMember(member: MemberFacts): Truth {
  if (member.populationOverride !== null) return decided(member.populationOverride.counted);
  return conjunction([
    fromFact(member.inRegister, memberPath(member, 'inRegister')),
    fromFact(member.livesTogether, memberPath(member, 'livesTogether')),
  ]);
}
