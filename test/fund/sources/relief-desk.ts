import type { Viewer } from '../../../src/access/viewer.ts';
import type { Role } from '../../../src/access/staff.codes.ts';
import { answerOf } from '../../support/graph.ts';
import { type Server, testRegister } from '../../support/register.ts';
import { addHolders } from '../../support/union-changes.ts';

const TODAY = '2026-06-30';

/** The finance officers, each at the union that their code names. */
const OFFICERS = { city: 'city', county: 'county', other: 'otherCounty', employer: 'employer' } as const;

type Values = Readonly<Record<string, string>>;
interface Answered {
  readonly problems: readonly { readonly code: string; readonly path: string; readonly zh: string }[];
  readonly allocation: { readonly id: string } | null;
}

const ANSWER = '{ problems { code path zh en } revision allocation { id } }';
const MUTATIONS: Readonly<Record<string, string>> = {
  allocate: `mutation ($input: ReliefAllocateInput!) { answer: allocateRelief(input: $input) ${ANSWER} }`,
  remit: `mutation ($input: ReliefMovementInput!) { answer: remitRelief(input: $input) ${ANSWER} }`,
  receive: `mutation ($input: ReliefMovementInput!) { answer: receiveRelief(input: $input) ${ANSWER} }`,
};
/** The short names of the tables of commands, and what they are in the inputs. */
const NAMES: Values = { to: 'union', sub: 'subFund', year: 'fundYear', aid: 'aidType', key: 'idempotencyKey' };
const DOCUMENT = {
  documentNumber: '安工〔2026〕3号',
  documentDay: '2026-01-20',
  documentTitle: '关于下达帮扶资金的通知',
};

/** A desk with finance officers at which commands of plain text are carried out over the graph. */
export async function reliefDesk(server: Server) {
  const register = await testRegister(server);
  const staff = await addHolders(register, 'FINANCE_OFFICER', OFFICERS);
  const allocations = new Map<string, string>();
  const viewerOf = (who: string, role: Role = 'FINANCE_OFFICER'): Viewer => {
    const unionId = register.ids[OFFICERS[who as keyof typeof OFFICERS]] ?? '';
    return { staffId: staff[who] ?? '', personId: null, grants: [{ role, unionId }], purpose: '办理' };
  };
  const ask = (who: string, source: string, variables: Readonly<Record<string, unknown>> = {}) =>
    answerOf(register.platform, source, { viewer: viewerOf(who), today: TODAY, variables });

  /** `city allocate a to=CITY amount=100.00 on=2026-03-01`: who, what, the name of the allocation, and the input. */
  const carryOut = async (command: string): Promise<string> => {
    const [who, act, name, ...given] = command.split(/\s+/) as [string, string, string, ...string[]];
    const { from = null, ...values } = valuesOf(given);
    const known = (text: unknown) => allocations.get(String(text)) ?? text;
    const of = act === 'allocate' ? { from: known(from) } : { allocation: known(name) };
    const input = { ...DOCUMENT, ...values, ...of };
    const { problems, allocation } = (await ask(who, MUTATIONS[act] ?? '', { input }))['answer'] as Answered;
    if (allocation !== null) allocations.set(name, allocation.id);
    return problems.map(({ code, path }) => `${code} ${path}`).join(', ') || 'OK';
  };
  /** Carries out a table of commands, a line each with its status after `->`; returns the table as it came out. */
  const carryOutAll = async (table: string): Promise<string> => {
    const lines: string[] = [];
    for (const line of table.trim().split('\n')) {
      const [command = ''] = line.trim().split(/\s*->\s*/);
      lines.push(`${command} -> ${await carryOut(command)}`);
    }
    return lines.join('\n');
  };
  const idOf = (name: string) => allocations.get(name) ?? '';
  return { register, staff, ask, carryOut, carryOutAll, idOf, viewerOf, drop: register.drop };
}

function valuesOf(given: readonly string[]): Readonly<Record<string, unknown>> {
  const pairs = given.map((one) => one.split('=')).map(([key = '', value = '']) => [key, value] as const);
  return Object.fromEntries(pairs.map(([key, value]) => [NAMES[key] ?? key, key === 'year' ? Number(value) : value]));
}

/** A table of commands without the blanks around its lines and statuses. */
export function tidy(table: string): string {
  return table
    .trim()
    .split('\n')
    .map((line) => line.trim().replace(/\s*->\s*/, ' -> '))
    .join('\n');
}
