import type { HouseholdFacts, MemberFacts } from '../facts/facts.ts';
import type { Household } from '../facts/household.ts';
import { RELATION_NAMES } from '../names.ts';
import { clauses, listed, NO_WORDS, type Sentences } from './sentences.ts';

type Named = Pick<HouseholdFacts, 'members' | 'worker'>;

/** `您本人`, `您的妻子`, `您的儿子（m3）` where there are several sons, or `成员m2` where the facts name no relation. */
export function memberName(id: string, { members, worker }: Named): Sentences {
  if (id === worker.memberId) return { zh: '您本人', en: 'you' };
  const relation = members.find((member) => member.id === id)?.relation ?? 'OTHER';
  const name = RELATION_NAMES[relation];
  if (name === null) return { zh: `成员${id}`, en: `member ${id}` };
  const isOnly = members.filter((member) => member.relation === relation).length === 1;
  return isOnly ? name : { zh: `${name.zh}（${id}）`, en: `${name.en} (${id})` };
}

/** The names of these members, the worker first, then by their ids. */
export function memberNames(ids: Iterable<string>, facts: Named): Sentences {
  const isOther = (id: string) => id !== facts.worker.memberId;
  const sorted = [...new Set(ids)].sort();
  const workerFirst = [...sorted.filter((id) => !isOther(id)), ...sorted.filter(isOther)];
  return listed(workerFirst.map((id) => memberName(id, facts)));
}

/** Who counts as the household's population and who does not, where it is known and somebody does. */
export function whoCounts({ facts, population: { counted, countedIds } }: Household): Sentences {
  const size = counted.length;
  const names = memberNames(countedIds, facts);
  const others = facts.members.filter(({ id }) => !countedIds.has(id));
  return clauses(
    {
      zh: `计入家庭人口${size}人（${names.zh}）`,
      en: `${size} ${size === 1 ? 'person counts' : 'people count'} (${names.en})`,
    },
    ...REASONS.map((reason) => whoDoesNotCount(others.filter(reason.applies), reason, facts)),
  );
}

function whoDoesNotCount(members: readonly MemberFacts[], { zh, en }: Reason, facts: Named): Sentences {
  if (members.length === 0) return NO_WORDS;
  const ids = members.map(({ id }) => id);
  const names = memberNames(ids, facts);
  const does = ids.length === 1 && ids[0] !== facts.worker.memberId ? 'does' : 'do';
  return { zh: `${names.zh}${zh}不计入`, en: `${names.en} ${does} not count ${en}` };
}

interface Reason extends Sentences {
  readonly applies: (member: MemberFacts) => boolean;
}

/** Why somebody does not count: exactly one applies to each who does not. */
const REASONS: readonly Reason[] = [
  {
    zh: '经决定',
    en: '(by a decision)',
    applies: ({ populationOverride }) => populationOverride !== null,
  },
  {
    zh: '不在本户户籍内，',
    en: '(not in the same household register)',
    applies: ({ populationOverride, inRegister }) => populationOverride === null && inRegister === false,
  },
  {
    zh: '不常年共同生活，',
    en: '(not living together all year)',
    applies: ({ populationOverride, inRegister }) => populationOverride === null && inRegister !== false,
  },
];
