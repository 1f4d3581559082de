import { parseMonth } from '../../kernel/calendar.ts';
import type { Household } from '../facts/household.ts';
import { daysInWords, monthsInWords } from './dates.ts';
import { memberNames } from './members.ts';
import { clauses, NO_WORDS, type Sentences } from './sentences.ts';
import { surveyNotServing } from './survey.ts';

/** A kind of path by which a figure is unknown, and what is to be found out; `keys` are what the paths have in brackets. */
interface Open {
  readonly path: RegExp;
  readonly words: (keys: readonly string[], household: Household) => Sentences;
}

const KINDS: readonly Open[] = [
  { path: /^surveyedOn()$/, words: (_keys, { facts }) => surveyNotServing(facts) },
  {
    path: /^population()$/,
    words: () => ({
      zh: '没有成员计入家庭人口，须先核实家庭人口',
      en: 'nobody counts as a member of the household, which is to be verified first',
    }),
  },
  {
    path: /^members\.([^.]+)\.(?:inRegister|livesTogether)$/,
    words: ofMembers('是否计入家庭人口', (names) => `whether to count ${names}`),
  },
  { path: /^members\.([^.]+)\.employment$/, words: ofMembers('的就业情况', (names) => `what work ${names} had`) },
  { path: /^members\.([^.]+)\.farms$/, words: ofMembers('是否务农', (names) => `whether ${names} worked on the farm`) },
  { path: /^standards\.dibao\.\d+\.(.+)$/, words: ofMonths({ zh: '低保标准', en: 'dibao standard' }) },
  { path: /^standards\.minimumWage\.\d+\.(.+)$/, words: ofMonths({ zh: '最低工资标准', en: 'minimum wage' }) },
  {
    path: /^standards\.ruralIncome\.\d+\.(.+)$/,
    words: ([year]) => ({
      zh: `${year ?? ''}年农村居民人均可支配收入尚未登记`,
      en: `the rural income per head of ${year ?? ''} is not on file`,
    }),
  },
  { path: /^assets\.dwellings()$/, words: notVerified({ zh: '住宅套数和面积', en: 'the dwellings are' }) },
  { path: /^assets\.investments()$/, words: notVerified({ zh: '投资性净资产', en: 'investments are' }) },
  { path: /^assets\.savings()$/, words: notVerified({ zh: '储蓄', en: 'savings are' }) },
  { path: /^(events\.\d+)\./, words: ofEvents },
];

/** What leaves a figure unknown, in words: what is to be verified or put on file. */
export function openInWords(missing: readonly string[], household: Household): Sentences {
  const paths = [...new Set(missing)].sort();
  return clauses(
    ...KINDS.map(({ path, words }) => {
      const keys = [...new Set(paths.flatMap((one) => path.exec(one)?.[1] ?? []))];
      return keys.length === 0 ? NO_WORDS : words(keys, household);
    }),
  );
}

function ofMembers(zh: string, en: (names: string) => string): Open['words'] {
  return (ids, { facts }) => {
    const names = memberNames(ids, facts);
    return { zh: `${names.zh}${zh}尚待核实`, en: `${en(names.en)} is not yet verified` };
  };
}

function ofMonths({ zh, en }: Sentences): Open['words'] {
  return (keys) => {
    const months = monthsInWords(keys.flatMap((key) => parseMonth(key) ?? []));
    return { zh: `${months.zh}的${zh}尚未登记`, en: `the ${en} of ${months.en} is not on file` };
  };
}

function notVerified({ zh, en }: Sentences): Open['words'] {
  return () => ({ zh: `${zh}尚待核实`, en: `${en} not yet verified` });
}

function ofEvents(paths: readonly string[], { events }: Household): Sentences {
  const days = daysInWords(events.filter(({ path }) => paths.includes(path)).map(({ date }) => date));
  return {
    zh: `${days.zh}的突发事件是否属于第五条所列情形尚待核实`,
    en: `whether the sudden event of ${days.en} is a case of Article 5 is not yet verified`,
  };
}
