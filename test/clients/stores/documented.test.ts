import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const here = join(import.meta.dirname, '..');
const page = readFileSync(join(here, '../../docs/clients.md'), 'utf8');
const blocks = [...page.matchAll(/^```(?:ts|json)\n([\s\S]*?)^```$/gm)].map(([, lines]) => lines);
const files = readdirSync(join(here, 'lines'));
const { dependencies } = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8')) as {
  dependencies: Readonly<Record<string, string>>;
};

/** Apollo Client 3 is installed here under another name, beside the other. */
const asInstalled = (text: string) =>
  text.replaceAll(/'apollo-client-3\/(\S+)\/index\.js'/g, (_, path: string) => `'@apollo/client/${path}'`);

test('docs/clients.md shows the lines that the tests run, and no others', () => {
  const lines = files.map((file) => asInstalled(readFileSync(join(here, 'lines', file), 'utf8')));
  ok(lines.length > 8);
  deepStrictEqual(blocks.toSorted(), lines.toSorted());
});

const PACKAGES = [
  ['Apollo Client', '@apollo/client'],
  ['Apollo Client', 'apollo-client-3'],
  ['urql', '@urql/core'],
  ['graphcache', '@urql/exchange-graphcache'],
  ['graphql-request', 'graphql-request'],
  ['GraphQL Code Generator', '@graphql-codegen/cli'],
  ['Relay', 'relay-compiler'],
];

test('docs/clients.md names the versions that were tried', () => {
  const rows = [...page.matchAll(/^\| \[(.+?)\]\S+ +\| (\d+\.\d+) /gm)].map(([, client, version]) => [client, version]);
  const tried = PACKAGES.map(([client, name = '']) => [client, /(\d+\.\d+)\.\d+$/.exec(dependencies[name] ?? '')?.[1]]);
  deepStrictEqual(rows, tried);
  strictEqual(dependencies['relay-runtime'], dependencies['relay-compiler']);
});
