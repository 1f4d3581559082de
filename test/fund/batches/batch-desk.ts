import { newId } from '../../../src/database/ids.ts';
import { insertChange } from '../../../src/database/time/change-log.ts';
import type { RegisterHousehold } from '../../../src/registry/kinds.ts';
import { stepDesk } from '../../archive/procedure/step-desk.ts';
import { ownerTransaction } from '../../support/owner-transaction.ts';
import { answerOf } from '../../support/graph.ts';
import type { Server } from '../../support/register.ts';
import { funded } from '../../support/relief.ts';
import { insertGrants } from '../../../src/staff/staff-write.store.ts';
import { addHolders } from '../../support/union-changes.ts';
import type { Viewer } from '../../../src/access/viewer.ts';

const TODAY = '2026-06-30';

/** Four finance officers of the county, and one of another. */
const OFFICERS = {
  maker: 'county',
  checker: 'county',
  approver: 'county',
  cashier: 'county',
  stranger: 'otherCounty',
} as const;

/** `kin` has the login of a worker too. */
export type Officer = keyof typeof OFFICERS | 'kin';

interface Answered {
  readonly problems: readonly { readonly code: string; readonly path: string; readonly zh: string }[];
  readonly batch: Readonly<Record<string, unknown>> & { readonly id: string };
}

const ANSWER = '{ problems { code path zh } revision batch { id state lineCount struckCount total } }';
const ACTS: Readonly<Record<string, readonly [input: string, field: string]>> = {
  prepare: ['ReliefBatchPreparationInput', 'prepareReliefBatch'],
  strike: ['ReliefLinesStrikeInput', 'strikeReliefLines'],
  submit: ['ReliefBatchSubmissionInput', 'submitReliefBatch'],
  review: ['ReliefBatchStepInput', 'reviewReliefBatch'],
  approve: ['ReliefBatchStepInput', 'approveReliefBatch'],
  release: ['ReliefBatchStepInput', 'releaseReliefBatch'],
  reject: ['ReliefBatchRejectionInput', 'rejectReliefBatch'],
};

/** What an act names where the test does not say otherwise. */
const GIVEN: Readonly<Record<string, object>> = {
  submit: {
    minutesNumber: '纪要〔2026〕6号',
    payBy: '2026-12-31',
    confirmation: { union: 'COUNTY', document: '文工办〔2026〕7号' },
  },
  reject: { reason: '明细有误' },
  strike: { reason: '明细有误' },
};

/** A desk with money of the county, at which batches to eligible households with recorded files are stepped over the graph. */
export async function batchDesk(server: Server) {
  const desk = await stepDesk(server);
  const { register } = desk;
  const staff = await addHolders(register, 'FINANCE_OFFICER', OFFICERS);
  const county = register.ids['county'] ?? '';
  const kin = desk.viewerOf('kin').staffId ?? '';
  await ownerTransaction(register.platform.ownerUrl, async (sql) => {
    const by = { actorId: register.ids['admin'] ?? '', purpose: '测试' };
    const changeId = await insertChange(sql, by, 'MAKE_SAMPLE', 'STAFF', by.actorId);
    const given = { grantedBy: by.actorId, confirmedBy: register.ids['archivist'] ?? '', from: '2018-01-01' };
    await insertGrants(sql, changeId, [
      { ...given, id: newId(), staffId: kin, role: 'FINANCE_OFFICER', unionId: county },
    ]);
  });
  const allocation = await funded(register, county, { fundYear: 2026, amountFen: 100_000_000 });
  const batches = new Map<string, string>();

  const viewerOf = (who: Officer, purpose: string | null = '办理'): Viewer => {
    const unionId = register.ids[who === 'kin' ? 'county' : OFFICERS[who]] ?? '';
    return {
      staffId: who === 'kin' ? kin : (staff[who] ?? ''),
      personId: null,
      grants: [{ role: 'FINANCE_OFFICER', unionId }],
      purpose,
    };
  };
  const ask = (
    who: Officer,
    source: string,
    variables: Readonly<Record<string, unknown>> = {},
    purpose: string | null = '办理',
  ) => answerOf(register.platform, source, { viewer: viewerOf(who, purpose), today: TODAY, variables });

  /** A household with an account, whose file is recorded from 18 March on. */
  const recorded = async (account: string, records: Partial<RegisterHousehold['records']> = {}) => {
    const withAccount = (base: RegisterHousehold) => {
      return { ...base, household: { ...base.household, accountNumber: account, bank: '安阳银行' } };
    };
    const householdId = await desk.eligible(records, withAccount);
    await ownerTransaction(register.platform.ownerUrl, async (sql) => {
      const by = { actorId: register.ids['clerk'] ?? '', purpose: '测试' };
      const changeId = await insertChange(sql, by, 'OPEN_FILE', 'HOUSEHOLD', householdId);
      const [id, number] = [newId(), account.slice(-16).padStart(16, '4')];
      await sql.query('insert into archive_file (id, household_id, number, recorded_in) values ($1, $2, $3, $4)', [
        ...[id, householdId, number, changeId],
      ]);
      await sql.query(
        `insert into archive_file_version (anchor_id, household_id, valid_from, level, category, state, recorded_in)
         values ($1, $2, '2026-03-18', 'NATIONAL', 'BELOW_STANDARD_AIDED', 'RECORDED', $3)`,
        [id, householdId, changeId],
      );
    });
    return householdId;
  };

  const act = async (who: Officer, name: string, batch: string, given: object = {}): Promise<Answered> => {
    const [type, field] = ACTS[name] ?? ['', ''];
    const of = name === 'prepare' ? {} : { batch: batches.get(batch) ?? batch };
    const source = `mutation ($input: ${type}!) { answer: ${field}(input: $input) ${ANSWER} }`;
    const answer = (await ask(who, source, { input: { ...of, ...GIVEN[name], ...given } }))['answer'] as Answered;
    if (name === 'prepare' && answer.problems.length === 0) batches.set(batch, answer.batch.id);
    return answer;
  };
  const statusOf = ({ problems }: Answered) => problems.map(({ code, path }) => `${code} ${path}`).join(', ') || 'OK';

  /** Prepares a batch of living aid, a line for each household and amount. */
  const prepare = (
    batch: string,
    lines: readonly (readonly [household: string, yuan: string, over?: object])[],
    over: object = {},
    who: Officer = 'maker',
  ) =>
    act(who, 'prepare', batch, {
      ...{ union: 'COUNTY', aidType: 'LIVING', ...over },
      lines: lines.map(([household, amount, line]) => ({
        ...{ household, amount, allocation, basisKind: 'MONTHS', periodFrom: '2026-06-01', periodTo: '2026-06-30' },
        ...line,
      })),
    });

  /** Carries out a table of steps, `who act batch -> status` a line, and returns it as it came out. */
  const carryOut = async (table: string): Promise<string> => {
    const lines: string[] = [];
    for (const line of table.trim().split('\n')) {
      const [command = ''] = line.trim().split(/\s*->\s*/);
      const [who, name, batch, on] = command.split(/\s+/) as [Officer, string, string, string | undefined];
      lines.push(`${command} -> ${statusOf(await act(who, name, batch, on === undefined ? {} : { on }))}`);
    }
    return lines.join('\n');
  };
  const idOf = (batch: string) => batches.get(batch) ?? '';
  return { ...desk, allocation, ask, recorded, act, prepare, statusOf, carryOut, idOf, viewerOf };
}
