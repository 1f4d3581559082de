import { type Day, requireDay } from '../../../src/kernel/calendar.ts';
import { createSecretKey } from 'node:crypto';
import type { Role } from '../../../src/access/staff.codes.ts';
import { ROLES } from '../../../src/access/staff.codes.ts';
import { insertDuplicateCases } from '../../../src/registry/duplicates/duplicate-case.store.ts';
import { confirmWorkerLogin } from '../../../src/staff/logins/confirm-worker-login.ts';
import { proposeWorkerLogin } from '../../../src/staff/logins/propose-worker-login.ts';
import { proposeGrant } from '../../../src/staff/grants/propose-grant.ts';
import type { Viewer } from '../../../src/access/viewer.ts';
import { openFile, type OpenedFile } from '../../../src/archive/open-file.ts';
import { recordAssessment } from '../../../src/archive/record-assessment.ts';
import { insertChanges } from '../../../src/database/time/change-log.ts';
import { recordSensitiveRead } from '../../../src/access/audit/audit.store.ts';
import type { Sql } from '../../../src/database/database.ts';
import { newId } from '../../../src/database/ids.ts';
import type { Gateway } from '../../../src/graph/context.ts';
import { acted, leave } from '../acts.ts';
import { CLOSE_HOUSEHOLD } from '../../../src/registry/recording/lives/close-household.ts';
import { RECORD_DEATH } from '../../../src/registry/recording/lives/death-acts.ts';
import { mergePersons } from '../../../src/registry/recording/merging/merge-persons.ts';
import { findPersons } from '../../../src/registry/person/person.read.ts';
import { recordHousehold } from '../../../src/registry/recording/record-household.ts';
import { previewRules } from '../../../src/assessment/preview/preview-rules.ts';
import { proposeRules } from '../../../src/standards/proposals/propose-rules.ts';
import { receiveDocument } from '../../../src/standards/proposals/receive-document.ts';
import type { RuleContent } from '../../../src/standards/proposals/rule-content.ts';
import { insertBuiltInStandards } from '../../../src/standards/standard.store.ts';
import {
  insertDivisionName,
  insertRegions,
  insertUnions,
  refreshUnionClosure,
} from '../../../src/organisation/union.store.ts';
import { insertGrants, insertStaff } from '../../../src/staff/staff-write.store.ts';
import { type Allocations, allocateMoney } from './allocations.ts';
import { type Batches, prepareBatches } from './relief-batches.ts';
import { giveSteps, offerOf, recordFile, workInStreet } from './file-steps.ts';
import { paymentOf, personsOf } from './rows.ts';
import { declareSome } from './relatives.ts';
import { proposeUnionChanges } from './union-proposals.ts';
import { filledHousehold, SURVEY_DAY } from './households.ts';
import { type LockedTables, lockTables } from './locked-tables.ts';
import { emptyRegister, sealAll, type Server, type TestRegister, valueOf } from '../register.ts';
import { ownerTransaction } from '../owner-transaction.ts';
import { DAY, identityNumber } from '../register-household.ts';
import { projected } from '../statistics.ts';
import { refuse } from './refusals.ts';

/** The tree of unions; the object of most cells, the household `target`, has the steward `street`. */
const UNIONS = {
  city: { parent: null, kind: 'MUNICIPAL', region: '410500' },
  county: { parent: 'city', kind: 'COUNTY', region: '410502' },
  street: { parent: 'county', kind: 'STREET', region: '410502' },
  workshop: { parent: 'street', kind: 'EMPLOYER', region: '410502' },
  works: { parent: 'county', kind: 'EMPLOYER', region: '410502' },
  otherCounty: { parent: 'city', kind: 'COUNTY', region: '410581' },
  otherEmployer: { parent: 'otherCounty', kind: 'EMPLOYER', region: '410581' },
} as const;

export type UnionKey = keyof typeof UNIONS;
export const UNION_KEYS = Object.keys(UNIONS) as readonly UnionKey[];

/** Returns a union and all unions above it, as the test created the tree. */
export function lineOf(union: UnionKey): readonly UnionKey[] {
  const { parent } = UNIONS[union];
  return parent === null ? [union] : [union, ...lineOf(parent)];
}

/** The steward of each: the worker is the first of the members. */
const HOUSEHOLDS = {
  target: { steward: 'street', members: [1001, 1002], filed: true },
  neighbour: { steward: 'street', members: [2001], filed: true },
  unfiled: { steward: 'street', members: [3001], filed: false },
  below: { steward: 'workshop', members: [4001], filed: true },
  beside: { steward: 'works', members: [5001], filed: true },
  foreign: { steward: 'otherEmployer', members: [6001, 6002], filed: true },
} as const satisfies Record<string, { steward: UnionKey; members: readonly number[]; filed: boolean }>;

export type HouseholdKey = keyof typeof HOUSEHOLDS;
export const HOUSEHOLD_KEYS = Object.keys(HOUSEHOLDS) as readonly HouseholdKey[];

/** Was a member of `target` until 2023 and is one of `foreign` since. */
export const MOVER = 6002;
/** Was a member of `target` until they died. */
export const DEAD = 1003;
/** The finance officers of the city who lock tables, and who review and sign them: no viewer of the matrix is one. */
const LOCKERS = ['maker', 'checker'] as const;
/** The archivist of the city who proposes logins: no viewer of the matrix either. */
const LINKER = 'linker';
export const PURPOSE = '访问矩阵';
/** The gateway is everybody's own, and nobody reaches a limit. */
const KEY_LIMITS = { request: 100, day: 100_000 };

export interface World {
  readonly register: Omit<TestRegister, 'ids'>;
  readonly unions: Readonly<Record<UnionKey, string>>;
  readonly households: Readonly<Record<HouseholdKey, string>>;
  readonly files: Readonly<Partial<Record<HouseholdKey, OpenedFile>>>;
  /** The persons by the serials of their identity numbers. */
  readonly persons: ReadonlyMap<number, string>;
  /** The household of each object of a household, by the id of the object. */
  readonly owners: ReadonlyMap<string, HouseholdKey>;
  /** A payment of `target`. */
  readonly paymentId: string;
  /** Everybody's only grant is at the union that their code names; `all` has every role over the city. */
  readonly staff: ReadonlyMap<string, string>;
  /** A grant that is ended, and one of a dashboard whose token is issued. */
  readonly grantIds: Readonly<Record<'spare' | 'board', string>>;
  readonly proposals: Readonly<Record<'here' | 'elsewhere', string>>;
  /** A login that is proposed for the worker of `target`. */
  readonly loginProposal: string;
  /** A relative whom `spare` has declared, who is no viewer. */
  readonly relative: string;
  /** Standards that were proposed for the county, with their document and what they would do. */
  readonly ruleProposal: string;
  /** A union that is proposed to be founded under `street`. */
  readonly unionProposal: string;
  /** A household of `street` that is closed, and of its persons two who may be merged and one who was. */
  readonly closed: Closed;
  readonly tables: LockedTables;
  readonly allocations: Allocations;
  readonly batches: Batches;
  readonly gateway: Gateway;
  readonly drop: () => Promise<void>;
}

export function stewardOf(household: HouseholdKey): UnionKey {
  return HOUSEHOLDS[household].steward;
}

export function membersOf(household: HouseholdKey): readonly number[] {
  return HOUSEHOLDS[household].members;
}

/** Members of staff who may do everything between them, at the city: nobody may do all of it. */
export const DOERS = {
  all: ['UNION_CLERK', 'SUPERIOR_REVIEWER', 'CENTRE_ARCHIVIST', 'STATISTICIAN', 'PARTNER_SYSTEM'],
  'all.finance': ['FINANCE_OFFICER'],
  'all.administrator': ['ADMINISTRATOR'],
  'all.auditor': ['AUDITOR'],
} as const satisfies Readonly<Record<string, readonly Role[]>>;

/** The code of a member of staff who has one role at one union. */
export function codeOf({ role, union }: { readonly role: Role; readonly union: UnionKey }): string {
  return `${role}.${union}`;
}

/** Grants every role at a union. */
export function allGrants(unionId: string): Viewer['grants'] {
  return (Object.keys(ROLES) as Role[]).map((role) => ({ role, unionId }));
}

export async function makeWorld(server: Server): Promise<World> {
  const register = await emptyRegister(server);
  const unions = Object.fromEntries(UNION_KEYS.map((key) => [key, newId()])) as Record<UnionKey, string>;
  const staff = new Map<string, string>();
  const grantIds = { spare: newId(), board: newId() };
  await ownerTransaction(register.platform.ownerUrl, (sql) => organise(sql, unions, staff, grantIds));
  const made = { register, unions, staff };
  const households = {} as Record<HouseholdKey, string>;
  const files: Partial<Record<HouseholdKey, OpenedFile>> = {};
  for (const key of HOUSEHOLD_KEYS) {
    const { id, file } = await enter(made, key);
    households[key] = id;
    if (file !== null) files[key] = file;
  }
  const closed = await enterClosed(made);
  const proposals = {
    here: await propose(made, 'street', grantIds.spare),
    elsewhere: await propose(made, 'otherEmployer', null),
  };
  const loginProposal = await proposeLogin(made, households.target);
  await giveLogin(made, households.beside);
  const relative = await declareSome(made, households.target);
  const ruleProposal = await proposeStandards(made);
  await register.platform.database.transaction((sql) => look(sql, made, households));
  const unionProposal = await proposeUnionChanges(made);
  const allocations = await allocateMoney(made);
  const batches = await prepareBatches({ ...made, households, allocations });
  await sealAll(register.platform.database);
  const tables = await lockTables(made, { id: households.beside, serial: membersOf('beside')[0] ?? 0 });
  const projection = await projected(register.platform.database, requireDay(register.deps.today));
  const drop = async () => {
    await projection.close();
    await register.drop();
  };
  return {
    ...{ ...made, households, files, proposals, loginProposal, ruleProposal, unionProposal, closed, tables },
    ...{ allocations, batches, relative, drop },
    persons: await personsOf(register),
    owners: await ownersOf(register, households),
    paymentId: await paymentOf(register, households.target),
    grantIds,
    gateway: { id: 'matrix', contractKey: createSecretKey(Buffer.alloc(32, 7)), keyLimits: KEY_LIMITS },
  };
}

type Made = Pick<World, 'register' | 'unions' | 'staff'>;

async function organise(
  sql: Sql,
  unions: Readonly<Record<UnionKey, string>>,
  staff: Map<string, string>,
  { spare, board }: World['grantIds'],
): Promise<void> {
  const [all, second] = [newId(), newId()];
  const changeId = newId();
  const change = { id: changeId, actorId: all, action: 'MAKE_SAMPLE' as const, purpose: PURPOSE, subjectId: all };
  await insertChanges(sql, [{ ...change, subjectKind: 'STAFF' }]);
  const grants = (Object.keys(ROLES) as Role[]).flatMap((role) =>
    UNION_KEYS.map((union) => ({ id: newId(), code: codeOf({ role, union }), role, union })),
  );
  for (const code of [
    ...Object.keys(DOERS),
    'nothing',
    'spare',
    'board',
    LINKER,
    ...LOCKERS,
    ...grants.map(({ code }) => code),
  ])
    staff.set(code, newId());
  staff.set('all', all).set('second', second);
  await insertStaff(
    sql,
    changeId,
    [...staff].map(([code, id]) => ({ id, code, name: code, issuer: null, subject: null, from: '2018-01-01' })),
  );
  await insertRegions(sql, changeId, '410500', { 410500: '安阳地区', 410502: '文峰', 410581: '林县' });
  const renamed = { 410500: '安阳市', 410502: '文峰区', 410581: '林州市' };
  for (const [code, name] of Object.entries(renamed)) {
    await insertDivisionName(sql, changeId, { code, name, from: '2018-01-01' });
  }
  await insertUnions(
    sql,
    changeId,
    UNION_KEYS.map((key) => {
      const { parent, kind, region } = UNIONS[key];
      const hasCentre = kind === 'MUNICIPAL' || kind === 'COUNTY';
      const parentId = parent === null ? null : unions[parent];
      return {
        id: unions[key],
        code: key.toUpperCase(),
        name: key,
        kind,
        region,
        hasCentre,
        centreName: hasCentre ? `${key}帮扶中心` : null,
        parentId,
        from: '2014-01-01',
      };
    }),
  );
  await refreshUnionClosure(sql, changeId);
  await insertBuiltInStandards(sql, changeId, newId);
  const by = { from: '2018-01-01', to: '2030-01-01', grantedBy: all, confirmedBy: second };
  const everything = Object.entries(DOERS).flatMap(([code, roles]) =>
    roles.map((role) => ({ ...by, id: newId(), staffId: staff.get(code) ?? '', role, unionId: unions.city })),
  );
  const locker = { ...by, role: 'FINANCE_OFFICER' as const, unionId: unions.city };
  await insertGrants(sql, changeId, [
    ...everything,
    { ...by, id: newId(), staffId: second, role: 'ADMINISTRATOR', unionId: unions.city },
    { ...by, id: newId(), staffId: staff.get(LINKER) ?? '', role: 'CENTRE_ARCHIVIST', unionId: unions.city },
    { ...by, id: spare, staffId: staff.get('spare') ?? '', role: 'UNION_CLERK', unionId: unions.street },
    { ...by, id: board, staffId: staff.get('board') ?? '', role: 'DASHBOARD', unionId: unions.street },
    ...LOCKERS.map((code) => ({ ...locker, id: newId(), staffId: staff.get(code) ?? '' })),
    ...grants.map(({ id, code, role, union }) => {
      return { ...by, id, staffId: staff.get(code) ?? '', role, unionId: unions[union] };
    }),
  ]);
}

/** Records a household, opens its file, and then records its payments with the number of the file. */
async function enter(
  { register, unions, staff }: Made,
  key: HouseholdKey,
): Promise<{ readonly id: string; readonly file: OpenedFile | null }> {
  const { steward, members, filed } = HOUSEHOLDS[key];
  const command = { actorId: staff.get('all') ?? '', idempotencyKey: null, purpose: PURPOSE, expectedRevision: null };
  const record = async (householdId: string | null, serials: readonly number[], number: string | null, from: Day) =>
    valueOf(
      await recordHousehold(register.deps, {
        ...{ ...command, householdId, unionId: unions[steward], from },
        ...{ correction: false, household: filledHousehold(serials, number) },
      }),
    );
  const others = members.filter((serial) => serial !== MOVER);
  const then = key === 'target' ? [...members, MOVER, DEAD] : others;
  const { householdId: id } = await record(null, then, null, DAY(2019, 1, 1));
  if (!filed) return { id, file: null };
  const state = {
    state: 'APPLIED',
    level: 'NATIONAL',
    category: 'BELOW_STANDARD_AIDED',
    hardshipClass: 'DEEP',
    reason: `reason ${members[0]}`,
  } as const;
  const file = valueOf(
    await openFile(register.deps, {
      // Whoever opens a file does not review it: no viewer of the matrix has opened one.
      ...{
        ...command,
        actorId: staff.get(LINKER) ?? '',
        householdId: id,
        stewardId: unions[steward],
        on: DAY(2024, 1, 1),
      },
      // Of one file it is known why its union files, of the others it stays open.
      ...(key === 'target' && { work: workInStreet(unions[steward]) }),
      state,
    }),
  );
  const acting = { deps: register.deps, ids: { clerk: command.actorId } };
  if (key === 'target') {
    await leave(acting, id, `m${MOVER}`, SURVEY_DAY);
    const died = { member: `m${DEAD}`, on: DAY(2023, 1, 1), source: 'FAMILY', worker: null } as const;
    valueOf(await acted(acting, id, RECORD_DEATH, died));
  }
  await record(id, members, file.number, SURVEY_DAY);
  const confirmation = { unionId: unions.city, document: '安工发〔2026〕1号' };
  const decision = { ...command, householdId: id, asOf: DAY(2026, 6, 30), level: 'NATIONAL' as const, confirmation };
  const { receiptId } = valueOf(await recordAssessment(register.deps, decision));
  const by = { actorId: staff.get(LINKER) ?? '', unionId: unions[steward] };
  await giveSteps(register.deps, { fileId: file.fileId, householdId: id, receiptId, ...by });
  // Steps are taken of one file; the others are recorded.
  const isInHand = key === 'target';
  const of = { fileId: file.fileId, householdId: id, actorId: by.actorId, state, isInHand, ends: key === 'foreign' };
  await recordFile(register.deps, { ...of, offer: offerOf(key, unions) });
  return { id, file };
}

interface Closed {
  readonly id: string;
  readonly from: string;
  readonly into: string;
  readonly merged: string;
}

/** Enters a household of which two members left before two others came; the second of each is one person. */
async function enterClosed({ register, unions, staff }: Made): Promise<Closed> {
  const command = { actorId: staff.get('all') ?? '', idempotencyKey: null, purpose: PURPOSE, expectedRevision: null };
  const record = async (householdId: string | null, serials: readonly number[], from: Day) =>
    valueOf(
      await recordHousehold(register.deps, {
        ...{ ...command, householdId, unionId: unions.street, from, correction: false },
        household: filledHousehold(serials, null),
      }),
    ).householdId;
  const acting = { deps: register.deps, ids: { clerk: command.actorId } };
  const id = await record(null, [7001, 7002, 7003], DAY(2019, 1, 1));
  for (const serial of [7002, 7003]) await leave(acting, id, `m${serial}`, DAY(2019, 6, 1));
  await record(id, [7001, 7004, 7005], DAY(2019, 7, 1));
  valueOf(await acted(acting, id, CLOSE_HOUSEHOLD, { on: DAY(2020, 1, 1), reason: 'OTHER' }));
  const serials = [7002, 7004, 7003, 7005];
  const found = await register.platform.database.session((sql) =>
    findPersons(sql, register.platform.secrets, serials.map(identityNumber)),
  );
  const [from = '', into = '', merged = '', kept = ''] = serials.map((one) => found.get(identityNumber(one)));
  valueOf(await mergePersons(register.deps, { ...command, from: merged, into: kept }));
  return { id, from, into, merged };
}

async function propose({ register, unions, staff }: Made, union: UnionKey, deputyFor: string | null): Promise<string> {
  const proposal = await proposeGrant(register.deps, {
    ...{ actorId: staff.get('second') ?? '', idempotencyKey: null, purpose: PURPOSE },
    ...{ staffId: staff.get('nothing') ?? '', role: 'UNION_CLERK', unionId: unions[union] },
    ...{ from: DAY(2026, 7, 1), to: DAY(2027, 7, 1), deputyFor },
  });
  return valueOf(proposal).grantId;
}

async function proposeLogin({ register, staff }: Made, householdId: string): Promise<string> {
  const login = { issuer: 'https://idp.example', subject: householdId };
  const by = { actorId: staff.get(LINKER) ?? '', idempotencyKey: null, purpose: PURPOSE };
  return valueOf(await proposeWorkerLogin(register.deps, { ...by, ...login, householdId })).proposalId;
}

/** The households of which somebody read, and by whose unions cases were found; their workers are no viewers of the matrix. */
const LOOKED_AT = ['below', 'beside', 'foreign'] as const;

/** What somebody read, found elsewhere and was refused. */
async function look(sql: Sql, { staff, unions }: Made, ids: World['households']): Promise<void> {
  const staffId = staff.get('all') ?? '';
  for (const key of LOOKED_AT) {
    const [member] = await sql.query<{ id: string }>(
      'select v.person_id as id from membership_version v join membership m on m.id = v.anchor_id where v.household_id = $1 order by m.key desc limit 1',
      [ids[key]],
    );
    const [householdId, personId] = [ids[key], member?.id ?? ''];
    const person = { kind: 'Person', id: personId, fields: ['IDENTITY'] } as const;
    const household = { kind: 'Household', id: householdId, fields: ['ACCOUNT'] } as const;
    const subjects = key === 'foreign' ? [person] : [person, household];
    const read = { operation: 'Look', purpose: '审计检查', trace: householdId, subjects };
    await recordSensitiveRead(sql, { viewer: { staffId, personId: null }, ...read });
    const changeId = newId();
    const change = { actorId: staffId, action: 'FIND_ELSEWHERE', purpose: PURPOSE, subjectKind: 'PERSON' } as const;
    await insertChanges(sql, [{ id: changeId, ...change, subjectId: personId }]);
    const found = { finding: 'ACCOUNT', staffId, personId, householdId, unionId: unions.works } as const;
    await insertDuplicateCases(sql, [{ id: newId(), number: `case ${key}`, ...found, on: '2026-06-30', changeId }]);
  }
  await refuse(sql, staff);
}

/** A login that is proposed and confirmed. */
async function giveLogin(made: Made, householdId: string): Promise<void> {
  const by = { actorId: made.staff.get('all') ?? '', idempotencyKey: null, purpose: PURPOSE };
  const proposalId = await proposeLogin(made, householdId);
  valueOf(await confirmWorkerLogin(made.register.deps, { ...by, proposalId }));
}

/** Standards that wait for their confirmation; they would change what is decided of most households. */
async function proposeStandards({ register, unions, staff }: Made): Promise<string> {
  const by = { actorId: staff.get(LINKER) ?? '', idempotencyKey: null, purpose: PURPOSE };
  const figure = { kind: 'DIBAO', region: '410502', from: '2024-01-01', checkedUntil: '2026-12-31' } as const;
  const entry = { ...figure, act: 'ENTER', amountFen: 9_000_000, status: 'PUBLISHED' } as const;
  const document = { documentNumber: '豫民〔2026〕1号', documentTitle: '通知' };
  const content: RuleContent = { kind: 'STANDARDS', entries: [entry] };
  const rules = { ...by, ...document, unionId: unions.county, content };
  const { proposalId } = valueOf(await proposeRules(register.deps, rules));
  valueOf(await receiveDocument(register.deps, { ...by, proposalId, content: Buffer.from('%PDF-1.7') }));
  const control = { signal: new AbortController().signal, progress: () => undefined };
  valueOf(await previewRules(register.deps, proposalId, control));
  // The facts of these households leave their categories as they are: what is shown to whom is the matrix's only question.
  await register.asOwner(
    `insert into rule_preview_change select $1, part, h.id, 'NATIONAL', 'ELIGIBLE', 'INELIGIBLE', '{BELOW_STANDARD_AIDED}',
       '{NEAR_STANDARD_WITH_CAUSE}' from household h, unnest(array['FIRST_DAY', 'THROUGH_WINDOW']) as part
     where not exists (select from household_closing c where c.anchor_id = h.id)`,
    [proposalId],
  );
  return proposalId;
}

/** Everything that names its household, in whichever table; a person is of the household that they were last in. */
async function ownersOf(
  { asOwner }: World['register'],
  households: Readonly<Record<HouseholdKey, string>>,
): Promise<ReadonlyMap<string, HouseholdKey>> {
  const keys = new Map(HOUSEHOLD_KEYS.map((key) => [households[key], key]));
  const tables = ['membership_version', 'archive_file_version', 'disbursement_version'];
  const rows = await asOwner(
    `${tables.map((table) => `select anchor_id as id, household_id from ${table}`).join(' union all ')}
     union all (select distinct on (person_id) person_id, household_id from membership_version
       where superseded_in is null order by person_id, valid_from desc)
     union all select id, household_id from archive_file_step
     union all select id, subject_id from change_log where subject_kind = 'HOUSEHOLD'
     union all (select distinct on (c.id) c.id, m.household_id from change_log c
       join membership_version m on m.person_id = c.subject_id and m.superseded_in is null order by c.id, m.valid_from desc)`,
  );
  const owners = rows.flatMap(({ id, household_id }): [string, HouseholdKey][] => {
    const key = keys.get(String(household_id));
    return key === undefined ? [] : [[String(id), key]];
  });
  return new Map([...[...keys], ...owners]);
}
