import { test } from '@jest/globals';
import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { writeFileSync } from 'node:fs';
import { openSchema } from '../../src/graph/schema.ts';
import { subgraphSdl } from '../../src/graph/federation.ts';
test('x', () => {
  const sdl = subgraphSdl(openSchema());
  writeFileSync('/tmp/fed/ours.graphql', sdl);
  const other = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
  type Query { recognised(token: String!): ReliefRecord reliefRecords: [ReliefRecord!]! }
  type Person @key(fields: "token") { token: String reliefRecords: [ReliefRecord!]! }
  type Household @key(fields: "fileNumber") { fileNumber: String recognisedRelief: [ReliefRecord!]! }
  type ReliefRecord { id: ID! programme: String! recognisedOn: String! person: Person household: Household }
  `;
  const r = composeServices([{ name: 'bangfu', typeDefs: parse(sdl), url: 'http://a' }, { name: 'civil', typeDefs: parse(other), url: 'http://b' }]);
  console.log(r.errors?.map(String), r.hints?.map((h) => `${h.definition.code} ${h.definition.level.name} ${h.message}`).join('\n'));
  writeFileSync('/tmp/fed/super.graphql', r.supergraphSdl ?? '');
});
