import { conjunction, type State } from '../../kernel/truth.ts';
import type { Conditions } from './condition.ts';
import type { ExclusionId } from '../facts/facts.ts';
import type { Household } from '../facts/household.ts';
import type { Parameters } from '../parameters/parameters.ts';
import { conclusion, notForYou, opening, type RuleKind } from '../wording/conclusion.ts';
import type { Sentences } from '../wording/sentences.ts';

/** The categories of Articles 3 and 5, in the order of the rulebook. */
export const CATEGORY_IDS = [
  'BELOW_STANDARD_UNAIDED',
  'BELOW_STANDARD_AIDED',
  'NEAR_STANDARD_WITH_CAUSE',
  'SUDDEN_HARDSHIP',
  'MIGRANT_WORKER',
] as const;
export type CategoryId = (typeof CATEGORY_IDS)[number];

export type RuleId = CategoryId | ExclusionId;

/** A `R` number of POLICY: where the text is silent or can be read two ways, the reading that is fixed. */
type Reading = `R${number}`;

/** The finding of a rule; every rule has one, whether it holds or not. */
export interface Finding<Id extends RuleId = RuleId> {
  readonly rule: Id;
  readonly article: number;
  readonly readings: readonly Reading[];
  readonly state: State;
  /** Paths of the facts whose absence leaves it undecided; empty unless `UNKNOWN`. */
  readonly missing: readonly string[];
  /** The conditions of the rule, which must all hold. */
  readonly conditions: Conditions;
  /** Makes one sentence in Chinese and one in English that a clerk can read to the household. */
  readonly sentences: () => Sentences;
}

export interface Rule<Id extends RuleId = RuleId> {
  readonly id: Id;
  readonly article: number;
  readonly readings: readonly Reading[];
  /** The name of the category or exclusion, as it appears in sentences and on notices. */
  readonly title: Sentences;
  /** The parameters that it reads: where they are the same, and the findings before it too, so is its finding. */
  readonly reads: readonly (keyof Parameters)[];
  /** `earlier` are the findings of the rules before it in the table. */
  readonly evaluate: (household: Household, parameters: Parameters, earlier: readonly Finding[]) => Finding<Id>;
}

interface RuleText<Id extends RuleId, Named extends Conditions, Read extends keyof Parameters> {
  readonly id: Id;
  readonly article: number;
  readonly readings: readonly Reading[];
  readonly reads: readonly Read[];
  /** The name of the category or exclusion, as it appears in the sentences. */
  readonly title: Sentences;
  readonly conditions: (household: Household, parameters: Pick<Parameters, Read>, earlier: readonly Finding[]) => Named;
  /** Why the rule is not for this household, in words; left out where it is for everybody. */
  readonly notForYou?: (conditions: Named) => Sentences | null;
  /** The conditions in words; the day and the conclusion are added. */
  readonly words: (conditions: Named, household: Household, parameters: Pick<Parameters, Read>) => Sentences;
}

/** Makes a category of Article 3 or 5. */
export function category<Named extends Conditions, Id extends CategoryId, const Read extends keyof Parameters>(
  text: RuleText<Id, Named, Read>,
): Rule<Id> {
  return rule('CATEGORY', text);
}

/** Makes an exclusion of Article 6, 7 or 13. */
export function exclusion<Named extends Conditions, Id extends ExclusionId, const Read extends keyof Parameters>(
  text: RuleText<Id, Named, Read>,
): Rule<Id> {
  return rule('EXCLUSION', text);
}

function rule<Named extends Conditions, Id extends RuleId, Read extends keyof Parameters>(
  kind: RuleKind,
  text: RuleText<Id, Named, Read>,
): Rule<Id> {
  const { id, article, readings, reads, title, conditions: weigh } = text;
  return {
    id,
    article,
    readings,
    title,
    reads,
    evaluate: (household, parameters, earlier) => {
      const conditions = weigh(household, parameters, earlier);
      const { state, missing } = conjunction(Object.values(conditions));
      const sentences = () => {
        const notFor = text.notForYou?.(conditions) ?? null;
        const said = notFor ?? text.words(conditions, household, parameters);
        const end = notFor === null ? conclusion(kind, state, article, title) : notForYou(article, title);
        return sentence(opening(household.facts), said, end);
      };
      return { rule: id, article, readings, state, missing, conditions, sentences };
    },
  };
}

function sentence(begin: Sentences, said: Sentences, end: Sentences): Sentences {
  return { zh: `${begin.zh}${said.zh}；${end.zh}`, en: `${begin.en}${said.en}; ${end.en}` };
}
