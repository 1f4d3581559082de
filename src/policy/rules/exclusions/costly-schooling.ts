import { exactly, multiple, unknownAmount } from '../../../kernel/interval.ts';
import {
  above,
  allOf,
  anyOf,
  type CombinedCondition,
  type ComparisonCondition,
  type FactCondition,
  isTrue,
} from '../../decision/condition.ts';
import type { SchoolingFacts } from '../../facts/facts.ts';
import type { Parameters } from '../../parameters/parameters.ts';
import { exclusion } from '../../decision/rule.ts';
import { bound, compared, yuanInWords } from '../../wording/amounts.ts';
import { memberName } from '../../wording/members.ts';
import { clauses, NO_WORDS, say, type Sentences } from '../../wording/sentences.ts';

/**
 * 困难职工子女进入高收费私立学校（学费超过同类公办学校2倍以上的）或自费出国留学的. Article 6; reading R14: without a benchmark, or
 * with one of 0, it is unknown whether the tuition is dear.
 */
export const costlySchooling = exclusion({
  id: 'COSTLY_SCHOOLING',
  article: 6,
  readings: ['R14'],
  reads: ['tuitionMultiple'],
  title: { zh: '子女就读高收费私立学校或自费出国留学', en: 'a costly private school or self-funded study abroad' },
  conditions: ({ facts }, parameters) => ({ schooling: anyEntry(facts.schooling, parameters) }),
  words: ({ schooling }, { facts }, parameters) => {
    if (facts.schooling === null) return NOT_VERIFIED;
    const said = facts.schooling.map((entry, index) => {
      const condition = costly(entry, schoolingPath(index), parameters);
      if (condition.state !== schooling.state) return NO_WORDS;
      return entryInWords(entry, condition, { name: memberName(entry.memberId, facts), parameters });
    });
    const words = clauses(...said);
    return words.zh === '' ? NOBODY : words;
  },
});

function anyEntry(
  schooling: readonly SchoolingFacts[] | null,
  parameters: Pick<Parameters, 'tuitionMultiple'>,
): CombinedCondition {
  if (schooling === null) return anyOf({ schooling: isTrue(null, 'schooling') });
  return anyOf(
    Object.fromEntries(
      schooling.map((entry, index) => {
        const path = schoolingPath(index);
        return [path, costly(entry, path, parameters)];
      }),
    ),
  );
}

/** An entry of the list: a private school that is dear, or study abroad. */
interface Costly extends CombinedCondition {
  readonly parts: {
    readonly dearPrivateSchool: PrivateSchool;
    readonly abroadSelfFunded: FactCondition;
  };
}

interface PrivateSchool extends CombinedCondition {
  readonly parts: { readonly private: FactCondition; readonly dear: ComparisonCondition };
}

function costly(entry: SchoolingFacts, path: string, parameters: Pick<Parameters, 'tuitionMultiple'>): Costly {
  const school = {
    private: isTrue(entry.private, `${path}.private`),
    dear: dear(entry, path, parameters),
  };
  const parts = {
    dearPrivateSchool: { ...allOf(school), parts: school },
    abroadSelfFunded: isTrue(entry.abroadSelfFunded, `${path}.abroadSelfFunded`),
  };
  return { ...anyOf(parts), parts };
}

function dear(
  entry: SchoolingFacts,
  path: string,
  { tuitionMultiple }: Pick<Parameters, 'tuitionMultiple'>,
): ComparisonCondition {
  const { tuition, publicTuition } = entry;
  const benchmarked = publicTuition !== null && publicTuition > 0;
  const limit = benchmarked
    ? multiple(exactly(publicTuition), tuitionMultiple)
    : unknownAmount([`${path}.publicTuition`]);
  return above(exactly(tuition), limit);
}

function schoolingPath(index: number): string {
  return `schooling.${index}`;
}

const NOT_VERIFIED: Sentences = {
  zh: '您家有无人就读高收费私立学校或自费出国留学尚待核实',
  en: 'whether anyone attends a costly private school or studies abroad at your own cost is not yet verified',
};

const NOBODY: Sentences = {
  zh: '您家没有人就读高收费私立学校或自费出国留学',
  en: 'nobody attends a costly private school or studies abroad at your own cost',
};

interface Pupil {
  readonly name: Sentences;
  readonly parameters: Pick<Parameters, 'tuitionMultiple'>;
}

/** What decides about an entry of the list; nothing of an ordinary school. */
function entryInWords(entry: SchoolingFacts, { state, parts }: Costly, pupil: Pupil): Sentences {
  const { dearPrivateSchool, abroadSelfFunded } = parts;
  const isSaid = state === 'FAILS' ? entry.private === true : dearPrivateSchool.state === state;
  return clauses(
    isSaid ? schoolInWords(entry, dearPrivateSchool.parts, pupil) : NO_WORDS,
    abroadSelfFunded.state === state ? abroadInWords(abroadSelfFunded, pupil) : NO_WORDS,
  );
}

function abroadInWords(abroadSelfFunded: FactCondition, { name: { zh, en } }: Pupil): Sentences {
  return say(abroadSelfFunded, {
    HOLDS: { zh: `${zh}自费出国留学`, en: `${en}: study abroad at your own cost` },
    FAILS: NO_WORDS,
    UNKNOWN: {
      zh: `${zh}是否自费出国留学尚待核实`,
      en: `${en}: whether there is study abroad at your own cost is not yet verified`,
    },
  });
}

function schoolInWords(entry: SchoolingFacts, { dear: fee }: PrivateSchool['parts'], pupil: Pupil): Sentences {
  const { zh, en } = pupil.name;
  const tuition = yuanInWords(entry.tuition);
  if (entry.private === null) {
    return clauses(
      { zh: `${zh}所读学校是否私立尚待核实`, en: `${en}: whether the school is private is not yet verified` },
      fee.state === 'UNKNOWN' ? NO_BENCHMARK : NO_WORDS,
    );
  }
  return clauses(
    { zh: `${zh}就读私立学校，学费${tuition.zh}`, en: `${en}: a private school with a fee of ${tuition.en}` },
    fee.state === 'UNKNOWN' ? NO_BENCHMARK : comparedFee(entry, fee, pupil.parameters),
  );
}

function comparedFee(
  entry: SchoolingFacts,
  fee: ComparisonCondition,
  { tuitionMultiple }: Pick<Parameters, 'tuitionMultiple'>,
): Sentences {
  const publicFee = yuanInWords(entry.publicTuition ?? 0);
  const times = bound(tuitionMultiple);
  return compared(fee, {
    zh: `同类公办学校学费${publicFee.zh}的${times}倍`,
    en: `${times} times the fee of a comparable public school, ${publicFee.en}`,
  });
}

const NO_BENCHMARK: Sentences = {
  zh: '没有同类公办学校的学费可比，须由县级（含县级）以上工会帮扶（服务）中心作出决定，定出可比学费',
  en: 'there is no fee of a comparable public school, and the county-level centre or one above has to set one by a decision',
};
