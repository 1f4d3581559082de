import type { Role } from '../../../src/access/staff.codes.ts';
import type { Viewer } from '../../../src/access/viewer.ts';
import { newId } from '../../../src/database/ids.ts';
import { insertChange } from '../../../src/database/time/change-log.ts';
import type { RegisterHousehold } from '../../../src/registry/kinds.ts';
import { recordHousehold } from '../../../src/registry/recording/record-household.ts';
import { insertUnions, refreshUnionClosure } from '../../../src/organisation/union.store.ts';
import { insertGrants, insertStaff } from '../../../src/staff/staff-write.store.ts';
import { insertBuiltInStandards } from '../../../src/standards/standard.store.ts';
import { toMonth } from '../../../src/kernel/calendar.ts';
import { asFen } from '../../../src/kernel/fen.ts';
import { answerOf } from '../../support/graph.ts';
import { ownerTransaction } from '../../support/owner-transaction.ts';
import { newHousehold, sealAll, type Server, testRegister, valueOf } from '../../support/register.ts';
import { DAY, household, person, record, survey } from '../../support/register-household.ts';

export const TODAY = '2026-06-30';

/** Who acts: a member of staff with a role at a union, and the body that they are. */
const PEOPLE = {
  clerk: ['UNION_CLERK', 'county', 'FILING', 'EMPLOYER'],
  reviewer: ['SUPERIOR_REVIEWER', 'county', 'SUPERIOR', 'COUNTY'],
  secondReviewer: ['SUPERIOR_REVIEWER', 'city', 'SUPERIOR', 'COUNTY'],
  kin: ['SUPERIOR_REVIEWER', 'county', 'SUPERIOR', 'COUNTY'],
  archivist: ['CENTRE_ARCHIVIST', 'city', 'CENTRE', 'COUNTY'],
  receiver: ['UNION_CLERK', 'foundry', 'FILING', 'FOUNDRY'],
} as const satisfies Readonly<Record<string, readonly [Role, string, string, string]>>;

export type Who = keyof typeof PEOPLE;

/** The login of `kin`, which is also that of a worker. */
export const LOGIN = { issuer: 'https://idp.example', subject: 'kin' } as const;
const [KIN, RECEIVER, FOUNDRY] = [newId(), newId(), newId()];

/** Who of the register's staff they are. */
const STAFF: Readonly<Record<Who, string>> = {
  clerk: 'clerk',
  reviewer: 'leaver',
  secondReviewer: 'statistician',
  kin: 'kin',
  archivist: 'archivist',
  receiver: 'receiver',
};

const MUTATIONS: Readonly<Record<string, string>> = {
  FILING: 'takeFilingStep',
  SUPERIOR: 'takeReviewStep',
  CENTRE: 'takeCentreStep',
};
const STEP = `(input: $input) {
  problems { code path zh en } stepId revision file { state steps { number act } } } }`;
const OPEN = `mutation ($input: ArchiveOpenFileInput!) { openFile(input: $input) { problems { code path zh }
  file { id steps { filingRules filingGaps filingStated } } } }`;

export interface Stepped {
  readonly problems: readonly { readonly code: string; readonly path: string; readonly zh: string }[];
  readonly stepId: string | null;
  readonly file: { readonly state: string; readonly steps: readonly { readonly number: number }[] } | null;
}

/** A desk with the staff of every body, at which files of eligible households are stepped over the graph. */
export async function stepDesk(server: Server) {
  const register = await testRegister(server);
  const { platform, ids, deps } = register;
  const own: Readonly<Record<string, string>> = { ...ids, kin: KIN, receiver: RECEIVER, foundry: FOUNDRY };
  const idOf = (name: string) => own[name] ?? '';
  await ownerTransaction(platform.ownerUrl, async (sql) => {
    const by = { actorId: idOf('admin'), purpose: '测试' };
    const changeId = await insertChange(sql, by, 'MAKE_SAMPLE', 'STANDARD', idOf('city'));
    await insertBuiltInStandards(sql, changeId, newId);
    await insertStaff(sql, changeId, [
      { id: KIN, code: 'kin', name: 'kin', ...LOGIN, from: '2018-01-01' },
      { id: RECEIVER, code: 'receiver', name: 'receiver', issuer: null, subject: null, from: '2018-01-01' },
    ]);
    const foundry = {
      code: 'FOUNDRY',
      name: '铸造厂工会',
      kind: 'EMPLOYER',
      region: '410502',
      hasCentre: false,
    } as const;
    await insertUnions(sql, changeId, [{ id: FOUNDRY, ...foundry, parentId: idOf('county'), from: '2018-01-01' }]);
    await refreshUnionClosure(sql, changeId);
    const grants = (['reviewer', 'secondReviewer', 'kin', 'receiver'] as const).map((who) => {
      const [role, at] = PEOPLE[who];
      return { id: newId(), staffId: idOf(STAFF[who]), role, unionId: idOf(at) };
    });
    const common = { from: '2018-01-01', grantedBy: idOf('admin'), confirmedBy: idOf('archivist') };
    await insertGrants(
      sql,
      changeId,
      grants.map((grant) => ({ ...grant, ...common })),
    );
  });
  const viewerOf = (who: Who): Viewer => {
    const [role, at] = PEOPLE[who];
    return { staffId: idOf(STAFF[who]), personId: null, grants: [{ role, unionId: idOf(at) }], purpose: '办理' };
  };
  const ask = (who: Who, source: string, variables: Readonly<Record<string, unknown>> = {}) =>
    answerOf(platform, source, { viewer: viewerOf(who), today: TODAY, variables });
  let serial = 0;
  const wage = { amountFen: asFen(360_000), from: toMonth(2025, 3), to: toMonth(2026, 2) };
  /** A household that is eligible as a recognised one (低保), of a worker at low wages, visited on 2026-03-03. */
  const eligible = async (
    records: Partial<RegisterHousehold['records']> = {},
    change: (base: RegisterHousehold) => RegisterHousehold = (base) => base,
  ) => {
    serial += 1;
    const base = household([serial]);
    const own = {
      ...base.records,
      surveys: [survey(DAY(2026, 3, 3))],
      employment: [record('employment', 'e', 'm1', { status: 'EMPLOYED', from: toMonth(2025, 1) })],
      incomes: [record('incomes', 'i', 'm1', { kind: 'WAGE', relief: false, verified: true, ...wage })],
      dibao: [record('dibao', 'd', null, { from: DAY(2025, 1, 1), to: null })],
      ...records,
    };
    const members = base.members.map((one) => ({
      ...one,
      person: person(`职工${serial}`, { workplaceOrSchool: '机床厂' }),
    }));
    const given = change({ ...base, members, records: own });
    const command = newHousehold(register, given, { from: DAY(2026, 3, 3) });
    const { householdId } = valueOf(await recordHousehold(deps, command));
    await sealAll(platform.database);
    return householdId;
  };
  const open = async (householdId: string, over: object = {}) => {
    const input = { householdId, union: 'EMPLOYER', on: '2026-03-03', state: 'SURVEYED', level: 'NATIONAL', ...over };
    return (await ask('clerk', OPEN, { input }))['openFile'] as {
      readonly problems: readonly { readonly code: string; readonly path: string; readonly zh: string }[];
      readonly file: { readonly id: string; readonly steps: readonly object[] } | null;
    };
  };
  const take = async (fileId: string, who: Who, act: string, on: string, over: object = {}): Promise<Stepped> => {
    const [, , body, union] = PEOPLE[who];
    const [row] = await register.asOwner('select count(*)::int as steps from archive_file_step where file_id = $1', [
      fileId,
    ]);
    const mutation = MUTATIONS[body] ?? '';
    const input = { fileId, act, union, on, afterStep: Number(row?.['steps']), ...over };
    return (await ask(who, `mutation ($input: ArchiveTakeFileStepInput!) { answer: ${mutation}${STEP}`, { input }))[
      'answer'
    ] as Stepped;
  };
  const opened = async (records: Partial<RegisterHousehold['records']> = {}) => {
    const { file, problems } = await open(await eligible(records));
    if (file === null) throw new Error(JSON.stringify(problems));
    return file.id;
  };
  return { register, ids, ask, eligible, open, opened, take, viewerOf, drop: register.drop };
}

const CONFIRMATION = { confirmation: { union: 'COUNTY', document: '文工办〔2026〕7号' } };

/** The way of a file from its survey to its record: who, act, day, and what the act names. */
export const WAY: readonly (readonly [who: Who, act: string, on: string, words: object])[] = [
  ['clerk', 'PUBLICISE', '2026-03-04', { document: '会议纪要〔2026〕1号', ...CONFIRMATION }],
  ['clerk', 'CONCLUDE_PUBLICITY', '2026-03-12', { document: '公示结果〔2026〕1号' }],
  ['clerk', 'VERIFY', '2026-03-13', {}],
  ['reviewer', 'REVIEW', '2026-03-16', {}],
  ['archivist', 'RECORD', '2026-03-18', CONFIRMATION],
];
