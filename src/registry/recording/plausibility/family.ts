import { parseIdentityNumber } from '../../../fields/identity-number.ts';
import { addMonths, type Day, monthOfDay } from '../../../kernel/calendar.ts';
import type { RegisterHousehold, RegisterMember } from '../../kinds.ts';
import type { Find, Finding } from './rule.ts';

/** Rules about what the members of a household are to each other. */

type Relation = RegisterMember['membershipState']['relation'];

/** Who is older than the worker, or younger, by how many generations. */
const ELDERS: Readonly<Partial<Record<Relation, number>>> = { FATHER: 1, MOTHER: 1, GRANDPARENT: 2 };
const YOUNGER: Readonly<Partial<Record<Relation, number>>> = { SON: 1, DAUGHTER: 1, GRANDCHILD: 2 };
const MONTHS_OF_A_GENERATION = 14 * 12;

const relationPath = (at: number) => ['members', at, 'membershipState', 'relation'] as const;

/** Two members have the relation 本人. */
export const twoSelves: Find = ({ members }) => {
  const [first, ...others] = selves(members);
  return others.map(({ at, key }) => ({ path: relationPath(at), about: [first?.key, key] }));
};

/** The worker's relation is another: after a household was handed over, until the relations are changed. */
export const workerIsNotSelf: Find = ({ worker, members }) =>
  members.flatMap(({ key, membershipState: { relation } }, at) =>
    key === worker && relation !== 'SELF' ? [{ path: relationPath(at), about: [key, relation] }] : [],
  );

/** A parent or grandparent who is born after the child. */
export const parentBornAfterChild: Find = (household) =>
  pairs(household).flatMap(({ elder, younger, finding }) => (elder > younger ? [finding] : []));

/** A parent who is not 14 years older than the child, or a grandparent who is not 28. */
export const parentHardlyOlder: Find = (household) =>
  pairs(household).flatMap(({ elder, younger, generations, finding }) => {
    const least = addMonths(monthOfDay(elder), generations * MONTHS_OF_A_GENERATION);
    return elder <= younger && monthOfDay(younger) < least ? [finding] : [];
  });

interface Pair {
  readonly elder: Day;
  readonly younger: Day;
  readonly generations: number;
  readonly finding: Finding;
}

/**
 * The members who are older or younger than the one whose relation is 本人 by a generation or two. The relations are to that
 * member, who is not the worker any more once the household was handed over.
 */
function pairs({ members }: RegisterHousehold): readonly Pair[] {
  const [self, ...others] = selves(members);
  const own = self === undefined || others.length > 0 ? null : birthOf(self);
  if (self === undefined || own === null) return [];
  return members.flatMap((member, at): readonly Pair[] => {
    const { relation } = member.membershipState;
    const generations = ELDERS[relation] ?? YOUNGER[relation];
    const birth = generations === undefined ? null : birthOf(member);
    if (generations === undefined || birth === null) return [];
    const [elder, younger] = relation in ELDERS ? [birth, own] : [own, birth];
    const about = [self.key, own, member.key, birth, relation];
    return [{ elder, younger, generations, finding: { path: ['members', at, 'person', 'birthDay'], about } }];
  });
}

function selves(members: readonly RegisterMember[]) {
  return members.flatMap((member, at) => (member.membershipState.relation === 'SELF' ? [{ ...member, at }] : []));
}

/** The day of birth, or that of the identity number. */
function birthOf({ person, identityNumber }: Pick<RegisterMember, 'person' | 'identityNumber'>): Day | null {
  if (person.birthDay !== null || identityNumber === null) return person.birthDay;
  const parsed = parseIdentityNumber(identityNumber);
  return parsed.ok ? parsed.value.birthDay : null;
}
