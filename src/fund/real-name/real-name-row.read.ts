import { validOn } from '../../database/time/valid-on.ts';
import type { Secrets } from '../../secrets/secrets.ts';
import { WATERMARK, type Watermark } from '../../database/time/change-log.ts';
import type { Sql } from '../../database/database.ts';
import { type KnownAt, knownAt } from '../../database/time/known-at.ts';
import { Parameters } from '../../database/parameters.ts';
import { requireDay } from '../../kernel/calendar.ts';
import { asFen } from '../../kernel/fen.ts';
import { invariant } from '../../kernel/invariant.ts';
import type { PaymentScope, RealNameRow, RowKey } from '../payments/payment.ts';
import { beneficiaryPerson, joinBeneficiary, nearestTo, nearestVersions, paidIn } from '../payments/payment.read.ts';
import { type SealedRow, secretsOfRows } from './real-name-secrets.ts';

type Clear = Omit<RealNameRow, 'amountFen' | 'paidOn' | 'population' | 'secret'>;

interface Row extends Clear, SealedRow, Watermark {
  readonly personId: string | null;
  readonly stewardCode: string;
  readonly fileKey: string;
  readonly amount: string;
  readonly paid: string;
  readonly population: string | null;
}

export interface KeyedRow extends Watermark {
  readonly row: RealNameRow;
  readonly key: RowKey;
}

const SELECTED = `p.anchor_id as "disbursementId", p.household_id as "householdId", p.person_id as "personId",
  p.steward_id as "unionId", p.steward_code as "stewardCode", coalesce(p.steward_name, p.steward_code) as "unionName",
  p.file_number as "fileNumber", p.file_key as "fileKey", p.worker_number as "workerNumber", n.name, coalesce(e.employer, n.workplace_or_school) as workplace,
  coalesce(f.hardship_class, p.declared_class) as "hardshipClass", p.main_cause as "mainCause", c.population,
  p.aid_type as "aidType", p.source, p.amount_fen as amount, p.bank, p.payee, p.paid_on as paid,
  p.person_category as "personCategory", p.allocation_number as "allocationNumber", p.payment_method as "paymentMethod",
  p.collector, p.voucher_number as "voucherNumber",
  p.recorded_in as "recordedIn", p.sealed::text as sealed,
  encode(a.data_key, 'base64') as "householdKey", a.key_version as "householdKeyVersion",
  encode(i.identity, 'base64') as identity, encode(o.data_key, 'base64') as "personKey", o.key_version as "personKeyVersion",
  n.recorded_in as "personRecordedIn", n.sealed::text as "personSealed", ${WATERMARK}`;

/** The order of the rows of a table. */
export const ROW_ORDER = 'p.steward_code, p.file_key, p.paid_on, p.anchor_id';
const TYPES = ['text', 'text', 'date', 'uuid'] as const;

/** Rows that are read: some after a position, or those of payments that are known, with the number of the row before them. */
export type RowRange =
  | { readonly size: number; readonly after: RowKey | null }
  | { readonly ids: readonly string[]; readonly before: number };

/** Reads rows in the order of the steward's code, the file number, the day and the payment. */
export async function realNameRows(
  sql: Sql,
  secrets: Secrets,
  scope: PaymentScope,
  known: KnownAt,
  range: RowRange,
): Promise<readonly KeyedRow[]> {
  const parameters = new Parameters();
  const paid = paidIn(parameters, scope, known, 'ids' in range ? range.ids : null);
  const rows = await sql.query<Row>(
    `with paid as (${paid}), page as materialized (${'ids' in range ? 'select * from paid' : pageOf(parameters, range)}),
       helped as materialized (
         select p.*, coalesce(p.membership_id, h.worker_id) as helped_id, ${beneficiaryPerson(known)} as person_id,
           h.worker_number, h.main_cause, h.declared_class
         from page p ${joinBeneficiary('page', known)}),
     ${knownDetails(known)}
     select ${SELECTED} from helped p join household a on a.id = p.household_id ${joinDetails(known)}
     ${'ids' in range ? '' : `order by ${ROW_ORDER}`}`,
    parameters.values,
  );
  const before = 'ids' in range ? range.before : Number(range.after?.[0] ?? 0);
  const ordered = 'ids' in range ? inOrderOf(range.ids, rows) : rows;
  const secretOf = secretsOfRows(secrets);
  return ordered.map((row, index) => keyedRow(row, before + index + 1, secretOf(row)));
}

/** Returns rows in the order of the ids that they were read by, so that PostgreSQL need not sort them again. */
function inOrderOf(ids: readonly string[], rows: readonly Row[]): readonly Row[] {
  const found = new Map(rows.map((row) => [row.disbursementId, row]));
  invariant(found.size === rows.length, 'a payment has one row');
  return ids.flatMap((id) => found.get(id) ?? []);
}

function pageOf(
  parameters: Parameters,
  { size, after }: { readonly size: number; readonly after: RowKey | null },
): string {
  const [, ...position] = after ?? [];
  const begin = position.map((value, at) => `${parameters.add(value)}::${TYPES[at] ?? ''}`).join(', ');
  const from = after === null ? 'true' : `(${ROW_ORDER}) > (${begin})`;
  return `select * from paid p where ${from} order by ${ROW_ORDER} limit ${parameters.add(size)}`;
}

/** Reads the ids of all payments of a table, in the order of its rows. */
export async function realNameOrder(sql: Sql, scope: PaymentScope, known: KnownAt): Promise<readonly string[]> {
  const parameters = new Parameters();
  const paid = paidIn(parameters, scope, known);
  const rows = await sql.arrays(
    `with paid as (${paid}) select p.anchor_id from paid p order by ${ROW_ORDER}`,
    parameters.values,
  );
  return rows.map(([id]) => id ?? '');
}

/**
 * The employments and the memberships of the households of `helped`, as they are known: each version is looked at once, and not
 * again for every payment.
 */
function knownDetails(known: KnownAt): string {
  const ofHelped = `v.household_id in (select household_id from helped) and ${knownAt('v', known)}`;
  return `employments as materialized (
       select v.membership_id, v.employer, v."from", v."to" from employment_version v where ${ofHelped}),
     members as materialized (
       select v.household_id, v.valid_from, v.valid_to,
         coalesce(v.counted_by_decision, v.in_register and v.lives_together) as counts
       from membership_version v where ${ofHelped})`;
}

/** Joins the beneficiary `o` with their identity `i`, person `n` and employment `e`, the file `f` and the population `c` of the household. */
function joinDetails(known: KnownAt): string {
  const person = 'v.anchor_id, v.name, v.workplace_or_school, v.sealed, v.recorded_in';
  const persons = 'v.anchor_id in (select person_id from helped)';
  const files = 'o.number in (select file_number from helped)';
  return `left join person o on o.id = p.person_id
    left join person_number i on i.anchor_id = p.person_id and ${knownAt('i', known)}
    left join ${nearestVersions(person, 'person_version v', persons, known)} n
      on n.anchor_id = p.person_id and ${nearestTo('n')}
    left join (
      select distinct on (p.anchor_id) p.anchor_id, v.employer
      from helped p join employments v on v.membership_id = p.helped_id
      where v."from" <= p.paid_on and (v."to" is null or v."to" >= date_trunc('month', p.paid_on))
      order by p.anchor_id, v."from" desc
    ) e on e.anchor_id = p.anchor_id
    left join ${nearestVersions('o.number, v.hardship_class', 'archive_file o join archive_file_version v on v.anchor_id = o.id', files, known)} f
      on f.number = p.file_number and ${nearestTo('f')}
    left join (
      select p.household_id, p.paid_on,
        case when bool_and(v.counts is not null) then count(*) filter (where v.counts) end as population
      from (select distinct household_id, paid_on from helped) p
      join members v on v.household_id = p.household_id and ${validOn('v', 'p.paid_on')}
      group by p.household_id, p.paid_on
    ) c on c.household_id = p.household_id and c.paid_on = p.paid_on`;
}

function keyedRow(row: Row, number: number, secret: RealNameRow['secret']): KeyedRow {
  const { revision, pending, stewardCode, fileKey, paid, disbursementId } = row;
  return {
    revision,
    pending,
    key: [String(number), stewardCode, fileKey, paid, disbursementId],
    row: {
      disbursementId,
      householdId: row.householdId,
      personId: row.personId,
      unionId: row.unionId,
      unionName: row.unionName,
      fileNumber: row.fileNumber,
      workerNumber: row.workerNumber,
      name: row.name,
      workplace: row.workplace,
      hardshipClass: row.hardshipClass,
      mainCause: row.mainCause,
      population: row.population === null ? null : Number(row.population),
      aidType: row.aidType,
      source: row.source,
      amountFen: asFen(Number(row.amount)),
      bank: row.bank,
      payee: row.payee,
      paidOn: requireDay(paid),
      personCategory: row.personCategory,
      allocationNumber: row.allocationNumber,
      paymentMethod: row.paymentMethod,
      collector: row.collector,
      voucherNumber: row.voucherNumber,
      secret,
    },
  };
}
