import { describe, expect, test } from '@jest/globals';
import {
  graphql,
  type GraphQLEnumType,
  isEnumType,
  isInputObjectType,
  isNonNullType,
  isObjectType,
  isScalarType,
  isUnionType,
} from 'graphql';
import { ACTIONS } from '../../src/access/permissions.ts';
import { archiveFileFields } from '../../src/registry/file/archive-file.fields.ts';
import { graphName } from '../../src/fields/field.ts';
import { subgraphSdl } from '../../src/graph/federation.ts';
import { servedGraph, openSchema } from '../../src/app/schema.ts';
import type { Fields } from '../../src/fields/field.ts';
import { RECORDS, STATES } from '../../src/registry/kinds.ts';
import {
  type Coordinate,
  coordinates,
  described,
  isListed,
  needsOf,
  objectOf,
  ownTypes,
  saysOf,
} from '../support/schema-walk.ts';

const schema = servedGraph();
const all = coordinates(schema).filter(({ field }) => !field.name.startsWith('_'));
const isRoot = ({ type }: Coordinate) => type === schema.getQueryType() || type === schema.getMutationType();
const names = (found: readonly Coordinate[]) => found.map(({ name }) => name);

/** Lists that are no connections, and why they stay short. */
const SHORT_LISTS = new Map([
  ['Query.regions', 'the divisions of one city'],
  ['Query.standards', 'three kinds of one division on one day'],
  ['Query.standardNotices', 'three kinds of the divisions in use, each with a reason or two'],
  ['ArchiveFileBatch.faults', 'at most 200 of one job'],
  ['ReliefRuleProposal.standards', 'of one document, up to 500'],
  ['ReliefRuleProposal.documents', 'the scans of one document'],
  ['ReliefRulePreview.groups', 'one for each pair of categories at each level'],
  ['Region.names', 'a division is renamed once in decades'],
  ['Region.standards', 'three kinds of one division on one day'],
  ['TradeUnion.children', 'the unions right under one: each has an office above it'],
  ['Household.members', 'a family'],
  ['HardshipReliefRoom.sources', 'seven sources'],
  ['HardshipReliefRoom.projects', 'seven kinds of aid, of some for each of a family'],
  ['UnionStaff.inHand', 'one of each kind'],
  ['UnionStaffAnswer.inHand', 'one of each kind'],
  ['Household.closings', 'once or twice in a life'],
  ['ArchiveMergeAnswer.doubles', 'of one person, which are rare'],
  ['ArchiveUndoMergeAnswer.facts', 'of one person, since a day on which they were merged'],
  ['Household.files', 'one live file at most, and what came before it'],
  ['Household.assessments', 'a decision or a few a year'],
  ['ArchiveFile.steps', 'a constraint ends a file at a thousand; most have a dozen'],
  ['ReliefAllocation.conditions', 'a document or a few say who may receive money'],
  ['ReliefBatch.steps', 'a batch has five at most'],
  ['ReliefAllocation.acts', 'money comes in one part or a few'],
  ['ArchiveFile.nextActs', 'one for each act at most'],
  ['ArchiveFile.nationalEntries', 'a few a year'],
  ...[
    'surveys',
    'employment',
    'incomes',
    'deductions',
    'expenses',
    'events',
    'schooling',
    'dibao',
    'disbursements',
  ].map((kind) => [`Household.${kind}`, 'of one family, as many as one command may hold'] as const),
  ...['begins', 'changes', 'ends'].map(
    (list) => [`ArchiveRecordSurveyAnswer.${list}`, 'of one family, as many as one survey may state'] as const,
  ),
  ['EligibilityAssessment.missing', 'facts of one family and standards of its window'],
  ['EligibilityFinding.missing', 'facts of one family and standards of its window'],
  ['ArchiveAssets.dwellings', 'of one family'],
  ['ArchiveAssets.vehicles', 'of one family'],
  ['EligibilityAssessment.findings', 'one for each rule'],
  ['ArchiveImportReport.faults', 'the first 200'],
  ['UnionStaff.grants', 'of one member of staff'],
  ['ArchiveStatistics.measures', 'up to twelve'],
  ['ArchiveStatistics.rows', 'the first ones, up to 10,000, without a statement for any'],
  ['ArchiveStatistics.totals', 'one for each of up to 400 periods'],
  ['ArchiveStatisticsRow.keys', 'up to four'],
  ['ArchiveStatisticsRow.figures', 'up to twelve'],
  ['LockedRealNameTable.files', 'a workbook, and a volume for each 1,000 rows'],
  ['LockedRealNameTable.seals', 'a review and a signature'],
  ['LockedRealNameTable.scans', 'of one stamped paper'],
  ['LockedRealNameRow.cells', 'one for each column'],
  ['LockedTableDifference.lines', 'the first 100'],
  ['ArchiveChange.facts', 'of a household or two, as many as one command may hold, or of one union'],
  ['ArchiveChangedFact.fields', 'of one fact'],
]);

describe('policies', () => {
  test('every field has one: an action of the permission table, or that of the answer it is part of', () => {
    const allowed = ['INHERIT', ...ACTIONS];
    expect(names(all.filter((one) => !isRoot(one) && !allowed.includes(needsOf(one) ?? '')))).toEqual([]);
  });

  test('every root field names an action', () => {
    const actions: readonly string[] = ACTIONS;
    expect(names(all.filter((one) => isRoot(one) && !actions.includes(saysOf(one.field).policy ?? '')))).toEqual([]);
  });

  test('every mutation is refused to whoever may do it nowhere', () => {
    const mutations = all.filter(({ type }) => type === schema.getMutationType());
    expect(mutations.length).toBeGreaterThan(0);
    expect(names(mutations.filter(({ field }) => saysOf(field).required !== true))).toEqual([]);
  });

  test('a field that needs more than its type may be refused without taking others with it', () => {
    const own = all.filter((one) => !isRoot(one) && (saysOf(one.field).policy ?? 'INHERIT') !== 'INHERIT');
    const stricter = own.filter(({ type, field }) => saysOf(field).policy !== saysOf(type).policy);
    expect(stricter.length).toBeGreaterThan(0);
    expect(names(stricter.filter(({ field }) => isNonNullType(field.type)))).toEqual([]);
  });

  test.each(['_service { sdl }', '_entities(representations: []) { __typename }'])(
    'without the signature of a gateway there is no %s',
    async (field) => {
      const { errors } = await graphql({
        schema,
        source: `{ ${field} }`,
        contextValue: { gateway: null, viewer: null },
      });
      expect(errors?.map(({ extensions }) => extensions['code'])).toEqual(['FORBIDDEN']);
    },
  );
});

describe('sensitive values', () => {
  const sensitive = all.filter(({ field }) => saysOf(field).sensitivity !== undefined);
  const dictionaries: readonly Fields[] = [
    ...Object.values(STATES).map(({ fields }) => fields),
    ...Object.values(RECORDS).map(({ fields }) => fields),
    archiveFileFields,
  ];
  const inDictionaries = dictionaries.flatMap((fields) =>
    Object.entries(fields).flatMap(([key, { sensitivity }]) => (sensitivity === null ? [] : [graphName(key)])),
  );

  test('what a dictionary calls sensitive is masked wherever the graph has a field of that name', () => {
    const secret = new Set([...inDictionaries, 'identityNumber', 'idNumber']);
    const open = all.filter(({ field }) => secret.has(field.name) && saysOf(field).sensitivity === undefined);
    expect(names(open)).toEqual([]);
  });

  test('every sensitive field of a dictionary is in the graph, and masked as the dictionary says', () => {
    const masked = new Set(sensitive.map(({ field }) => field.name));
    expect(inDictionaries.filter((name) => !masked.has(name))).toEqual([]);
    const typeNames: Readonly<Record<string, Fields>> = {
      Household: STATES.household.fields,
      Person: STATES.person.fields,
      ArchiveMember: STATES.member.fields,
      ArchiveFile: archiveFileFields,
      ArchiveExpense: RECORDS.expenses.fields,
      HardshipEvent: RECORDS.events.fields,
      ArchiveVehicle: RECORDS.vehicles.fields,
      Disbursement: RECORDS.disbursements.fields,
    };
    for (const [type, fields] of Object.entries(typeNames)) {
      for (const [key, { sensitivity }] of Object.entries(fields)) {
        const found = all.find(({ name }) => name === `${type}.${graphName(key)}`);
        expect([`${type}.${key}`, found && (saysOf(found.field).sensitivity ?? null)]).toEqual([
          `${type}.${key}`,
          found && sensitivity,
        ]);
      }
    }
  });

  test('every type that has any says what it withholds', () => {
    expect(sensitive.length).toBeGreaterThan(0);
    for (const { type } of sensitive)
      expect([type.name, String(type.getFields()['withheld']?.type)]).toEqual([type.name, '[ArchiveWithheldField!]!']);
  });

  test('the name of each may be said as withheld', () => {
    const names = (schema.getType('ArchiveWithheldField') as GraphQLEnumType).getValues().map(({ name }) => name);
    expect([...new Set(sensitive.map(({ field }) => field.name))].filter((name) => !names.includes(name))).toEqual([]);
  });

  test('no list is ordered or filtered by a sensitive field', () => {
    const hidden = new Set(
      sensitive.flatMap(({ field: { name } }) => [name, name.replace(/[A-Z]/g, '_$&').toLowerCase()]),
    );
    const told = Object.values(schema.getTypeMap()).flatMap((type) => {
      if (isInputObjectType(type) && type.name.includes('Filter')) return Object.keys(type.getFields());
      return isEnumType(type) && type.name.includes('Order')
        ? type.getValues().map(({ name }) => name.toLowerCase())
        : [];
    });
    expect(told.length).toBeGreaterThan(10);
    expect(told.filter((name) => hidden.has(name))).toEqual([]);
  });

  test('a sensitive value may be withheld', () => {
    expect(names(sensitive.filter(({ field }) => isNonNullType(field.type)))).toEqual([]);
  });
});

describe('the shape of the graph', () => {
  test('no type has a name that a partner’s graph is likely to have, but what is shared on purpose', () => {
    const shared = ['Household', 'Person', 'ArchiveFile', 'Disbursement', 'TradeUnion', 'Region', 'PageInfo', 'Node'];
    const own = /^(Archive|Eligibility|Hardship|RealName|Relief|Union|InputProblem|InputNotice)/;
    const locked = /^(LockedRealName|LockedTable|(Lock|Seal)RealName|ExplainTable|ExportLocked|StampedScan)/;
    const others = ownTypes(schema)
      .filter((type) => !isScalarType(type) && !['Query', 'Mutation'].includes(type.name) && !type.name.startsWith('_'))
      .map(({ name }) => name);
    expect(others.filter((name) => !shared.includes(name) && !own.test(name) && !locked.test(name))).toEqual([]);
  });

  test('every type with a key is resolved anew by it', () => {
    const keyed = [...subgraphSdl(openSchema()).matchAll(/^type (\w+)(?: implements \w+)? @key/gm)].map(
      ([, name]) => name,
    );
    const entity = schema.getType('_Entity');
    const resolved = isUnionType(entity) ? entity.getTypes().map(({ name }) => name) : [];
    expect(keyed.length).toBeGreaterThan(0);
    expect([...resolved].sort()).toEqual(keyed.sort());
  });

  test('every list of objects is a connection, or stays short for a reason', () => {
    const isPage = ({ type }: Coordinate) => type.name.endsWith('Connection');
    const isProblems = ({ field }: Coordinate) => field.name === 'problems' || field.name === 'notices';
    const lists = all.filter((one) => isListed(one) && objectOf(one) !== null && !isPage(one) && !isProblems(one));
    expect(names(lists).filter((name) => !SHORT_LISTS.has(name))).toEqual([]);
    expect([...SHORT_LISTS.keys()].filter((name) => !names(lists).includes(name))).toEqual([]);
  });

  test('every connection has a page, its rows and a total', () => {
    const pages = ownTypes(schema)
      .filter(isObjectType)
      .filter(({ name }) => name.endsWith('Connection'));
    for (const page of pages) {
      expect(Object.keys(page.getFields())).toEqual(
        expect.arrayContaining(['edges', 'nodes', 'pageInfo', 'totalCount']),
      );
    }
  });

  test('every type, field, argument and value is described, in Chinese first', () => {
    const found = [...described(schema)];
    expect(found.length).toBeGreaterThan(500);
    expect(found.filter(([, text]) => !/^(?:[“《]|\d+)?\p{Script=Han}/u.test(text)).map(([name]) => name)).toEqual([]);
  });
});
