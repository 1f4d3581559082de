import { z } from 'zod';
import { fail, type Result, succeed } from '../../kernel/result.ts';
import type { HouseholdFacts } from '../../policy/facts/facts.ts';
import { indexStandards, type Standards } from '../../policy/money/standards.ts';
import { factsJson } from './facts-json.ts';
import { type Fault, toFaults } from './fault.ts';
import { record, text } from './leaves.ts';
import { standardsJson } from './standards-json.ts';

/** A household's facts and the standards to assess them by. */
export interface AssessmentCase {
  readonly facts: HouseholdFacts;
  readonly standards: Standards;
}

const caseJson = record({
  name: text.optional(),
  facts: factsJson,
  standards: standardsJson.optional(),
  expect: z.unknown(),
  expectStates: z.unknown(),
  refusedAt: z.unknown(),
}).partial({ expect: true, expectStates: true, refusedAt: true });

/** Reads one worked case. Its own standards, if it has any, replace the built-in ones. */
export function parseCase(value: unknown, builtIn: Standards): Result<AssessmentCase, readonly Fault[]> {
  const parsed = caseJson.safeParse(value);
  if (!parsed.success) return fail(toFaults(parsed.error));
  const { facts, standards } = parsed.data;
  return succeed({ facts, standards: standards === undefined ? builtIn : indexStandards(standards) });
}
