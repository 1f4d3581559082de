import { printDay } from '../../../src/kernel/calendar.ts';
import { readFileSync } from 'node:fs';
import type { GraphQLObjectType } from 'graphql';
import { contractToken } from '../../../src/signing/contract-token.ts';
import type { Action } from '../../../src/access/permissions.ts';
import { newId } from '../../../src/database/ids.ts';
import { JOB, JOB_OWNER } from './asking.ts';
import { asInput, filledHousehold, SURVEY_DAY } from './households.ts';
import { allocationWays } from './allocations.ts';
import { batchWays } from './relief-batches.ts';
import { lockedWays } from './locked-ways.ts';
import type { Scope } from './oracle.ts';
import { ruleWays } from './rule-ways.ts';
import { relativeWays, stepWays } from './step-ways.ts';
import type { Selections } from './selection.ts';
import { type HouseholdKey, DEAD, MOVER, membersOf, type World } from './world.ts';
import { identityNumber, UNVERIFIED } from '../register-household.ts';
import { objectOf } from '../schema-walk.ts';

/** The literal arguments of a root field. */
export interface Way {
  readonly args?: string;
  /** The same arguments with a key of no object. */
  readonly missing?: string | null;
  /** The owner of the answer or of the changed object, if the answer does not show it. */
  readonly scope?: Scope | null;
  /** The action that the viewer needs to search by it. */
  readonly reads?: readonly Action[];
  /** Whether it searches by the county, of which the viewer may read something or is refused. */
  readonly byUnion?: boolean;
  /** The code with which a mutation is refused that answers with no problems. */
  readonly refusal?: string | null;
  /** The type of the object, where the field has an interface. */
  readonly on?: string;
  readonly selection?: (selections: Selections, type: GraphQLObjectType) => string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly missingVariables?: Readonly<Record<string, unknown>> | null;
}

const text = (value: string | undefined) => JSON.stringify(value ?? '');
const of = (household: HouseholdKey): Scope => ({ kind: 'household', household });
const AT_STREET: Scope = { kind: 'unions', unions: ['street'] };
const ANYBODY: Scope = { kind: 'everybody' };
const OWN: Scope = { kind: 'staff', staffCode: JOB_OWNER };
const UNUSED = identityNumber(9999);
const LONG_AGO = '2020-01-01';
const NO_FILE = '410502202499999';

/** The arguments of each root field. Add new root fields here, or the matrix fails. */
export function waysOf(world: World): Readonly<Record<string, readonly Way[]>> {
  const {
    households,
    files,
    persons,
    paymentId,
    unions,
    staff,
    grantIds,
    proposals,
    loginProposal,
    unionProposal,
    gateway,
  } = world;
  const [worker = 0, spouse = 0] = membersOf('target');
  const numberOf = (serial: number) => text(identityNumber(serial));
  const token = (number: string) => text(contractToken(gateway.contractKey, number));
  const UNMASKED: readonly Action[] = ['UNMASK_IDENTITY'];
  const nothing = text(newId());
  const all = 'first: 200';
  return {
    'Query.household': [
      { args: `id: ${text(households.target)}`, missing: `id: ${nothing}` },
      { args: `fileNumber: ${text(files.target?.number)}`, missing: `fileNumber: "${NO_FILE}"` },
      { args: `idNumber: ${numberOf(worker)}`, missing: `idNumber: "${UNUSED}"`, reads: UNMASKED },
      { args: `id: ${text(households.target)}, asOf: "${LONG_AGO}"`, selection: membersOfThen },
    ],
    'Query.node': [
      { on: 'Household', args: `id: ${text(households.target)}`, missing: `id: ${nothing}` },
      { on: 'LockedRealNameTable', args: `id: ${text(world.tables.stamped)}` },
      { on: 'ReliefAllocation', args: `id: ${text(world.allocations.ids.county)}` },
      { on: 'ReliefBatch', args: `id: ${text(world.batches.ids.rejected)}` },
    ],
    'Query.households': [{ args: all }],
    'Query.person': [
      ...[worker, spouse, MOVER, DEAD].flatMap((serial): Way[] => [
        { args: `id: ${text(persons.get(serial))}`, missing: `id: ${nothing}` },
        { args: `idNumber: ${numberOf(serial)}`, missing: `idNumber: "${UNUSED}"`, reads: UNMASKED },
        { args: `token: ${token(identityNumber(serial))}`, missing: `token: ${token(UNUSED)}` },
      ]),
      { args: `id: ${text(persons.get(DEAD))}`, missing: `id: ${nothing}`, selection: deathOf },
    ],
    'Query.archiveFile': [
      { args: `number: ${text(files.target?.number)}`, missing: `number: "${NO_FILE}"` },
      { args: `id: ${text(files.target?.fileId)}`, missing: `id: ${nothing}` },
    ],
    'Query.archiveFiles': [{ args: all }],
    'Query.disbursements': [{ args: all }],
    'Query.surveysDue': [{ args: all }],
    'Query.tasks': [{ args: all }],
    'Query.tradeUnion': [
      { args: `id: ${text(unions.street)}`, missing: `id: ${nothing}` },
      { args: 'code: "STREET"', missing: 'code: "NOWHERE"' },
    ],
    'Query.tradeUnions': [{ args: all }],
    'Query.regions': [{}],
    'Query.standards': [{ args: 'region: "410502"' }],
    'Query.assessHousehold': [
      { args: 'facts: $facts', variables: { facts: someFacts() }, scope: { kind: 'invented' } },
    ],
    'Query.job': [{ args: `id: "${JOB}"`, missing: `id: ${nothing}`, scope: OWN }],
    'Query.staff': [{ args: all }],
    'Query.grantProposals': [{ args: all }],
    'Query.realNameSummary': [
      { args: 'year: 2020, sources: PROVINCIAL_FINANCE, union: "CITY"' },
      { args: 'year: 2020, quarter: 2, aidTypes: LIVING, paymentMethods: TRANSFER' },
      { args: 'year: 2020, month: 5' },
    ],
    'Query.statistics': [
      {
        args: 'measures: [HOUSEHOLDS, PAID], by: [UNION], filter: { union: "CITY" }, over: { from: "2020-01-01", to: "2020-12-31", every: YEAR }',
        // A link differs from every other.
        selection: () => `{ __typename asOf revision isCurrent level rowCount
          measures { __typename measure name article unit zh en version }
          rows { __typename from to keys { __typename dimension key name } figures { __typename measure count amount isHidden cell } }
          totals { __typename from to figures { __typename measure } } }`,
      },
    ],
    ...allocationWays(world),
    ...batchWays(world),
    ...lockedWays(world),
    'Mutation.exportConnection': [
      {
        args: 'input: { document: "{ tradeUnions { nodes { code name } } }" }',
        scope: ANYBODY,
        // A link differs from every other.
        selection: () => '{ __typename fileName columns }',
      },
    ],
    'Mutation.exportWorkbook': [
      {
        args: 'input: { union: "CITY" }',
        scope: ANYBODY,
        // A link differs from every other, and the households from viewer to viewer.
        selection: () => '{ __typename fileName }',
      },
    ],
    'Mutation.exportRealNameTable': [
      {
        args: 'input: { year: 2020, format: CSV }',
        scope: ANYBODY,
        // A link differs from every other.
        selection: () => '{ __typename fileName volume volumes }',
      },
    ],
    'Mutation.recordHousehold': [
      {
        ...{ args: 'input: $input', variables: { input: newHouseholdInput() }, scope: AT_STREET },
        // Each answer has a household of its own, of which the matrix knows nothing.
        selection: () => '{ __typename revision problems { code } }',
      },
    ],
    ...Object.fromEntries(
      Object.entries({ ...actsOn(worker, spouse), reversePayment: reversalOf(paymentId) }).map(([name, input]) => [
        `Mutation.${name}`,
        [
          {
            args: 'input: $input',
            variables: { input: { householdId: households.target, ...input } },
            missingVariables: { input: { householdId: newId(), ...input } },
            scope: of('target'),
          },
        ],
      ]),
    ),
    ...Object.fromEntries(
      Object.entries(actsOnLives(world, spouse)).map(([name, [input, missing]]) => [
        `Mutation.${name}`,
        [
          {
            ...{ args: 'input: $input', variables: { input }, missingVariables: { input: { ...input, ...missing } } },
            // What it answers with is of a household of which the matrix knows nothing.
            ...{ scope: AT_STREET, selection: () => '{ __typename revision problems { code } }' },
          },
        ],
      ]),
    ),
    'Mutation.openFile': [
      {
        args: openFileInput(text(households.unfiled)),
        missing: openFileInput(nothing),
        scope: of('unfiled'),
      },
    ],
    ...stepWays(world),
    'Mutation.recordAssessment': [
      { args: assessmentInput(text(households.target)), missing: assessmentInput(nothing), scope: of('target') },
    ],
    'Mutation.recordSurvey': [
      {
        args: 'input: $input',
        variables: { input: { householdId: households.target, ...surveyPreview(worker) } },
        missingVariables: { input: { householdId: newId(), ...surveyPreview(worker) } },
        scope: of('target'),
      },
    ],
    'Mutation.cancelJob': [{ args: `id: "${JOB}"`, missing: `id: ${nothing}`, scope: OWN }],
    'Mutation.registerStaff': [
      { args: 'input: { code: "new", name: "new", issuer: "https://idp.example", subject: "new" }', scope: ANYBODY },
    ],
    'Mutation.deactivateStaff': [
      { args: `staffId: ${text(staff.get('spare'))}`, missing: `staffId: ${nothing}`, scope: AT_STREET },
    ],
    'Mutation.proposeGrant': [{ args: grantInput(text(staff.get('nothing'))), scope: AT_STREET }],
    'Mutation.confirmGrant': [
      { args: `grantId: ${text(proposals.here)}`, missing: `grantId: ${nothing}`, scope: AT_STREET },
    ],
    'Mutation.endGrant': [
      { args: `grantId: ${text(grantIds.spare)}`, missing: `grantId: ${nothing}`, scope: AT_STREET },
    ],
    'Mutation.issueDashboardToken': [
      {
        ...{ args: `grantId: ${text(grantIds.board)}`, missing: `grantId: ${nothing}`, scope: AT_STREET },
        // A token differs from every other.
        selection: () => '{ __typename problems { code } }',
      },
    ],
    'Query.standardNotices': [{}],
    ...ruleWays(world),
    'Query.unionChanges': [{ args: all }],
    'Mutation.proposeUnionChange': [{ args: foundingInput(), scope: AT_STREET }],
    'Mutation.confirmUnionChange': [
      { args: `proposalId: ${text(unionProposal)}`, missing: `proposalId: ${nothing}`, scope: AT_STREET },
    ],
    'Mutation.rejectUnionChange': [
      {
        args: `reason: "误", proposalId: ${text(unionProposal)}`,
        missing: `reason: "误", proposalId: ${nothing}`,
        scope: AT_STREET,
      },
    ],
    'Query.workerLogins': [{ args: all }],
    ...relativeWays(world),
    'Query.sensitiveReads': [{ args: all }],
    'Query.refusedAttempts': [{ args: all }],
    'Query.maskedLists': [{ args: all }],
    'Query.duplicateCases': [{ args: all }],
    'Query.ownReads': [{ args: all }],
    'Query.ownMaskedLists': [{ args: all }],
    'Query.ownRefusals': [{ args: all }],
    'Query.changes': [{ args: all, selection: changesWithFacts }],
    'Mutation.confirmWorkerLogin': [
      { args: `proposalId: ${text(loginProposal)}`, missing: `proposalId: ${nothing}`, scope: of('target') },
    ],
    'Mutation.proposeWorkerLogin': [
      { args: linkInput(text(households.target)), missing: linkInput(nothing), scope: of('target') },
    ],
  };
}

interface Told {
  readonly value?: string;
  readonly reads?: readonly Action[];
}

/** Filters whose value is no code or truth, or that are no fields of the rows: what they read. */
export const FILTERS: Readonly<Record<string, Told>> = {
  'ArchiveHouseholdFilterInput.union': { value: '"COUNTY"', reads: ['READ_HOUSEHOLD'] },
  'ArchiveHouseholdFilterInput.region': { value: '"410502"' },
  'ArchiveHouseholdFilterInput.level': { value: 'NATIONAL', reads: ['READ_HOUSEHOLD'] },
  'ArchiveHouseholdFilterInput.category': { value: 'BELOW_STANDARD_AIDED', reads: ['READ_HOUSEHOLD'] },
  'ArchiveHouseholdFilterInput.fileState': { value: 'APPLIED', reads: ['READ_HOUSEHOLD'] },
  'ArchiveHouseholdFilterInput.outcome': { value: 'INELIGIBLE', reads: ['READ_HOUSEHOLD', 'READ_ASSESSMENT'] },
  'ArchiveHouseholdFilterInput.primaryCategory': {
    value: 'BELOW_STANDARD_AIDED',
    reads: ['READ_HOUSEHOLD', 'READ_ASSESSMENT'],
  },
  'ArchiveHouseholdFilterInput.assessedAtLevel': { value: 'NATIONAL', reads: ['READ_HOUSEHOLD'] },
  'ArchiveHouseholdFilterInput.cell': {
    value:
      '{ measure: "HOUSEHOLDS", level: "NATIONAL", unionId: null, from: "2026-01-01", to: "2026-06-30", where: [] }',
    reads: ['READ_HOUSEHOLD', 'READ_STATISTICS'],
  },
  'ArchiveHouseholdFilterInput.workerName': { value: '"name"', reads: ['READ_HOUSEHOLD'] },
  'ArchiveHouseholdFilterInput.search': { value: '"name"', reads: ['READ_HOUSEHOLD'] },
  'ArchiveChangeFilterInput.union': { value: '"COUNTY"', reads: ['READ_HISTORY'] },
  'ArchiveChangeFilterInput.actor': { value: '"all"', reads: ['READ_HISTORY'] },
  'ArchiveChangeFilterInput.act': { value: 'RECORD_HOUSEHOLD', reads: ['READ_HISTORY'] },
  'ArchiveChangeFilterInput.from': { value: '"2020-01-01"', reads: ['READ_HISTORY'] },
  'ArchiveChangeFilterInput.to': { value: '"2099-12-31"', reads: ['READ_HISTORY'] },
  'ArchiveFileFilterInput.union': { value: '"COUNTY"', reads: ['READ_HOUSEHOLD'] },
  'ArchiveFileFilterInput.level': { value: 'NATIONAL' },
  'ArchiveFileFilterInput.state': { value: 'APPLIED' },
  'ArchiveFileFilterInput.body': { value: 'FILING' },
  'ArchiveFileFilterInput.inStateBefore': { value: '"2026-06-01"', reads: ['READ_HOUSEHOLD'] },
  'ArchiveFileFilterInput.notEntered': { value: 'FILE', reads: ['READ_HOUSEHOLD'] },
  'ArchiveFileFilterInput.mark': { value: 'LIFTED', reads: ['READ_HOUSEHOLD'] },
  'ArchiveFileFilterInput.numberFrom': { value: '"41"', reads: ['READ_HOUSEHOLD'] },
  'ReliefDisbursementFilterInput.union': { value: '"COUNTY"', reads: ['READ_PAYMENTS'] },
  'ReliefDisbursementFilterInput.fileNumber': { value: '"4105022024000001"' },
  'ReliefDisbursementFilterInput.paidFrom': { value: '"2019-12-31"', reads: ['READ_PAYMENTS'] },
  'ReliefDisbursementFilterInput.paidTo': { value: '"2026-12-31"', reads: ['READ_PAYMENTS'] },
  'ReliefBatchFilterInput.state': { value: 'PREPARED' },
  'ReliefBatchFilterInput.union': { value: '"COUNTY"', reads: ['READ_FUNDS'] },
  'ReliefAllocationFilterInput.union': { value: '"COUNTY"', reads: ['READ_FUNDS'] },
  'ReliefAllocationFilterInput.fundYear': { value: '2026' },
  'ArchiveHouseholdFilterInput.awaitsSteward': { value: 'false', reads: ['READ_HOUSEHOLD'] },
  'UnionFilterInput.state': { value: 'ACTIVE' },
  'UnionFilterInput.within': { value: '"COUNTY"', reads: ['READ_ORGANISATION'] },
  'UnionFilterInput.region': { value: '"410502"' },
  'UnionFilterInput.name': { value: '"t"' },
};

/** Changes with all that their facts tell. */
const changesWithFacts =
  () => `{ __typename totalCount pageInfo { __typename endCursor } nodes { __typename id revision at actor
  action purpose household { __typename id } person { __typename id } facts { __typename kind factId belongsTo key memberId
  personId effect from to fields { __typename field term old new oldText newText isWithheld } } } }`;

/** The actions that the viewer needs to sort by an order. */
export const ORDERS: Readonly<Record<string, readonly Action[]>> = {
  'ArchiveHouseholdOrder.FILE_NUMBER': ['READ_HOUSEHOLD'],
  'ArchiveHouseholdOrder.WORKER_NAME': ['READ_HOUSEHOLD'],
  'ArchiveHouseholdOrder.ID': ['READ_HOUSEHOLD'],
};

/** The members of a household at a time when one of them was there who is of another now. */
function membersOfThen(selections: Selections, household: GraphQLObjectType): string {
  const type = (host: GraphQLObjectType, name: string) => {
    const field = host.getFields()[name];
    const found = field === undefined ? null : objectOf({ field });
    if (found === null) throw new Error(`the matrix does not know ${host.name}.${name}`);
    return found;
  };
  const member = type(household, 'members');
  const person = type(member, 'person');
  const within = (host: GraphQLObjectType, edge: string, inner: string) =>
    selections.flat(host).replace(new RegExp(` ${edge} \\{[^}]*\\}`), ` ${edge} ${inner}`);
  const home = within(person, 'household', selections.flat(household));
  return `{ __typename id members ${within(member, 'person', home)} }`;
}

/** A household of persons whom nobody knows. */
function newHouseholdInput(): object {
  const { records, ...household } = asInput(filledHousehold([9001, 9002], null));
  const own = Object.fromEntries(Object.entries(records).filter(([kind]) => kind !== 'disbursements'));
  return { union: 'STREET', from: printDay(SURVEY_DAY), household: { ...household, records: own } };
}

const reversalOf = (id: string): object => ({ id, on: '2026-06-01', reason: '误登' });

/** The acts on a household, which change nothing in it but that somebody joins and another leaves. */
function actsOn(worker: number, spouse: number): Readonly<Record<string, object>> {
  const on = '2026-06-01';
  const [key, own] = [`m${worker}`, { from: on, member: `m${spouse}` }];
  const person = { name: '示例' };
  return {
    setIdentityNumber: { member: `m${spouse}`, identityNumber: identityNumber(spouse) },
    recordDeath: { member: `m${spouse}`, on, source: 'FAMILY' },
    retractDeath: { member: `m${DEAD}`, reason: '误登' },
    closeHousehold: { on, reason: 'OTHER' },
    changeHousehold: { from: on, state: {} },
    changeMember: { ...own, state: {} },
    changePerson: { ...own, person: {} },
    handOverHousehold: { from: on, worker: key },
    addMember: {
      from: on,
      member: { key: 'new', person, membershipState: { relation: 'SON', employmentKnown: false } },
    },
    endMembership: { member: `m${spouse}`, on, reason: 'MOVED_OUT' },
    retractMembership: { member: `m${spouse}`, on, reason: '误登' },
    addRecords: { on, records: {} },
    changeRecords: { from: on, records: {} },
    correctRecords: { records: {}, reason: '误登' },
    endRecords: { on, ids: [] },
    retractRecords: { ids: [], reason: '误登' },
  };
}

/** The death of a person, which the other documents name without its fields. */
const deathOf = () => '{ __typename id name death { __typename on source } }';

/** Acts that make a household or are about persons, each with what is missing instead. */
function actsOnLives(
  { households, closed }: World,
  spouse: number,
): Readonly<Record<string, readonly [input: object, missing: object]>> {
  const state = { ...UNVERIFIED, retirementExcepted: false, region: '410502', migrant: false };
  const membershipState = { relation: 'SELF', employmentKnown: false };
  const of = { householdId: newId() };
  const members = [{ key: `m${spouse}`, membershipState }];
  return {
    splitHousehold: [{ householdId: households.target, from: '2026-06-01', worker: `m${spouse}`, state, members }, of],
    reopenHousehold: [{ householdId: closed.id, from: '2026-06-01', worker: 'm7001', members: ['m7001'] }, of],
    mergePersons: [{ from: closed.from, into: closed.into, reason: '同一人' }, { from: newId() }],
    undoMerge: [{ person: closed.merged, reason: '误' }, { person: newId() }],
  };
}

/** A survey that changes an income, begins another and ends the rest; it is only previewed. */
function surveyPreview(worker: number): object {
  const visitors = { visitorOne: '甲', visitorTwo: '乙', signedBy: '丙' };
  const income = (key: string) => ({
    ...{ key, member: `m${worker}`, kind: 'WAGE', relief: false, verified: true, amount: '1.00' },
    ...{ from: '2025-07', to: '2026-05' },
  });
  return {
    preview: true,
    survey: { surveyedOn: '2026-06-20', way: 'VISIT', ...visitors },
    ...{ employment: [], incomes: [income(`incomes${worker}`), income('new')], deductions: [], expenses: [] },
  };
}

function openFileInput(household: string): string {
  const state =
    'state: APPLIED, level: NATIONAL, category: BELOW_STANDARD_AIDED, hardshipClass: DEEP, reason: "reason"';
  return `input: { householdId: ${household}, union: "STREET", on: "2026-06-01", ${state} }`;
}

function assessmentInput(household: string): string {
  const confirmation = 'confirmation: { union: "CITY", document: "安工发〔2026〕2号" }';
  return `input: { householdId: ${household}, asOf: "2026-06-30", level: NATIONAL, ${confirmation} }`;
}

function grantInput(staff: string): string {
  return `input: { staffId: ${staff}, role: AUDITOR, union: "STREET", from: "2026-07-01" }`;
}

function foundingInput(): string {
  const document = 'documentNumber: "1号", documentDay: "2026-06-01", documentTitle: "批复"';
  const union = 'code: "NEW-3", name: "新工会", unionKind: EMPLOYER, region: "410502", target: "STREET"';
  return `input: { kind: FOUND, ${union}, from: "2026-07-01", ${document} }`;
}

function linkInput(household: string): string {
  return `input: { householdId: ${household}, issuer: "https://idp.example", subject: "worker" }`;
}

/** The facts of a worked case. */
function someFacts(): unknown {
  const [first] = JSON.parse(readFileSync('test/policy/cases/below-standard.json', 'utf8')) as { facts: unknown }[];
  return first?.facts;
}
