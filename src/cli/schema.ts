import { mkdirSync, writeFileSync } from 'node:fs';
import { subgraphSdl } from '../graph/federation.ts';
import { fieldsPage } from '../app/fields-page.ts';
import { permissionsPage } from '../app/permissions-page.ts';
import { openSchema } from '../app/schema.ts';

/** `schema`: prints the subgraph's SDL and the page of permissions into `schema/`, and the fields into `docs/`. */
const schema = openSchema();
mkdirSync('schema', { recursive: true });
writeFileSync('schema/subgraph.graphql', subgraphSdl(schema));
writeFileSync('schema/permissions.md', permissionsPage(schema));
writeFileSync('docs/fields.md', fieldsPage());
