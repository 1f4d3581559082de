import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { buildSchema, graphql, type GraphQLSchema, isObjectType } from 'graphql';
import { type Action, ACTIONS } from '../../../src/access/permissions.ts';
import { SENSITIVITIES } from '../../../src/access/sensitivity.codes.ts';
import type { Viewer } from '../../../src/access/viewer.ts';
import type { Sensitivity } from '../../../src/fields/sensitivity.codes.ts';
import type { GraphContext } from '../../../src/graph/context.ts';
import { effectivePolicy, enforceFieldPolicies } from '../../../src/graph/policy/field-policy.ts';
import { masked } from '../../../src/graph/policy/mask.ts';
import type { PolicyExtensions } from '../../../src/graph/policy/policy.ts';
import { sensitiveReads } from '../../../src/graph/policy/sensitive-reads.ts';
import { runs } from '../../support/runs.ts';

const KINDS = Object.keys(SENSITIVITIES) as readonly Sensitivity[];

const SDL = `
type Query { file: File needsGrant: String open: String }
type Mutation { write: String }
type File {
  plain: String renamed: String inherited: String made: String computed: String facts: String factsRenamed: String
  same: String withheld: [String!] health: String identity: String account: String address: String
}
`;

const EXTENSIONS: Readonly<Record<string, PolicyExtensions>> = {
  'Query.needsGrant': { policy: 'MANAGE_STAFF', required: true },
  'Query.open': { policy: 'MANAGE_STAFF' },
  'Mutation.write': { policy: 'RECORD_HOUSEHOLD', required: true },
  'File.renamed': { key: 'other' },
  'File.inherited': { policy: 'INHERIT' },
  'File.made': { made: true },
  'File.facts': { policy: 'READ_FACTS' },
  'File.factsRenamed': { policy: 'READ_FACTS', key: 'other' },
  'File.same': { policy: 'READ_HOUSEHOLD' },
  'File.health': { sensitivity: 'HEALTH', policy: 'READ_FACTS' },
  'File.identity': { sensitivity: 'IDENTITY', sealed: true, key: 'number' },
  'File.account': { sensitivity: 'ACCOUNT', sealed: true },
  'File.address': { sensitivity: 'ADDRESS', key: 'other' },
};

function fieldsOf(schema: GraphQLSchema, name: string): Readonly<Record<string, object>> {
  const type = schema.getType(name);
  return isObjectType(type) ? type.getFields() : {};
}

function guardedSchema(): GraphQLSchema {
  const schema = buildSchema(SDL);
  for (const [coordinate, extensions] of Object.entries(EXTENSIONS)) {
    const [type = '', field = ''] = coordinate.split('.');
    Object.assign(fieldsOf(schema, type)[field] ?? {}, { extensions });
  }
  Object.assign(schema.getType('File') ?? {}, { extensions: { policy: 'READ_HOUSEHOLD' } });
  Object.assign(fieldsOf(schema, 'File')['computed'] ?? {}, { resolve: () => 'computed' });
  return enforceFieldPolicies(schema);
}

const schema = guardedSchema();
const viewer = (over: Partial<Viewer> = {}): Viewer => ({
  staffId: 's',
  personId: null,
  grants: [],
  purpose: null,
  ...over,
});

/** A file with these values, on which its reader has these rights. */
function file(
  rights: readonly Action[],
  values: Readonly<Record<string, unknown>>,
  secrets: Readonly<Record<string, unknown>>,
) {
  return {
    ...values,
    rights: new Set(rights),
    subject: { kind: 'Household' as const, id: 'h' },
    secret: (key: string) => secrets[key] ?? null,
  };
}

async function ask(source: string, root: object, who: Viewer | null) {
  const context = { viewer: who, reads: { current: {} } } as unknown as GraphContext;
  const answer = await graphql({ schema, source, rootValue: root, contextValue: context });
  const read = sensitiveReads(context);
  return {
    data: answer.data as Readonly<Record<string, unknown>> | null | undefined,
    codes: (answer.errors ?? []).map(({ extensions }) => extensions['code']),
    shown: read.shown().map(({ kind, id, fields }) => [kind, id, [...fields].sort()]),
    masked: read.masked(),
  };
}

describe('a root field', () => {
  const root = { needsGrant: 'given', open: 'given', write: 'done' };

  test('answers nobody', async () => {
    expect(await ask('{ open needsGrant }', root, null)).toMatchObject({
      ...{ data: { open: null, needsGrant: null }, codes: ['UNAUTHENTICATED', 'UNAUTHENTICATED'] },
    });
    expect(await ask('mutation { write }', root, null)).toMatchObject({ codes: ['UNAUTHENTICATED'] });
  });

  test('that requires an action answers those only who have it somewhere', async () => {
    const clerk = viewer({ grants: [{ role: 'UNION_CLERK', unionId: 'u' }] });
    const administrator = viewer({ grants: [{ role: 'ADMINISTRATOR', unionId: 'u' }] });
    expect(await ask('{ open needsGrant }', root, clerk)).toMatchObject({
      ...{ data: { open: 'given', needsGrant: null }, codes: ['FORBIDDEN'] },
    });
    expect(await ask('{ needsGrant }', root, administrator)).toMatchObject({
      data: { needsGrant: 'given' },
      codes: [],
    });
    expect(await ask('mutation { write }', root, clerk)).toMatchObject({ data: { write: 'done' }, codes: [] });
    expect(await ask('mutation { write }', root, administrator)).toMatchObject({ codes: ['FORBIDDEN'] });
    expect(await ask('{ needsGrant }', root, viewer({ staffId: null, personId: 'p' }))).toMatchObject({
      codes: ['FORBIDDEN'],
    });
  });
});

describe('a field', () => {
  const values = { plain: '1', other: '2', inherited: '3', facts: '4', same: '5', made: () => '6' };

  test('reads its value as it is declared', async () => {
    const { data, codes } = await ask(
      '{ file { plain renamed inherited made computed facts factsRenamed same __typename } }',
      { file: file(['READ_FACTS'], values, {}) },
      viewer(),
    );
    expect([data?.['file'], codes]).toEqual([
      {
        ...{ plain: '1', renamed: '2', inherited: '3', made: '6', computed: 'computed' },
        ...{ facts: '4', factsRenamed: '2', same: '5', __typename: 'File' },
      },
      [],
    ]);
    const unmade = await ask('{ file { made } }', { file: file([], {}, {}) }, viewer());
    expect([unmade.data?.['file'], unmade.codes]).toEqual([{ made: null }, []]);
  });

  test('with a policy of its own is refused to those without the right', async () => {
    const found = await ask('{ file { plain facts factsRenamed same } }', { file: file([], values, {}) }, viewer());
    expect(found.data?.['file']).toEqual({ plain: '1', facts: null, factsRenamed: null, same: '5' });
    expect(found.codes).toEqual(['FORBIDDEN', 'FORBIDDEN']);
  });

  test('has its own policy, or that of its type', () => {
    const type = schema.getType('File') as Parameters<typeof effectivePolicy>[0];
    const policies = ['plain', 'facts', 'inherited'].map((name) => {
      const field = type.getFields()[name];
      return field && effectivePolicy(type, field);
    });
    expect(policies).toEqual(['READ_HOUSEHOLD', 'READ_FACTS', 'INHERIT']);
  });
});

describe('a sensitive value', () => {
  const SENSITIVE = { health: 'HEALTH', identity: 'IDENTITY', account: 'ACCOUNT', address: 'ADDRESS' } as const;
  const text = fc.oneof(
    fc.string({ unit: fc.constantFrom(...Array.from('0123456789X')), minLength: 1, maxLength: 20 }),
    fc.constant(null),
  );
  const query = '{ file { health identity account address withheld } }';

  test('is shown only with its right and a purpose, and is recorded then; else its mask is shown, and `withheld` names it where a purpose is all that lacks', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.subarray([...ACTIONS]),
        fc.constantFrom(null, '核对'),
        fc.record({ health: text, identity: text, account: text, address: text }),
        async (rights, purpose, values) => {
          const source = file(
            rights,
            { health: values.health, other: values.address },
            { number: values.identity, account: values.account },
          );
          const found = await ask(query, { file: source }, viewer({ purpose }));
          const names = Object.keys(SENSITIVE) as (keyof typeof SENSITIVE)[];
          const may = (name: keyof typeof SENSITIVE) =>
            purpose !== null && rights.includes(SENSITIVITIES[SENSITIVE[name]]);
          const selectable = (name: string) => name !== 'health' || rights.includes('READ_FACTS');
          const known = names.filter((name) => selectable(name) && values[name] !== null);
          const expected = names.map((name) => {
            if (!selectable(name)) return [name, null];
            return [name, may(name) ? values[name] : masked(values[name], SENSITIVE[name])];
          });
          expect(found.data?.['file']).toEqual({
            ...Object.fromEntries(expected),
            withheld: Object.keys(EXTENSIONS)
              .map((name) => name.replace('File.', '') as keyof typeof SENSITIVE)
              .filter(
                (name) => purpose === null && known.includes(name) && rights.includes(SENSITIVITIES[SENSITIVE[name]]),
              ),
          });
          expect(found.codes).toEqual(selectable('health') ? [] : ['FORBIDDEN']);
          const shown = known.filter(may).map((name) => SENSITIVE[name]);
          expect(found.shown).toEqual(shown.length === 0 ? [] : [['Household', 'h', [...shown].sort()]]);
          expect(found.masked).toBe(known.some((name) => !may(name)) ? 1 : 0);
        },
      ),
      runs(60, 5000),
    );
  });

  test('is not shown with an empty viewer', async () => {
    const context = { viewer: null, reads: { current: {} } } as unknown as GraphContext;
    const type = schema.getType('File') as Parameters<typeof effectivePolicy>[0];
    const resolve = type.getFields()['account']?.resolve;
    const source = file([...ACTIONS], {}, { account: '6222000000000001' });
    expect(await resolve?.(source, {}, context, null as never)).toBe('************0001');
  });
});

describe('a mask', () => {
  test('shows four characters at most, of numbers that are long enough, and never more than half', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...Array.from('0123456789X')), maxLength: 30 }),
        fc.constantFrom(...KINDS),
        (value, kind) => {
          const shown = masked(value, kind);
          if (!['IDENTITY', 'ACCOUNT', 'CONTACT'].includes(kind)) {
            expect(shown).toBeNull();
            return;
          }
          const open = shown?.replaceAll('*', '') ?? '';
          expect(shown).toHaveLength(value.length);
          expect(open).toBe(value.length < 8 ? '' : value.slice(-4));
          expect(open.length * 2).toBeLessThanOrEqual(value.length);
        },
      ),
      runs(100, 5000),
    );
  });

  test('of what is no text is nothing', () => {
    for (const value of [1, true, null, undefined, {}, ['1234567890']]) expect(masked(value, 'IDENTITY')).toBeNull();
  });
});

describe('the sensitive reads of an answer', () => {
  test('count each subject once, with all that was shown of it', () => {
    const context = { reads: {} } as unknown as GraphContext;
    const read = sensitiveReads(context);
    for (const kind of ['HEALTH', 'ACCOUNT', 'HEALTH'] as const) read.noteShown({ kind: 'Person', id: '1' }, kind);
    read.noteShown({ kind: 'Household', id: '1' }, 'ADDRESS');
    for (const id of ['1', '2', '2']) read.noteMasked({ kind: 'Person', id });
    expect(sensitiveReads(context).shown()).toEqual([
      { kind: 'Person', id: '1', fields: new Set(['HEALTH', 'ACCOUNT']) },
      { kind: 'Household', id: '1', fields: new Set(['ADDRESS']) },
    ]);
    expect(read.masked()).toBe(2);
    expect(sensitiveReads({ reads: {} } as unknown as GraphContext).shown()).toEqual([]);
  });
});
