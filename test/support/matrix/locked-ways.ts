import type { GraphQLObjectType } from 'graphql';
import type { Action } from '../../../src/access/permissions.ts';
import { newId } from '../../../src/database/ids.ts';
import { HARDEST_COLUMNS, type TableKey } from './locked-tables.ts';
import type { Scope } from './oracle.ts';
import type { Selections } from './selection.ts';
import type { Way } from './ways.ts';
import type { World } from './world.ts';
import { objectOf } from '../schema-walk.ts';

const AT_COUNTY: Scope = { kind: 'unions', unions: ['county'] };
const REVIEWER: Scope = { kind: 'staff', staffCode: 'FINANCE_OFFICER.county' };
const READ: readonly Action[] = ['READ_REAL_NAME_TABLE'];

/** What only a next version has, the print of one that cannot be printed, and what was not known on the pay days. */
function versionOf(selections: Selections, table: GraphQLObjectType): string {
  const typeOf = (host: GraphQLObjectType, ...path: readonly string[]): GraphQLObjectType =>
    path.reduce((one, name) => {
      const field = one.getFields()[name];
      const type = field === undefined ? null : objectOf({ field });
      if (type === null) throw new Error(`the matrix does not know ${one.name}.${name}`);
      return type;
    }, host);
  const file = typeOf(table, 'files');
  const row = selections
    .flat(typeOf(table, 'rows', 'nodes'))
    .replace(/ cells \{[^}]*\}/, ' cells { __typename column text }');
  const page = typeOf(table, 'changes');
  const change = `{ __typename disbursementId kind changedColumns before ${row} after ${row} }`;
  const files = `{ __typename format sha256 unprintable ${selections.flat(typeOf(file, 'unprintable'))} }`;
  const changes = selections.flat(page).replace(/ nodes \{[^}]*\}/, ` nodes ${change}`);
  const decision = typeOf(table, 'rows', 'nodes', 'decision');
  const missing = `missing ${selections.flat(typeOf(decision, 'missing'))}`;
  const decided = `decision { __typename ${missing} findings { __typename ${missing} } }`;
  return `{ __typename id files ${files} changes ${changes} rows { __typename nodes { __typename ${decided} } } }`;
}

/** The arguments of the root fields about locked tables. */
export function lockedWays({ tables }: World): Readonly<Record<string, readonly Way[]>> {
  const byId = (id: string) => `id: ${JSON.stringify(id)}`;
  const on = (key: TableKey, more = ''): Way => ({
    args: `input: { table: "${tables[key]}"${more} }`,
    missing: `input: { table: "${newId()}"${more} }`,
    scope: AT_COUNTY,
  });
  const lock = 'year: 2020, union: "COUNTY", reviewer: "checker", columns: [NUMBER, NAME, AMOUNT]';
  // A link differs from every other.
  const link: Partial<Way> = { selection: () => '{ __typename fileName sha256 }', refusal: 'INVALID_ARGUMENT' };
  return {
    'Query.lockedRealNameTable': [
      { args: byId(tables.stamped), missing: byId(newId()) },
      { args: byId(tables.next), missing: byId(newId()), selection: versionOf },
    ],
    'Query.lockedRealNameTables': [
      { args: 'first: 200' },
      { args: 'first: 200, union: "COUNTY"', byUnion: true, reads: READ },
      { args: 'first: 200, year: 2020' },
      { args: 'first: 200, number: "SMZ-COUNTY-2020-0001"' },
    ],
    'Mutation.lockRealNameTable': [
      {
        args: `input: { ${lock} }`,
        scope: AT_COUNTY,
        // A table names who locked it, so that its content and its hash differ.
        selection: () =>
          '{ __typename revision problems { code } table { __typename id number version state rowCount amount } }',
      },
    ],
    'Mutation.tieOutRealNameTable': [on('tied')],
    'Mutation.explainTableDifference': [on('tied', ', difference: 1, explanation: "已核对"')],
    'Mutation.reviewRealNameTable': [
      { ...on('explained'), missing: null, scope: REVIEWER },
      // Nobody of the matrix is the reviewer, and only who may see the table is told so.
      {
        ...on('tied'),
        selection: () => '{ __typename revision problems { __typename code path zh en } table { __typename id } }',
      },
    ],
    'Mutation.signRealNameTable': [on('reviewed')],
    'Mutation.exportLockedTable': [
      { ...on('reviewed', ', part: CONTENT'), ...link },
      { ...on('stamped', ', part: SCAN'), ...link, reads: HARDEST_COLUMNS },
    ],
  };
}
