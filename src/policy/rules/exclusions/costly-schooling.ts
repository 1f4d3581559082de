import { exactly, multiple, unknownAmount } from '../../../kernel/interval.ts';
import {
  above,
  allOf,
  anyOf,
  type CombinedCondition,
  type ComparisonCondition,
  isTrue,
} from '../../decision/condition.ts';
import type { SchoolingFacts } from '../../facts/facts.ts';
import type { Parameters } from '../../parameters/parameters.ts';
import { exclusion } from '../../decision/rule.ts';
import { say } from '../../decision/wording.ts';

/**
 * 困难职工子女进入高收费私立学校（学费超过同类公办学校2倍以上的）或自费出国留学的. Article 6; reading R14: without a benchmark, or
 * with one of 0, it is unknown whether the tuition is dear.
 */
export const costlySchooling = exclusion({
  id: 'COSTLY_SCHOOLING',
  article: 6,
  readings: ['R14'],
  title: { zh: '子女就读高收费私立学校或自费出国留学', en: 'a costly private school or self-funded study abroad' },
  conditions: ({ facts }, parameters) => ({ schooling: anyEntry(facts.schooling, parameters) }),
  zh: ({ schooling }) =>
    say(
      schooling,
      '您家有人就读学费超过同类公办学校规定倍数的私立学校，或自费出国留学',
      '您家没有人就读高收费私立学校或自费出国留学',
      '您家有无人就读高收费私立学校或自费出国留学尚待核实',
    ),
  en: ({ schooling }) =>
    say(
      schooling,
      'someone attends a private school dearer than the allowed multiple of the public one, or studies abroad at your own cost',
      'nobody attends a costly private school or studies abroad at your own cost',
      'whether anyone attends a costly private school or studies abroad at your own cost is not yet verified',
    ),
});

function anyEntry(schooling: readonly SchoolingFacts[] | null, parameters: Parameters): CombinedCondition {
  if (schooling === null) return anyOf({ schooling: isTrue(null, 'schooling') });
  return anyOf(
    Object.fromEntries(
      schooling.map((entry, index) => {
        const path = `schooling.${index}`;
        return [path, costly(entry, path, parameters)];
      }),
    ),
  );
}

function costly(entry: SchoolingFacts, path: string, parameters: Parameters): CombinedCondition {
  return anyOf({
    dearPrivateSchool: allOf({
      private: isTrue(entry.private, `${path}.private`),
      dear: dear(entry, path, parameters),
    }),
    abroadSelfFunded: isTrue(entry.abroadSelfFunded, `${path}.abroadSelfFunded`),
  });
}

function dear(entry: SchoolingFacts, path: string, { tuitionMultiple }: Parameters): ComparisonCondition {
  const { tuition, publicTuition } = entry;
  const benchmarked = publicTuition !== null && publicTuition > 0;
  const limit = benchmarked
    ? multiple(exactly(publicTuition), tuitionMultiple)
    : unknownAmount([`${path}.publicTuition`]);
  return above(exactly(tuition), limit);
}
