import { readdirSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parseCase } from '../../src/assessment/json/case-json.ts';
import { assessJson, builtIn, readJson } from '../support/json.ts';

interface WorkedCase {
  readonly name: string;
  readonly facts: unknown;
  readonly standards?: unknown;
  readonly expect?: Readonly<Record<string, unknown>>;
  readonly expectStates?: Readonly<Record<string, string>>;
  readonly refusedAt?: string;
}

const folder = new URL('cases/', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.json'));

test('the worked cases are all there', () => {
  expect(files).toHaveLength(10);
});

describe.each(files)('%s', (file) => {
  const cases = readJson(new URL(file, folder)) as readonly WorkedCase[];

  test.each(cases.map((worked) => [worked.name, worked] as const))('%s', (_name, worked) => {
    if (worked.refusedAt !== undefined) {
      const parsed = parseCase(worked, builtIn());
      const paths = parsed.ok ? [] : parsed.error.map(({ path }) => path);
      expect(paths).toContain(worked.refusedAt);
      return;
    }
    const assessment = assessJson(worked);
    expect(worked.expect).toBeDefined();
    for (const [key, value] of Object.entries(worked.expect ?? {})) {
      expect({ [key]: assessment[key as keyof typeof assessment] }).toEqual({ [key]: value });
    }
    const states = Object.fromEntries(assessment.findings.map(({ rule, state }) => [rule, state]));
    expect(states).toEqual(worked.expectStates);
  });
});
