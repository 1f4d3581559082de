import { expect } from '@jest/globals';
import { parseCase } from '../../src/assessment/json/case-json.ts';
import { assess } from '../../src/policy/decision/assess.ts';
import type { RuleId } from '../../src/policy/decision/rule.ts';
import type { FamilyRelation } from '../../src/policy/facts/facts.ts';
import { household, STANDARDS } from './household.ts';
import { builtIn, type Json } from './json.ts';

interface Spoken {
  readonly zh: string;
  readonly en: string;
}

/** How members are related to the worker, by their ids, as the register says and a worked case does not. */
type Relations = Readonly<Record<string, FamilyRelation>>;

/** The sentence of one rule's finding on a {@link household}. */
export function spoken(rule: RuleId, over: Json, relations: Relations = {}, standards: Json = STANDARDS): Spoken {
  const parsed = parseCase({ facts: household(over), standards }, builtIn());
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
  const { facts, standards: known } = parsed.value;
  const members = facts.members.map((member) => ({ ...member, relation: relations[member.id] ?? null }));
  const finding = assess({ ...facts, members }, known).findings.find((one) => one.rule === rule);
  if (finding === undefined) throw new Error('the rule is switched off');
  return finding.sentences();
}

/** One sentence, as of a day, that ends in a conclusion, and says nothing of today nor of what a computer says. */
export function expectSentence({ zh, en }: Spoken): void {
  expect(zh).toMatch(
    /^截至\d+年\d+月\d+日，[^。]+；因此(.*属于.*的不建档情形|.*符合.*的条件|本项不适用（第三条“农民工家庭”）)。$/u,
  );
  expect(zh).toMatch(/；因此[^。]*第[三五六七十]+条“[^”]+”/u);
  expect(en).toMatch(/^As of \d+ [A-Z][a-z]+ \d{4}, [^;]+; so [^;]+ \(Article \d+\)\.$/);
  expect(zh).not.toMatch(/目前|现在|为尚|Infinity|NaN|undefined|null|，，|\d{4}-\d{2}|为-/u);
  expect(en).not.toMatch(/\bnow\b|currently|Infinity|NaN|undefined|null|, ,|\d{4}-\d{2}|-\d/);
}
