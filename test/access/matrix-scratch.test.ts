import { test } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { openSchema } from '../../src/graph/schema.ts';
import { subgraphSdl } from '../../src/graph/federation.ts';
test('x', () => { writeFileSync('/tmp/mx2.graphql', subgraphSdl(lexicographicSortSchema(openSchema())));
 const s = openSchema(); const t = s.getType('Person') as any; console.log(t.extensions, t.astNode?.directives?.length, t.getFields().identityNumber.extensions, t.getFields().mobile.extensions, openSchema().getType('Person') === t);
 });
