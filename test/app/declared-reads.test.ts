import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type GraphQLObjectType, type GraphQLSchema } from 'graphql';
import { buildGraph, openSchema } from '../../src/app/schema.ts';
import { askMatrix, type Question } from '../support/matrix/asking.ts';
import { doorsOf } from '../support/matrix/doors.ts';
import { everything } from '../support/matrix/oracle.ts';
import { Selections } from '../support/matrix/selection.ts';
import { makeWorld, type World } from '../support/matrix/world.ts';
import { singleFieldDocuments } from '../support/single-fields.ts';
import { sampled } from '../support/runs.ts';
import { withStrictRows } from '../support/declared-reads.ts';

/** Rows of hot documents hold only the keys that their fields declare: see `src/graph/reads.ts`. */
let world: World;
beforeAll(async () => {
  world = await makeWorld('18');
});
afterAll(() => world.drop());

/** What is wrong with the answers to every query of the matrix, which select every field, to somebody who may do everything. */
async function faults(schema: GraphQLSchema): Promise<readonly string[]> {
  const open = openSchema();
  const found = new Set<string>();
  for (const door of doorsOf(world, open, new Selections(open))) {
    if (door.root !== 'Query') continue;
    const { errors } = await askMatrix(world, schema, everything(world), door);
    for (const [path, fault] of errors)
      found.add(fault.includes('and does not declare it') ? fault : `${path} ${fault}`);
  }
  return [...found];
}

test('no resolver reads what its field does not declare', async () => {
  const usual = await faults(buildGraph());
  expect(await faults(withStrictRows(buildGraph()))).toEqual(usual);
});

/** Documents of a single field each, by its coordinate. */
function documentsOfFields(): ReadonlyMap<string, Question> {
  const open = openSchema();
  const documents = new Map<string, Question>();
  for (const { root, source, variables } of doorsOf(world, open, new Selections(open))) {
    if (root !== 'Query') continue;
    for (const [coordinate, text] of singleFieldDocuments(open, source)) {
      if (!documents.has(coordinate)) documents.set(coordinate, { source: text, variables });
    }
  }
  return documents;
}

/** The fields whose answer is another when only the columns are read that the field declares. */
async function changedByDeclaredReads(
  schema: GraphQLSchema,
  documents: Iterable<readonly [string, Question]>,
): Promise<readonly string[]> {
  const changed: string[] = [];
  for (const [coordinate, question] of documents) {
    const whole = await askMatrix(world, schema, everything(world), question);
    const hot = await askMatrix(world, schema, everything(world), { ...question, hot: true });
    if (!isDeepStrictEqual([whole.data, whole.errors], [hot.data, hot.errors])) changed.push(coordinate);
  }
  return changed;
}

test('every field alone has the same answer when only the columns are read that it declares', async () => {
  const documents = [...documentsOfFields()];
  expect(documents.length).toBeGreaterThan(300);
  expect(await changedByDeclaredReads(buildGraph(), sampled(documents))).toEqual([]);
});

test('turns red on a field that reads more of the rows that it loads', async () => {
  const schema = buildGraph();
  const { incomes } = (schema.getType('Household') as GraphQLObjectType).getFields();
  if (incomes === undefined) throw new Error('a household has incomes');
  incomes.extensions = { ...incomes.extensions, reads: [] };
  const documents = [...documentsOfFields()].filter(([coordinate]) => coordinate === 'Household.incomes');
  expect(await changedByDeclaredReads(schema, documents)).toEqual(['Household.incomes']);
});

test('turns red on a planted resolver that reads another key', async () => {
  const schema = buildGraph();
  const { region } = (schema.getType('Household') as GraphQLObjectType).getFields();
  if (region === undefined) throw new Error('a household has a region');
  region.resolve = (source: { readonly region: string; readonly mainCause: string }) =>
    source.region + source.mainCause;
  expect(await faults(withStrictRows(schema))).toContain('Household.region reads mainCause and does not declare it');
});
