import { deepStrictEqual, match, rejects, strictEqual } from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { type CodegenConfig, generate } from '@graphql-codegen/cli';
import config from '../lines/codegen.ts';
import { dataOf, householdAt } from '../support/ask.ts';

const here = join(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'bangfu-codegen-'));
after(() => {
  rmSync(folder, { recursive: true });
});

const QUERY = `query Figures($id: ID!, $asOf: Date) {
  household(id: $id, asOf: $asOf) {
    asOf
    revision
    region
    totals { from income }
    history(first: 1) { nodes { at } }
  }
}`;

const PROGRAM = `
import type { ResultOf } from '@graphql-typed-document-node/core';
import { graphql } from './gql';

export const figures = graphql(\`${QUERY}\`);

export function use({ household }: ResultOf<typeof figures>): void {
  if (!household?.totals) return;
  const texts: readonly string[] = [household.asOf, household.region, household.totals.from];
  const numbers: readonly number[] = [household.revision];
  const income: string | null | undefined = household.totals.income;
  // @ts-expect-error An amount is a text, not a number.
  const amount: number | null | undefined = household.totals.income;
  console.log(texts, numbers, income, amount);
}
`;

const TSCONFIG = {
  compilerOptions: {
    target: 'ES2024',
    module: 'ESNext',
    moduleResolution: 'Bundler',
    types: ['node'],
    typeRoots: ['./node_modules/@types'],
    noEmit: true,
    strict: true,
    verbatimModuleSyntax: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    skipLibCheck: true,
  },
  include: ['src'],
};

/** A project as its users have it. */
function makeProject(): void {
  mkdirSync(join(folder, 'src'));
  mkdirSync(join(folder, 'schema'));
  cpSync(join(here, '../../schema/api.graphql'), join(folder, 'schema/api.graphql'));
  symlinkSync(join(here, 'node_modules'), join(folder, 'node_modules'));
  writeFileSync(join(folder, 'src/figures.ts'), PROGRAM);
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(TSCONFIG));
}

test('GraphQL Code Generator makes types that compile, with every scalar named', async () => {
  makeProject();
  await generate({ ...config, cwd: folder, silent: true }, true);
  const tsc = join(here, '../../node_modules/typescript/bin/tsc');
  const { status, stdout } = spawnSync(process.execPath, [tsc, '-p', folder], { encoding: 'utf8' });
  deepStrictEqual([status, stdout], [0, '']);
});

test('GraphQL Code Generator would refuse a scalar without a type', async () => {
  const generates: CodegenConfig['generates'] = {
    'src/gql/': { preset: 'client', config: { strictScalars: true, scalars: { Date: 'string' } } },
  };
  await rejects(generate({ ...config, generates, cwd: folder, silent: true }, false), (error) => {
    match(String(error), /Unknown scalar type/);
    return true;
  });
});

test('values are of the types that the scalars are given', async () => {
  const { household } = (await dataOf(QUERY, { id: await householdAt(9) })) as { household: Household };
  const { asOf, revision, region, totals, history } = household;
  const texts = [asOf, region, totals.from, totals.income, history.nodes[0]?.at];
  deepStrictEqual(new Set(texts.map((text) => typeof text)), new Set(['string']));
  strictEqual(typeof revision, 'number');
});

interface Household {
  readonly asOf: unknown;
  readonly revision: unknown;
  readonly region: unknown;
  readonly totals: { readonly from: unknown; readonly income: unknown };
  readonly history: { readonly nodes: readonly { readonly at: unknown }[] };
}
