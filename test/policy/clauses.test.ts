import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { categoryRules, exclusionRules } from '../../src/policy/decision/rulebook.ts';
import { clauses } from './clauses.ts';

const withoutSpaces = (text: string) => text.replace(/\s/gu, '');
const regulation = withoutSpaces(readFileSync(new URL('regulation.txt', import.meta.url), 'utf8'));
const headings = [
  '',
  '第一条',
  '第二条',
  '第三条',
  '第四条',
  '第五条',
  '第六条',
  '第七条',
  '第八条',
  '第九条',
  '第十条',
  '第十一条',
  '第十二条',
  '第十三条',
  '第十四条',
];
const rules = [...categoryRules, ...exclusionRules];
const all = Object.entries(clauses).flatMap(([article, list]) =>
  list.map((clause) => ({ article: Number(article), clause })),
);

function article(number: number): string {
  const from = regulation.indexOf(headings[number] ?? '');
  return regulation.slice(from, regulation.indexOf(headings[number + 1] ?? '', from));
}

describe('the index of the clauses', () => {
  test.each([3, 4, 5, 6, 7, 13])('has every word of Article %d', (number) => {
    expect(article(number).length).toBeGreaterThan(20);
    expect(withoutSpaces((clauses[number] ?? []).map(({ text }) => text).join(''))).toBe(article(number));
  });

  test.each(all.map(({ clause }) => [clause.text, clause] as const))('“%s” has a rule or a reason', (_text, clause) => {
    if ('reason' in clause) expect(clause.reason).toMatch(/\w{5}/);
    else expect(clause.rules.length).toBeGreaterThan(0);
  });

  test.each(rules.map((rule) => [rule.id, rule] as const))('%s stands in a clause of its article', (id, rule) => {
    const own = all.filter(({ clause }) => 'rules' in clause && clause.rules.includes(id));
    expect(own.map(({ article: number }) => number)).toContain(rule.article);
  });

  test('names no rule that does not exist', () => {
    const known = new Set<string>(rules.map(({ id }) => id));
    expect(all.flatMap(({ clause }) => ('rules' in clause ? clause.rules : [])).filter((id) => !known.has(id))).toEqual(
      [],
    );
  });
});
