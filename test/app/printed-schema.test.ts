import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { isObjectType } from 'graphql';
import { apiSdl, subgraphSdl } from '../../src/graph/federation.ts';
import { fieldsPage } from '../../src/app/fields-page.ts';
import { permissionsPage } from '../../src/app/permissions-page.ts';
import { openSchema } from '../../src/app/schema.ts';
import { breakingChanges, unnamed } from '../support/breaking-changes.ts';

const sdl = subgraphSdl(openSchema());
const read = (path: string) => readFileSync(path, 'utf8').replaceAll('\r\n', '\n');

describe('what is printed is what is served (if not: npm run schema)', () => {
  test('schema/subgraph.graphql', () => {
    expect(read('schema/subgraph.graphql') === sdl).toBe(true);
  });

  test('schema/api.graphql', () => {
    expect(read('schema/api.graphql') === apiSdl(openSchema())).toBe(true);
  });

  test('schema/permissions.md', () => {
    expect(read('schema/permissions.md') === permissionsPage(openSchema())).toBe(true);
  });

  test('docs/fields.md', () => {
    expect(read('docs/fields.md') === fieldsPage()).toBe(true);
    expect(fieldsPage()).toContain('`accountNumber`');
  });
});

// R16 and R18: the window ends with the survey, and the line is that of the day.
test('the figures are described by the survey in force and the standard of the day', () => {
  expect(sdl).not.toMatch(/twelve months before the month of the day|monthly standards of the window/);
  expect(sdl).toMatch(/twelve months before the month of the survey in force[^"]*"""\s+totals:/);
  expect(sdl).toMatch(/Twelve times the monthly standard in force on the day[^"]*"""\s+standard:/);
});

/** Types whose `id` nothing else has, though `node` does not find them by it. */
const OF_THEIR_OWN = [
  ...['ArchiveChange', 'ArchiveFileBatch', 'ArchiveImportJob', 'ReliefAllocationAct'],
  ...['ReliefBatchLine', 'ReliefBatchStep', 'ReliefRuleProposal'],
  ...[
    'UnionChange',
    'UnionDeclaredRelative',
    'UnionStaff',
    'UnionStaffGrant',
    'UnionStaffGrantProposal',
    'UnionWorkerLogin',
  ],
];

// The stores of clients take all objects with one id for one object: an id of another object has another name.
test('what has an `id` is an object of its own', () => {
  const types = Object.values(openSchema().getTypeMap()).filter((type) => isObjectType(type));
  const others = types.filter((type) => 'id' in type.getFields() && type.getInterfaces().length === 0);
  expect(others.map(({ name }) => name).toSorted()).toEqual(OF_THEIR_OWN);
});

describe('a breaking change', () => {
  test('since the last release is named in CHANGELOG, under Unreleased', () => {
    const found = breakingChanges(read('schema/released.graphql'), sdl);
    expect(unnamed(found, read('CHANGELOG.md'))).toEqual([]);
  });

  test.each([
    ['a field that is gone', '  mobile: String\n', '  telephone: String\n', 'Person.mobile'],
    ['another type', '  totalCount: Int!', '  totalCount: String!', 'UnionStaffConnection.totalCount'],
    ['an argument that is gone', 'household(', 'households_(', 'Query.household'],
    ['a value that is gone', '  WARMTH\n', '  HEATING\n', 'ReliefAidType.WARMTH'],
    [
      'an input that must be given',
      '  idempotencyKey: String\n',
      '  idempotencyKey: String!\n',
      'ArchiveOpenFileInput.idempotencyKey',
    ],
    ['a key that is gone', ' @key(fields: "token")', '', 'Person @key(fields: "token")'],
  ])('is seen: %s', (_, from, to, coordinate) => {
    const changed = sdl.replaceAll(from, to);
    expect(changed).not.toBe(sdl);
    const found = breakingChanges(sdl, changed);
    expect(found.map((one) => one.coordinate)).toContain(coordinate);
    expect(unnamed(found, '# Changelog\n\n## Unreleased\n\n- Nothing.\n\n## 1.0.0\n')).toEqual(found);
    const text = found.map((one) => `- \`${one.coordinate}\` is gone.`).join('\n');
    expect(unnamed(found, `# Changelog\n\n## Unreleased\n\n${text}\n\n## 1.0.0\n\n- The first.\n`)).toEqual([]);
    expect(unnamed(found, `# Changelog\n\n## Unreleased\n\n## 1.0.0\n\n${text}\n`)).toEqual(found);
  });

  test('what is added breaks nothing', () => {
    expect(
      breakingChanges(sdl, sdl.replaceAll('  mobile: String\n', '  mobile: String\n  telephone: String\n')),
    ).toEqual([]);
  });
});
