import {
  DAY,
  household,
  householdState,
  identityNumber,
  member,
  person,
  record,
  UNVERIFIED,
} from '../register-household.ts';
import type { Fen } from '../../../src/kernel/fen.ts';
import { rowsOf, type SheetRows } from '../workbook.ts';

/** Numbers, accounts and telephones that nobody has, to be looked for where they must not stand. */

const FIRST = 50_000;
const MARK = /410599[0-9]{11}[0-9X]|629999[0-9]{13}|10099[0-9]{6}/g;
/** What is kept in clear: to see that a search finds what is there. */
export const CLEAR_NAME = '未加密的姓名';

export const account = (of: number): string => `629999${String(of).padStart(13, '0')}`;
export const telephone = (of: number): string => `10099${String(of).padStart(6, '0')}`;
export const number = (of: number): string => identityNumber(FIRST + of);
export const secretsOf = (of: number): readonly string[] => [number(of), account(of), telephone(of)];

/** With a check digit that does not fit: still somebody's, mistyped. */
export function mistyped(of: number): string {
  return number(of).slice(0, 17) + (number(of).endsWith('7') ? '8' : '7');
}

/** The marks in a text that are of these persons, the first ones; not of the sample, nor there by chance. */
export function marksIn(text: string, persons: number): readonly string[] {
  return (text.match(MARK) ?? []).filter((mark) => !mark.startsWith('10099') || Number(mark.slice(5)) < persons);
}

/** The input of `recordHousehold` for a household of these persons. */
export function inputOf(members: readonly number[], over: object = {}): object {
  const [first = 0] = members;
  return {
    ...{ union: '410502-Q1', from: '2026-01-01', ...over },
    household: {
      worker: 'm0',
      state: {
        region: '410502',
        ...UNVERIFIED,
        accountNumber: account(first),
        bank: '示例银行',
        address: `示例路 ${telephone(first)}`,
      },
      members: members.map(memberOf),
    },
  };
}

/** The input of `addRecords` with a payment to each of these persons, who are the members of a household. */
export function paymentsOf(householdId: string, members: readonly number[]): object {
  return { householdId, on: '2026-02-01', records: { disbursements: members.map(paymentOf) } };
}

function memberOf(of: number, at: number): object {
  const contact = { mobile: telephone(of), otherContact: `${telephone(of)}、${account(of)}`, healthNote: number(of) };
  return {
    ...{ key: `m${at}`, identityNumber: number(of), person: { name: CLEAR_NAME, ...contact } },
    membershipState: {
      relation: at === 0 ? 'SELF' : 'OTHER',
      inRegister: true,
      livesTogether: true,
      employmentKnown: false,
    },
  };
}

function paymentOf(of: number, at: number): object {
  const paid = { source: 'UNION_FUNDS', aidType: 'LIVING', amount: '100.00', paidOn: '2026-02-01', payee: '示例' };
  return {
    ...paid,
    key: `d${at}`,
    member: `m${at}`,
    accountNumber: account(of),
    note: `${number(of)} ${telephone(of)}`,
  };
}

/** The rows of a workbook of households of these persons. */
export function workbookOf(households: readonly (readonly number[])[]): SheetRows {
  return rowsOf(
    households.map((own) => {
      const [first = 0] = own;
      const payment = record('disbursements', 'd1', 'm1', {
        ...{ source: 'UNION_FUNDS', aidType: 'LIVING', amountFen: 100 as Fen, paidOn: DAY(2026, 2, 1) },
        ...{ accountNumber: account(first), note: number(first) },
      });
      return household([], {
        household: householdState({ accountNumber: account(first), bank: '示例银行', address: telephone(first) }),
        members: own.map((of, at) =>
          member(`m${at + 1}`, FIRST + of, {
            person: person(`${CLEAR_NAME}${of}`, { mobile: telephone(of), otherContact: account(of) }),
          }),
        ),
        records: { ...household([]).records, disbursements: [payment] },
      });
    }),
  );
}

/** The same, with a number in the place of a value in every row. */
export function spoiled(sheets: SheetRows): SheetRows {
  return Object.fromEntries(
    Object.entries(sheets).map(([name, [heads = [], ...rows]]) => [
      name,
      [heads, ...rows.map((row, at) => row.map((cell, column) => (column % 20 === at % 20 ? mistyped(at) : cell)))],
    ]),
  );
}
