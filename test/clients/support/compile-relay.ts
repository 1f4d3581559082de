import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ConcreteRequest, ReaderFragment } from 'relay-runtime';

const here = join(import.meta.dirname, '..');

/** A project of Relay's: the documents of the tests and those of docs/clients.md, compiled. */
export interface RelayProject {
  readonly folder: string;
  readonly operation: (name: string) => Promise<ConcreteRequest>;
  readonly fragment: (name: string) => Promise<ReaderFragment>;
  readonly remove: () => void;
}

/** Makes a folder as a project has it, and runs relay-compiler in it as its users do. */
export function compileRelay(): RelayProject {
  const folder = mkdtempSync(join(tmpdir(), 'bangfu-relay-'));
  mkdirSync(join(folder, 'schema'));
  cpSync(join(here, '../../schema/api.graphql'), join(folder, 'schema/api.graphql'));
  cpSync(join(here, 'lines/relay.config.json'), join(folder, 'relay.config.json'));
  cpSync(join(here, 'lines/households.ts'), join(folder, 'src/households.ts'));
  cpSync(join(here, 'support/documents.ts'), join(folder, 'src/documents.ts'));
  symlinkSync(join(here, 'node_modules'), join(folder, 'node_modules'));
  const compiler = join(here, 'node_modules/relay-compiler/cli.js');
  const { status, stdout, stderr } = spawnSync(process.execPath, [compiler, '--noWatchman'], { cwd: folder });
  if (status !== 0) throw new Error(`${stdout.toString()}${stderr.toString()}`);
  const load = async (name: string) => {
    const path = join(folder, 'src/__generated__', `${name}.graphql.ts`);
    return ((await import(pathToFileURL(path).href)) as { default: unknown }).default;
  };
  return {
    folder,
    operation: async (name) => (await load(name)) as ConcreteRequest,
    fragment: async (name) => (await load(name)) as ReaderFragment,
    remove: () => {
      rmSync(folder, { recursive: true });
    },
  };
}

// What is compiled imports its like without the end of the name, as bundlers allow.
registerHooks({
  resolve: (specifier, context, next) => next(/\.graphql$/.test(specifier) ? `${specifier}.ts` : specifier, context),
});
