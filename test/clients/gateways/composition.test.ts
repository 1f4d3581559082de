import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildSchema } from 'graphql';
import { COMPOSERS } from './support/compose.ts';

const urls = { bangfu: 'http://bangfu/graphql', civil: 'http://civil/graphql', housing: 'http://housing/graphql' };

for (const [name, compose] of Object.entries(COMPOSERS)) {
  test(`${name} composes our subgraph with two partners’, without an error or a hint`, () => {
    const { supergraph, said } = compose(urls);
    assert.deepEqual(said, []);
    const household = buildSchema(supergraph, { assumeValidSDL: true }).getType('Household');
    const shown = household !== undefined && 'getFields' in household ? Object.keys(household.getFields()) : [];
    for (const field of ['mainCause', 'recognisedRelief', 'housingBenefit']) assert.ok(shown.includes(field), field);
  });
}
