import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { isDeepStrictEqual } from 'node:util';
import { extendSchema, parse } from 'graphql';
import { makeMatrix, type Matrix, runMatrix } from '../support/matrix/matrix.ts';
import { askMatrix } from '../support/matrix/asking.ts';
import type { Plain } from '../support/matrix/compare.ts';
import { asInput, filledHousehold } from '../support/matrix/households.ts';
import { doorsOf } from '../support/matrix/doors.ts';
import { cases, everything } from '../support/matrix/oracle.ts';
import { FAULTS } from '../support/matrix/plants.ts';
import { Selections } from '../support/matrix/selection.ts';
import { HOUSEHOLD_KEYS, stewardOf, lineOf, membersOf, UNION_KEYS } from '../support/matrix/world.ts';
import { sampled, size } from '../support/runs.ts';
import { coordinates } from '../support/schema-walk.ts';

/**
 * Every cell: roles, workers and nobody × every field and operation of the schema × the steward of the household × the
 * root fields, nested edges, `_entities` and the answers of mutations. What each must be comes from the permission
 * table and the relation alone.
 */
let matrix: Matrix;
beforeAll(async () => {
  matrix = await makeMatrix('18');
}, 300_000);
afterAll(() => matrix.world.drop());

test('everybody gets through every door what is theirs, and nothing else', async () => {
  // In `npm test` a third of them by each door, another third by the next.
  const who = (place: number) => sampled(cases(), place);
  const { cells, answers, faults } = await runMatrix(matrix, matrix.served, { who });
  process.stdout.write(
    `access matrix: ${cells} cells in ${answers} answers to ${cases().length} viewers by ${matrix.doors.length} doors\n`,
  );
  expect(faults.slice(0, 40)).toEqual([]);
  expect(cells).toBeGreaterThan(size(30_000, 100_000));
}, 300_000);

test.each(Object.entries(FAULTS))('turns red on a planted fault: %s', async (_, planted) => {
  const doors = matrix.doors.filter(({ root, field }) => `${root}.${field}` === planted.door);
  const { faults } = await runMatrix(matrix, planted.plant(matrix), { doors, who: () => cases().filter(planted.who) });
  expect(faults.length).toBeGreaterThan(0);
  expect(faults.join('\n')).toMatch(planted.says);
});

test('without the signature of a gateway nobody has a token, and no token leads to anybody', async () => {
  const { world, served } = matrix;
  const [byToken] = matrix.doors.filter(({ source }) => source.includes('person(token:'));
  const source = '{ households(first: 200) { nodes { members { person { token } } } } }';
  const viewer = everything(world);
  const tokens = await askMatrix(world, served, viewer, { source, withoutGateway: true });
  expect(JSON.stringify(tokens.data)).toMatch(/"token":null/);
  expect(JSON.stringify(tokens.data)).not.toMatch(/"token":"/);
  const found = await askMatrix(world, served, viewer, { source: byToken?.source ?? '', withoutGateway: true });
  expect(found.data).toEqual({ person: null });
});

describe('what everything is held against', () => {
  const objects = (type: string) => matrix.seen.get(type) ?? [];

  test('is what was recorded, to every field of every dictionary', () => {
    const { households, files } = matrix.world;
    const { state, members, records } = asInput(filledHousehold(membersOf('target'), files.target?.number ?? null));
    const isTarget = ({ id = households.target }: Plain) => id === households.target;
    // Whether a list was verified shows in the list.
    const shownState = Object.fromEntries(
      Object.entries(state).filter(([name]) => !/^(?:dwellings|vehicles)Known/.test(name)),
    );
    const found = [
      ...unlike(shownState, [...objects('Household'), ...objects('ArchiveAssets')].filter(isTarget)),
      ...members.flatMap(({ key, identityNumber, person, membershipState }) => [
        ...unlike(
          membershipState,
          objects('ArchiveMember').filter((one) => one['key'] === key),
        ),
        ...unlike(
          { ...person, identityNumber },
          objects('Person').filter(({ name }) => name === person['name']),
        ),
      ]),
      ...Object.values(records)
        .flat()
        .flatMap(({ member: _member, ...values }) => {
          return unlike(
            values,
            [...matrix.seen.values()].flat().filter((one) => one['key'] === values['key']),
          );
        }),
    ];
    expect(found).toEqual([]);
  });

  test('has a value in every field of the schema', () => {
    const all = coordinates(matrix.open).filter(({ type }) => !['Query', 'Mutation'].includes(type.name));
    const empty = all.filter(({ type, field }) => {
      const values = objects(type.name).map((one) => one[field.name]);
      return !values.some((value) => value !== null && value !== undefined && !isDeepStrictEqual(value, []));
    });
    // Whoever may do everything is refused nothing and told of nothing odd, and nothing is withheld from them.
    const names = empty
      .filter(({ field }) => !['problems', 'notices', 'withheld'].includes(field.name))
      .map(({ name }) => name);
    expect(names.toSorted()).toEqual([...ALWAYS_EMPTY.keys()].toSorted());
  });

  test.each(UNION_KEYS)('sums over %s are those of the households that it keeps', async (union) => {
    const within = HOUSEHOLD_KEYS.filter((key) => lineOf(stewardOf(key)).includes(union));
    const paid = within.filter((key) => matrix.world.files[key] !== undefined);
    const source = `{ statistics(measures: [HOUSEHOLDS, PAYMENTS], over: { from: "2020-01-01", to: "2020-12-31", every: YEAR }) { rows { figures { count } } }
        realNameSummary(year: 2020) { total { payments amount } } }`;
    const { data } = await askMatrix(matrix.world, matrix.served, everything(matrix.world, [union]), { source });
    const { statistics, realNameSummary } = data as Record<string, Plain>;
    expect(statistics?.['rows']).toEqual([{ figures: [{ count: within.length }, { count: paid.length }] }]);
    expect(realNameSummary?.['total']).toEqual({ payments: paid.length, amount: `${paid.length * 100}.00` });
  });
});

describe('what the matrix does not know is said', () => {
  test.each([
    ['a root field', 'extend type Query { news: PageInfo }', 'how to ask for Query.news'],
    ['a mutation', 'extend type Mutation { close(id: ID!): InputProblem }', 'how to ask for Mutation.close'],
    [
      'a filter',
      'extend input ArchiveHouseholdFilterInput { bank: String }',
      'the filter ArchiveHouseholdFilterInput.bank',
    ],
    ['an order', 'extend enum ArchiveHouseholdOrder { BANK }', 'the order ArchiveHouseholdOrder.BANK'],
    ['an edge with an argument', 'extend type Person { kin(of: ID!): Person }', 'ask for Person.kin'],
  ])('%s', (_, sdl, says) => {
    const schema = extendSchema(matrix.open, parse(sdl));
    expect(() => doorsOf(matrix.world, schema, new Selections(schema))).toThrow(says);
  });
});

/** The values that none of these objects shows. */
function unlike(given: Plain, shown: readonly Plain[]): readonly string[] {
  const missed = Object.entries(given).filter(
    ([name, value]) => !shown.some((one) => isDeepStrictEqual(one[name], value)),
  );
  return missed.map(([name, value]) => `${name} ${JSON.stringify(value)}`);
}

/** Fields that hold nothing in this register, and why there is none. */
const ALWAYS_EMPTY: ReadonlyMap<string, string> = new Map([
  ['ArchiveSurvey.signedBy', 'nobody signed in this household: the reason is given'],
  ['ArchiveSurveyDue.surveyedOn', 'every household with a file was surveyed this year'],
  ['ArchiveSurveyDue.servesUntil', 'every household with a file was surveyed this year'],
  ['ArchiveSurveyDue.changedOn', 'nothing has changed since the surveys'],
  ['ArchiveStepFilesAnswer.batchId', 'no file meets the conditions'],
  ['ArchiveStepFilesAnswer.files', 'no file meets the conditions'],
  ['ArchiveRecordSurveyAnswer.revision', 'it is only previewed'],
  ['ArchiveImportReport.different', 'no workbook is compared'],
  ['ArchiveImportReport.rowsDifferent', 'no workbook is compared'],
  ['ArchiveFileStep.toUnion', 'of the file whose steps are shown none is an offer'],
  ['ArchiveFile.former', 'every household has one file'],
  ['ArchiveFileStep.filingGaps', 'of the file that is shown it is known who files'],
  ...['file', 'revision'].map(
    (name) => [`ArchiveEnterNationalAnswer.${name}`, 'the file that is named is not recorded'] as const,
  ),
  ...['ArchiveSplitAnswer.household', 'ArchiveSplitAnswer.remaining', 'ArchiveMergeAnswer.person'].map(
    (name) => [name, 'the matrix knows nothing of these households'] as const,
  ),
  ...['ArchiveMergeAnswer.doubles', 'ArchiveUndoMergeAnswer.person', 'ArchiveUndoMergeAnswer.facts'].map(
    (name) => [name, 'the matrix knows nothing of these households'] as const,
  ),
  ...['kind', 'factId'].map((name) => [`ArchiveMergedFact.${name}`, 'nothing was recorded since the merge'] as const),
  ...['from', 'until', 'closingReason'].map(
    (name) => [`ArchiveClosing.${name}`, 'only one is closed, which no list shows'] as const,
  ),
  ...['url', 'expiresAt', 'rows', 'revision'].map(
    (name) => [`RealNameExport.${name}`, 'differs from answer to answer'] as const,
  ),
  ...['url', 'expiresAt'].map((name) => [`ArchiveListExport.${name}`, 'differs from answer to answer'] as const),
  ...['url', 'expiresAt'].map((name) => [`ArchiveFilePaperExport.${name}`, 'differs from answer to answer'] as const),
  ...['url', 'expiresAt', 'households'].map(
    (name) => [`ArchiveWorkbookExport.${name}`, 'differs from answer to answer, or from viewer to viewer'] as const,
  ),
  ...['url', 'expiresAt'].map((name) => [`ArchiveStatisticsLink.${name}`, 'differs from answer to answer'] as const),
  ['ArchiveStatistics.link', 'differs from answer to answer'],
  ['Household.closings', 'only one is closed, which no list shows'],
  ...['url', 'expiresAt'].map((name) => [`LockedTableLink.${name}`, 'differs from answer to answer'] as const),
  ...['token', 'expiresAt'].map(
    (name) => [`UnionDashboardTokenAnswer.${name}`, 'differs from answer to answer'] as const,
  ),
  ['UnionStaffAnswer.inHand', 'who is deactivated has nothing in hand'],
  ['UnionStaffGrant.deputyFor', 'the deputy waits for a second person'],
  ...['url', 'expiresAt'].map((name) => [`ReliefRuleDocumentLink.${name}`, 'differs from answer to answer'] as const),
  ...['act', 'level', 'from', 'to', 'nearMultiple', 'suddenMultiple', 'areaPerHead', 'dwellings']
    .concat('exclusionsOff', 'forbids')
    .map((name) => [`ReliefProposedProfile.${name}`, 'only standards are proposed'] as const),
  ['ReliefRuleProposal.profile', 'only standards are proposed'],
  ...['confirmedBy', 'confirmedOn'].map(
    (name) => [`ReliefRuleProposal.${name}`, 'it waits for a second person'] as const,
  ),
  ['InputProblem.caseNumber', 'nobody is on file elsewhere'],
  ...['code', 'path', 'zh', 'en', 'caseNumber', 'household'].map(
    (name) => [`InputNotice.${name}`, 'nothing that is given is implausible'] as const,
  ),
]);
