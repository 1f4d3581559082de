import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { subgraphSdl } from '../graph/federation.ts';
import { permissionsPage } from '../app/permissions-page.ts';
import { openSchema } from '../app/schema.ts';
import { withGlossary } from '../app/glossary.ts';

/** `schema`: prints the subgraph's SDL and the page of permissions into `schema/`, and the fields into the README. */
const schema = openSchema();
mkdirSync('schema', { recursive: true });
writeFileSync('schema/subgraph.graphql', subgraphSdl(schema));
writeFileSync('schema/permissions.md', permissionsPage(schema));
writeFileSync('README.md', withGlossary(readFileSync('README.md', 'utf8')));
