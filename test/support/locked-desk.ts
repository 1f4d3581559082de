import { setTimeout as pause } from 'node:timers/promises';
import type { RealNameColumnName } from '../../src/fund/export/real-name-columns.ts';
import { lockTable } from '../../src/fund/locked/lock-table.ts';
import { paymentsOfYear } from '../../src/fund/payments/payment.ts';
import { valueOf } from './register.ts';
import { DAY } from './register-household.ts';
import { type ServedPlatform, startServed } from './served/platform.ts';

/** What finance officers do with locked tables, over the graph of a running platform. */

export interface Staffed {
  readonly staff?: string;
  readonly purpose?: string;
}

export interface TableAnswer {
  readonly problems: readonly { readonly code: string; readonly path: string }[];
  readonly table: Locked | null;
}

interface Locked {
  readonly id: string;
  readonly number: string;
  readonly version: number;
  readonly state: string;
  readonly rowCount: number;
  readonly amount: string;
  readonly contentSha256: string;
  readonly lockedAtRevision: number;
  readonly files: readonly { readonly format: string; readonly sha256: string | null }[];
  readonly scans: readonly object[];
  readonly seals: readonly {
    readonly act: string;
    readonly isValid: boolean;
    readonly statement: string;
    readonly publicKey: string;
    readonly signature: string;
    readonly by: { readonly code: string };
  }[];
  readonly tieOut: {
    readonly table: object;
    readonly payments: object;
    readonly ledger: object | null;
    readonly differences: { readonly nodes: readonly { readonly kind: string; readonly number: number }[] };
  } | null;
}

interface LockedRow {
  readonly number: number;
  readonly disbursementId: string;
  readonly voucherNumber: string | null;
  readonly amount: string;
  readonly paidOn: string;
  readonly marks: readonly string[];
  readonly cells: readonly (string | null)[];
  readonly subject: string;
}

const LEG = '{ count amount }';
const TABLE = `id number version state title rowCount amount households payments columns contentSha256 lockedAtRevision
  preparer { code } reviewer { code } files { format sha256 } scans { place sha256 mediaType }
  seals { act isValid statement publicKey signature by { code } }
  tieOut { table ${LEG} payments ${LEG} ledger ${LEG} differences(first: 50) { nodes { number kind } } }`;
const ROW = 'number disbursementId voucherNumber amount paidOn marks cells { text } household { registerId }';

const PREPARER = 'finance.410502';
const OFFICER = 'finance.410500';
const STAFF = [PREPARER, OFFICER, 'archivist.410502', 'clerk.410502', 'finance.410581'];

export type LockedDesk = Awaited<ReturnType<typeof openDesk>>;

/** Starts the platform and the desks of its finance officers. */
export async function openDesk(households = 150) {
  const served = await startServed({ households, on: DAY(2026, 6, 30) });
  const tokens: Record<string, string> = {};
  const staff: Record<string, string> = {};
  for (const code of STAFF) {
    tokens[code] = await served.bearer({ staff: code });
    const [row] = await served.asOwner('select id from staff where code = $1', [code]);
    staff[code] = String(row?.['id']);
  }
  const answer = (query: string, variables: object, { staff: code = OFFICER, purpose }: Staffed) =>
    served.ask(query, { token: tokens[code] ?? '', variables, ...(purpose === undefined ? {} : { purpose }) });
  const read = async (query: string, variables: object, who: Staffed = {}) => {
    const { data, errors } = await answer(query, variables, who);
    if (errors.length > 0 || !data) throw new Error(JSON.stringify(errors));
    return data;
  };
  const { database, secrets } = served.platform;
  const deps = { database, secrets, today: served.today };
  const [union] = await served.asOwner("select id from trade_union where code = '410502'");
  const desk = {
    ...graphOf(read),
    served,
    staff,
    deps,
    /** Locks a table without the graph, which would have its files printed. Returns its id. */
    lockUnprinted: async (year: number, columns: readonly RealNameColumnName[]) => {
      const { period, sources, aidTypes, paymentMethods } = paymentsOfYear(year);
      const locked = await lockTable(deps, {
        ...{ actorId: staff[PREPARER] ?? '', idempotencyKey: null, purpose: '测试', unionId: String(union?.['id']) },
        ...{ filter: { period, sources, aidTypes, paymentMethods }, columns },
        ...{ reviewer: OFFICER, previousId: null, revision: null },
      });
      return valueOf(locked).tableId;
    },
    linkCodes: async (id: string, who: Staffed) => (await answer(EXPORT, exporting(id, 'PDF', 1), who)).codes,
    download: async (id: string, part: string, place = 1, who: Staffed = { purpose: '资金核对' }) => {
      const { exportLockedTable: link } = await read(EXPORT, exporting(id, part, place), who);
      const { url } = link as { readonly url: string };
      const file = await fetch(served.url + url, { headers: { authorization: tokens[who.staff ?? OFFICER] ?? '' } });
      const bytes = Buffer.from(await file.arrayBuffer());
      if (file.status !== 200) throw new Error(bytes.toString());
      return bytes;
    },
    sendScan: (id: string, content: Buffer) =>
      send(served, tokens, `/imports/stamped-scan?table=${id}`, content, 'application/pdf'),
    sendLedger: (id: string, content: Buffer, more = '') =>
      send(served, tokens, `/imports/general-ledger?table=${id}${more}`, content, XLSX),
    householdOf: async (payment: string) => {
      const [row] = await served.asOwner('select household_id as id from disbursement_version where anchor_id = $1', [
        payment,
      ]);
      return String(row?.['id']);
    },
    close: () => served.close(),
  };
  return { ...desk, printed: (id: string) => untilPrinted(desk, id) };
}

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const EXPORT =
  'mutation ($input: ExportLockedTableInput!) { exportLockedTable(input: $input) { url sha256 fileName } }';
const exporting = (table: string, part: string, place: number) => ({ input: { table, part, place } });

type Read = (query: string, variables: object, who?: Staffed) => Promise<Readonly<Record<string, unknown>>>;

/** What is asked of the graph. */
function graphOf(read: Read) {
  const act = async (mutation: string, type: string, input: object, who: Staffed) => {
    const query = `mutation ($input: ${type}!) { done: ${mutation}(input: $input) { problems { code path } table { ${TABLE} } } }`;
    return (await read(query, { input }, who))['done'] as TableAnswer;
  };
  return {
    lock: (input: object) =>
      act(
        'lockRealNameTable',
        'LockRealNameTableInput',
        { union: '410502', reviewer: OFFICER, ...input },
        { staff: PREPARER },
      ),
    act: (mutation: string, table: string | undefined, staff = OFFICER) =>
      act(mutation, 'SealRealNameTableInput', { table }, { staff }),
    explain: (table: string, difference: number, explanation: string, staff = OFFICER) =>
      act('explainTableDifference', 'ExplainTableDifferenceInput', { table, difference, explanation }, { staff }),
    table: async (id: string) =>
      (await read(`query ($id: ID!) { table: lockedRealNameTable(id: $id) { ${TABLE} } }`, { id }))['table'] as Locked,
    rows: async (id: string, who: Staffed = {}) => {
      const rows: LockedRow[] = [];
      for (let after: string | null = null; ;) {
        const query = `query ($id: ID!, $after: String) { table: lockedRealNameTable(id: $id) {
          rows(first: 37, after: $after) { nodes { ${ROW} } pageInfo { hasNextPage endCursor } } } }`;
        const page: Page = ((await read(query, { id, after }, who))['table'] as { readonly rows: Page }).rows;
        rows.push(
          ...page.nodes.map(({ household, cells, ...row }) => {
            return { ...row, cells: cells.map(({ text }) => text), subject: household.registerId };
          }),
        );
        if (!page.pageInfo.hasNextPage) return rows;
        after = page.pageInfo.endCursor;
      }
    },
    changes: async (id: string, who: Staffed = {}) => {
      const query = `query ($id: ID!) { table: lockedRealNameTable(id: $id) { changes(first: 200) {
        nodes { kind changedColumns before { amount cells { column text } } after { amount } } } } }`;
      const table = (await read(query, { id }, who))['table'] as {
        readonly changes: { readonly nodes: readonly Change[] };
      };
      return table.changes.nodes;
    },
    differences: async (id: string) => {
      const query = `query ($id: ID!) { table: lockedRealNameTable(id: $id) { tieOut { differences(first: 200) {
        nodes { kind voucher tableAmount otherAmount rowCount lines { sheet row } } } } } }`;
      const table = (await read(query, { id }))['table'] as { readonly tieOut: { readonly differences: Differences } };
      return table.tieOut.differences.nodes;
    },
    decisions: async (id: string) => {
      const query = `query ($id: ID!) { table: lockedRealNameTable(id: $id) { rows(first: 5) {
        nodes { paidOn decision { outcome } household { asOf revision } } } } }`;
      const table = (await read(query, { id }))['table'] as { readonly rows: { readonly nodes: readonly Decided[] } };
      return table.rows.nodes;
    },
    live: async (year: number) => {
      const query = `query ($year: Int!) { table: realNameSummary(year: $year, union: "410502") {
        total { amount households payments } rows(first: 200) { nodes { id: disbursementId NUMBER: number FILE_NUMBER: fileNumber
          NAME: name IDENTITY_NUMBER: identityNumber AMOUNT: amount ACCOUNT_NUMBER: accountNumber VOUCHER_NUMBER: voucherNumber
          PAID_ON: paidOn } } } }`;
      const who = { staff: PREPARER, purpose: '资金核对' };
      const { total, rows } = (await read(query, { year }, who))['table'] as Live;
      const texts = (row: Row): Row => ({ ...row, NUMBER: String(row['NUMBER']) });
      return { ...total, rows: rows.nodes.map(texts) };
    },
  };
}

interface Page {
  readonly nodes: readonly (Omit<LockedRow, 'cells' | 'subject'> & {
    readonly cells: readonly { readonly text: string | null }[];
    readonly household: { readonly registerId: string };
  })[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

interface Change {
  readonly kind: string;
  readonly changedColumns: readonly string[];
  readonly before: { readonly amount: string; readonly cells: readonly object[] } | null;
  readonly after: { readonly amount: string } | null;
}

interface Differences {
  readonly nodes: readonly {
    readonly kind: string;
    readonly voucher: string | null;
    readonly tableAmount: string;
    readonly otherAmount: string;
  }[];
}

interface Decided {
  readonly paidOn: string;
  readonly decision: { readonly outcome: string };
  readonly household: { readonly asOf: string; readonly revision: number };
}

interface Live {
  readonly total: { readonly amount: string; readonly households: number; readonly payments: number };
  readonly rows: { readonly nodes: readonly Row[] };
}

type Row = Readonly<Record<string, string | null>>;

async function send(
  served: ServedPlatform,
  tokens: Readonly<Record<string, string>>,
  path: string,
  content: Buffer,
  type: string,
): Promise<unknown> {
  const headers = { authorization: tokens[PREPARER] ?? '', 'content-type': type };
  const answer = await fetch(served.url + path, { method: 'POST', headers, body: new Uint8Array(content) });
  return answer.json();
}

/** Waits until the job has printed the files. */
async function untilPrinted(desk: Pick<ReturnType<typeof graphOf>, 'table'>, id: string): Promise<void> {
  const until = Date.now() + 60_000;
  while ((await desk.table(id)).files.length < 2) {
    if (Date.now() > until) throw new Error('the files of the table were not printed');
    await pause(200);
  }
}
