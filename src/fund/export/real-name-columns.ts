import { printDay } from '../../kernel/calendar.ts';
import type { Sensitivity } from '../../fields/sensitivity.codes.ts';
import type { PrintedColumn } from '../../export/printed-table.ts';
import { HARDSHIP_CAUSES, HARDSHIP_CLASSES } from '../../registry/household/household.codes.ts';
import {
  AID_TYPES,
  FUND_SOURCES,
  PAYMENT_METHODS,
  PERSON_CATEGORIES,
} from '../../registry/household/disbursement.fields.ts';
import type { RealNameRow } from '../payments/payment.ts';

type Value = string | number | null;

/** A row with its 序号. */
type NumberedRow = RealNameRow & { readonly number: number };

/** A column of the printed 实名制汇总表. */
export interface RealNameColumn extends PrintedColumn {
  readonly read: (row: NumberedRow) => Value;
  /** The kind of a sensitive value, and its name among those of the row; `null`: anybody who may see the row may see it. */
  readonly sensitive: { readonly kind: Sensitivity; readonly key: string } | null;
}

const PERSON = '基本情况';
const HARDSHIP = '困难情况';
const AID = '帮扶情况';
const PAYMENT = '收款情况';
/** An empty cell of two lines, to be written into by hand. */
const ROOM = '\n';

/** The columns of the table (domain facts, 1.5; practice of offices, section 2), in the order in which they are printed. */
export const REAL_NAME_COLUMNS = {
  NUMBER: open('序号', null, 'COUNT', 3, ({ number }) => number),
  FILE_NUMBER: open('档案编号', PERSON, 'CODE', 9, ({ fileNumber }) => fileNumber),
  WORKER_NUMBER: open('职工编号', PERSON, 'CODE', 6, ({ workerNumber }) => workerNumber),
  PERSON_CATEGORY: open('人员类别', PERSON, 'TEXT', 4, ({ personCategory: of }) => of && PERSON_CATEGORIES[of]),
  NAME: open('姓名', PERSON, 'TEXT', 4, ({ name }) => name),
  IDENTITY_NUMBER: secret('身份证号', PERSON, 'CODE', 10.5, 'IDENTITY', 'identityNumber'),
  WORKPLACE: open('工作单位', PERSON, 'TEXT', 9, ({ workplace }) => workplace),
  HARDSHIP_CLASS: open('困难类别', HARDSHIP, 'TEXT', 4, ({ hardshipClass: of }) => of && HARDSHIP_CLASSES[of]),
  MAIN_CAUSE: open('主要致困原因', HARDSHIP, 'TEXT', 4, ({ mainCause }) => mainCause && HARDSHIP_CAUSES[mainCause]),
  POPULATION: open('家庭人口', HARDSHIP, 'COUNT', 2, ({ population }) => population),
  AID_TYPE: open('帮扶项目', AID, 'TEXT', 4, ({ aidType }) => AID_TYPES[aidType]),
  BASIS: secret('帮扶事由', AID, 'TEXT', 6, 'PAYMENT_NOTE', 'basis'),
  SOURCE: open('资金来源', AID, 'TEXT', 5, ({ source }) => FUND_SOURCES[source]),
  ALLOCATION_NUMBER: open('下达文号', AID, 'TEXT', 6, ({ allocationNumber }) => allocationNumber),
  AMOUNT: open('帮扶金额', AID, 'AMOUNT', 5.5, ({ amountFen }) => amountFen),
  PAYMENT_METHOD: open('发放方式', PAYMENT, 'TEXT', 3, ({ paymentMethod: of }) => of && PAYMENT_METHODS[of]),
  BANK: open('开户银行（支行）', PAYMENT, 'TEXT', 6, ({ bank }) => bank),
  ACCOUNT_NUMBER: secret('银行卡号', PAYMENT, 'CODE', 11, 'ACCOUNT', 'accountNumber'),
  PAYEE: open('收款人（与本人关系）', PAYMENT, 'TEXT', 5, ({ payee }) => payee),
  COLLECTOR: open('代领人（与本人关系）', PAYMENT, 'TEXT', 5, ({ collector }) => collector),
  VOUCHER_NUMBER: open('记账凭证号', PAYMENT, 'TEXT', 5, ({ voucherNumber }) => voucherNumber),
  PAID_ON: open('发放日期', PAYMENT, 'CODE', 6, ({ paidOn }) => printDay(paidOn)),
  TELEPHONE: secret('联系电话', null, 'CODE', 6.5, 'CONTACT', 'telephone'),
  SIGNATURE: open('签字', null, 'TEXT', 4, () => null),
  RECIPIENT_SIGNATURE: open('领取人签字', null, 'TEXT', 8, () => ROOM),
  COLLECTOR_SIGNATURE: open('代领人签字（与领取人关系）', null, 'TEXT', 9, () => ROOM),
  RECEIVED_ON: open('领取日期', null, 'TEXT', 6, () => ROOM),
  NOTE: secret('备注', null, 'TEXT', 4, 'PAYMENT_NOTE', 'note'),
} as const satisfies Readonly<Record<string, RealNameColumn>>;

export type RealNameColumnName = keyof typeof REAL_NAME_COLUMNS;

export const REAL_NAME_COLUMN_NAMES = Object.keys(REAL_NAME_COLUMNS) as readonly RealNameColumnName[];

/** Columns that are printed only where they are chosen: a sheet of A4 has no room for all of them. */
const CHOSEN_ONLY: readonly RealNameColumnName[] = [
  'WORKER_NUMBER',
  'PERSON_CATEGORY',
  'BASIS',
  'ALLOCATION_NUMBER',
  'PAYMENT_METHOD',
  'COLLECTOR',
  'VOUCHER_NUMBER',
  'RECIPIENT_SIGNATURE',
  'COLLECTOR_SIGNATURE',
  'RECEIVED_ON',
];

/** The columns that a table has unless others are chosen (domain facts, 1.5). */
export const USUAL_COLUMNS = REAL_NAME_COLUMN_NAMES.filter((name) => !CHOSEN_ONLY.includes(name));

function open(
  heading: string,
  group: string | null,
  kind: PrintedColumn['kind'],
  width: number,
  read: (row: NumberedRow) => Value,
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
  const read = (row: NumberedRow) => row.secret(key) as string | null;
  return { heading, group, kind, width, read, sensitive: { kind: sensitivity, key } };
}
