import { printDay } from '../../kernel/calendar.ts';
import type { Sensitivity } from '../../fields/sensitivity.codes.ts';
import type { PrintedColumn } from '../../export/printed-table.ts';
import { HARDSHIP_CAUSES, HARDSHIP_CLASSES } from '../../registry/household/household.codes.ts';
import { AID_TYPES, FUND_SOURCES } from '../../registry/household/disbursement.fields.ts';
import type { ReadableRow } from '../real-name/real-name-table.ts';

type Value = string | number | null;

/** A column of the printed 实名制汇总表. */
export interface RealNameColumn extends PrintedColumn {
  readonly read: (row: ReadableRow) => Value;
  /** The kind of a sensitive value, and its name among those of the row; `null`: anybody who may see the row may see it. */
  readonly sensitive: { readonly kind: Sensitivity; readonly key: string } | null;
}

const PERSON = '基本情况';
const HARDSHIP = '困难情况';
const AID = '帮扶情况';
const PAYMENT = '收款情况';

/** The columns that the live table has, in the order in which they are printed by default (domain facts, 1.5). */
export const REAL_NAME_COLUMNS = {
  NUMBER: open('序号', null, 'COUNT', 3, ({ number }) => number),
  FILE_NUMBER: open('档案编号', PERSON, 'CODE', 9, ({ fileNumber }) => fileNumber),
  NAME: open('姓名', PERSON, 'TEXT', 4, ({ name }) => name),
  IDENTITY_NUMBER: secret('身份证号', PERSON, 'CODE', 10.5, 'IDENTITY', 'identityNumber'),
  WORKPLACE: open('工作单位', PERSON, 'TEXT', 9, ({ workplace }) => workplace),
  HARDSHIP_CLASS: open('困难类别', HARDSHIP, 'TEXT', 4, ({ hardshipClass: of }) => of && HARDSHIP_CLASSES[of]),
  MAIN_CAUSE: open('主要致困原因', HARDSHIP, 'TEXT', 4, ({ mainCause }) => mainCause && HARDSHIP_CAUSES[mainCause]),
  POPULATION: open('家庭人口', HARDSHIP, 'COUNT', 2, ({ population }) => population),
  AID_TYPE: open('帮扶项目', AID, 'TEXT', 4, ({ aidType }) => AID_TYPES[aidType]),
  SOURCE: open('资金来源', AID, 'TEXT', 5, ({ source }) => FUND_SOURCES[source]),
  AMOUNT: open('帮扶金额', AID, 'AMOUNT', 5.5, ({ amountFen }) => amountFen),
  BANK: open('开户银行（支行）', PAYMENT, 'TEXT', 6, ({ bank }) => bank),
  ACCOUNT_NUMBER: secret('银行卡号', PAYMENT, 'CODE', 11, 'ACCOUNT', 'accountNumber'),
  PAYEE: open('收款人（与本人关系）', PAYMENT, 'TEXT', 5, ({ payee }) => payee),
  PAID_ON: open('发放日期', PAYMENT, 'CODE', 6, ({ paidOn }) => printDay(paidOn)),
  TELEPHONE: secret('联系电话', null, 'CODE', 6.5, 'CONTACT', 'telephone'),
  SIGNATURE: open('签字', null, 'TEXT', 4, () => null),
  NOTE: secret('备注', null, 'TEXT', 4, 'NARRATIVE', 'note'),
} as const satisfies Readonly<Record<string, RealNameColumn>>;

export type RealNameColumnName = keyof typeof REAL_NAME_COLUMNS;

export const REAL_NAME_COLUMN_NAMES = Object.keys(REAL_NAME_COLUMNS) as readonly RealNameColumnName[];

function open(
  heading: string,
  group: string | null,
  kind: PrintedColumn['kind'],
  width: number,
  read: (row: ReadableRow) => Value,
): RealNameColumn {
  return { heading, group, kind, width, read, sensitive: null };
}

function secret(
  heading: string,
  group: string | null,
  kind: PrintedColumn['kind'],
  width: number,
  sensitivity: Sensitivity,
  key: string,
): RealNameColumn {
  const read = (row: ReadableRow) => row.secret(key) as string | null;
  return { heading, group, kind, width, read, sensitive: { kind: sensitivity, key } };
}
