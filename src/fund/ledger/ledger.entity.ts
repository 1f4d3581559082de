import {
  bigint,
  boolean,
  bytea,
  date,
  filled,
  integer,
  json,
  key,
  open,
  table,
  text,
  textList,
  uuid,
} from '../../database/table.ts';
import { fieldColumns } from '../../fields/field-columns.ts';
import { batchLineFields } from '../batches/lines/batch-line.fields.ts';

/** A fund: the money of a union from one source, of one sub-fund and year. */
export const reliefFundTable = table('relief_fund', {
  id: key(uuid),
  unionId: uuid,
  source: text,
  subFund: text,
  fundYear: integer,
  aidType: open(text),
  recordedIn: uuid,
});

/** The lock of a fund and the last number of its entries; written by the database alone. */
export const reliefFundStateTable = table('relief_fund_state', { fundId: key(uuid), last: bigint });

/** An allocation to a fund, from another allocation or from outside the platform. */
export const reliefAllocationTable = table('relief_allocation', {
  id: key(uuid),
  fundId: uuid,
  fromId: open(uuid),
  recordedIn: uuid,
});

/** A payment to a person, with its household and file as it was; what is held and paid is of it. */
export const reliefPaymentTable = table('relief_payment', {
  id: key(uuid),
  personId: uuid,
  aidType: text,
  householdId: open(uuid),
  fileId: open(uuid),
  fileLevel: open(text),
  fileCategory: open(text),
  recordedIn: uuid,
});

/** What a document says of who may receive the money of an allocation; the database numbers them. */
export const reliefConditionTable = table('relief_condition', {
  id: key(uuid),
  allocationId: uuid,
  number: filled(integer),
  startsOn: date,
  until: open(date),
  levels: textList,
  categories: open(textList),
  withoutFile: boolean,
  aidTypes: open(textList),
  documentNumber: text,
  documentDay: date,
  documentTitle: text,
  actorId: uuid,
  recordedIn: uuid,
});

/** A batch of payments of a union; a local rule may let two people pay the money of an employer. */
export const reliefBatchTable = table('relief_batch', {
  id: key(uuid),
  unionId: uuid,
  twoPeopleDocument: open(text),
  amountDocument: open(text),
  recordedIn: uuid,
});

export const reliefBatchLineTable = table('relief_batch_line', {
  id: key(uuid),
  batchId: uuid,
  number: integer,
  paymentId: uuid,
  allocationId: uuid,
  amountFen: bigint,
  recordedIn: uuid,
});

/** What a line was prepared with, kept as it was; sealed with the key of the person. */
export const reliefLineDetailTable = table('relief_line_detail', {
  ...{ lineId: key(uuid), householdId: uuid, personId: uuid },
  ...fieldColumns(batchLineFields),
  recordedIn: uuid,
});

/** The lines that were struck out of a batch while it was prepared. */
export const reliefStruckLineTable = table('relief_struck_line', { lineId: key(uuid), reason: text, recordedIn: uuid });

/** The steps of a batch; a submission names the minutes and what the batch comes to. */
export const reliefBatchStepTable = table('relief_batch_step', {
  id: key(uuid),
  batchId: uuid,
  number: integer,
  state: text,
  actorId: uuid,
  day: date,
  minutesNumber: open(text),
  lines: open(integer),
  totalFen: open(bigint),
  reason: open(text),
  confirmedBy: open(uuid),
  confirmationDocument: open(text),
  key: open(text),
  digest: open(bytea),
  recordedIn: uuid,
});

export const reliefTransactionTable = table('relief_transaction', {
  id: key(uuid),
  kind: text,
  allocationId: uuid,
  followsId: open(uuid),
  reversesId: open(uuid),
  paymentId: open(uuid),
  receiptId: open(uuid),
  amountFen: bigint,
  day: date,
  documentNumber: open(text),
  documentDay: open(date),
  documentTitle: open(text),
  reason: open(text),
  endsOn: open(date),
  actorId: uuid,
  key: open(text),
  digest: open(bytea),
  recordedIn: uuid,
});

/** The cached balances; written by the database alone. */
export const reliefAccountTable = table('relief_account', {
  allocationId: key(uuid),
  account: key(text),
  balanceFen: bigint,
});

/** The entries of the ledger; posted by the database alone. */
export const reliefEntryTable = table('relief_entry', {
  transactionId: key(uuid),
  place: key(integer),
  fundId: uuid,
  fundSequence: bigint,
  allocationId: uuid,
  account: text,
  side: text,
  amountFen: bigint,
  balanceAfterFen: bigint,
  recordedIn: uuid,
});

/** The periods that a union has closed, with the last number of each of its funds. */
export const reliefClosingTable = table('relief_closing', {
  unionId: key(uuid),
  through: key(date),
  lasts: json,
  recordedIn: uuid,
});
