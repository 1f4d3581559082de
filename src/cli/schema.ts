import { mkdirSync, writeFileSync } from 'node:fs';
import type { Command } from '../app/command-line/command-line.ts';
import { runCommand } from '../app/command-line/run-command.ts';
import { apiSdl, subgraphSdl } from '../graph/federation.ts';
import { fieldsPage } from '../app/fields-page.ts';
import { permissionsPage } from '../app/permissions-page.ts';
import { openSchema } from '../app/schema.ts';

/** `schema` writes the SDL of the subgraph and the page of permissions into `schema/`, and the page of fields into `docs/`. */
const COMMAND = {
  call: 'npm run schema',
  about:
    '将子图定义和权限表写入 schema/，字段表写入 docs/fields.md / ' +
    'writes the schema and the permissions into schema/, and the fields into docs/fields.md',
  options: {},
} satisfies Command;

process.exitCode = await runCommand(COMMAND, () => {
  const schema = openSchema();
  mkdirSync('schema', { recursive: true });
  writeFileSync('schema/subgraph.graphql', subgraphSdl(schema));
  writeFileSync('schema/api.graphql', apiSdl(schema));
  writeFileSync('schema/permissions.md', permissionsPage(schema));
  writeFileSync('docs/fields.md', fieldsPage());
  return 0;
});
