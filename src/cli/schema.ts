import { mkdirSync, writeFileSync } from 'node:fs';
import { subgraphSdl } from '../graph/federation.ts';
import { permissionsPage } from '../graph/permissions-page.ts';
import { openSchema } from '../graph/schema.ts';

/** `schema`: prints the subgraph's SDL and the page of permissions into `schema/`. */
const schema = openSchema();
mkdirSync('schema', { recursive: true });
writeFileSync('schema/subgraph.graphql', subgraphSdl(schema));
writeFileSync('schema/permissions.md', permissionsPage(schema));
