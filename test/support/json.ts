import { readFileSync } from 'node:fs';
import { assessmentJson } from '../../src/assessment/json/assessment-json.ts';
import { parseCase } from '../../src/assessment/json/case-json.ts';
import { assess } from '../../src/policy/decision/assess.ts';
import type { RuleId } from '../../src/policy/decision/rule.ts';
import { builtInStandards } from '../../src/policy/parameters/built-in-standards.ts';
import { indexStandards, type Standards } from '../../src/policy/money/standards.ts';

/** Any JSON object, as a test writes it. */
export type Json = Record<string, unknown>;

export type AssessmentJson = ReturnType<typeof assessmentJson>;

/** The built-in standards, indexed. */
export function builtIn(): Standards {
  return indexStandards(builtInStandards);
}

/** Assesses a case in the shape of the worked cases; it must not be refused. */
export function assessJson(value: { readonly facts: unknown; readonly standards?: unknown }): AssessmentJson {
  const parsed = parseCase(value, builtIn());
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
  return assessmentJson(assess(parsed.value.facts, parsed.value.standards));
}

export function stateOf(assessment: AssessmentJson, rule: RuleId): string | undefined {
  return assessment.findings.find((finding) => finding.rule === rule)?.state;
}

export function readJson(url: URL): unknown {
  return JSON.parse(readFileSync(url, 'utf8'));
}
