import { validOn } from '../../database/time/valid-on.ts';
import type { Secrets } from '../../secrets/secrets.ts';
import { WATERMARK, type Watermark } from '../../database/time/change-log.ts';
import type { Sql } from '../../database/database.ts';
import { type KnownAt, knownAt } from '../../database/time/known-at.ts';
import { Parameters } from '../../database/parameters.ts';
import { requireDay } from '../../kernel/calendar.ts';
import { asFen } from '../../kernel/fen.ts';
import type { PaymentScope, RealNameRow, RowKey } from '../payments/payment.ts';
import { joinBeneficiary, NEAREST, paidIn } from '../payments/payment.read.ts';
import { type SealedRow, secretOfRow } from './real-name-secrets.ts';

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

const SELECTED = `p.anchor_id as "disbursementId", p.household_id as "householdId", m.person_id as "personId",
  p.steward_id as "unionId", p.steward_code as "stewardCode", coalesce(p.steward_name, p.steward_code) as "unionName",
  p.file_number as "fileNumber", p.file_key as "fileKey", h.worker_number as "workerNumber", n.name, coalesce(e.employer, n.workplace_or_school) as workplace,
  coalesce(f.hardship_class, h.declared_class) as "hardshipClass", h.main_cause as "mainCause", c.population,
  p.aid_type as "aidType", p.source, p.amount_fen as amount, p.bank, p.payee, p.paid_on as paid,
  p.person_category as "personCategory", p.allocation_number as "allocationNumber", p.payment_method as "paymentMethod",
  p.collector, p.voucher_number as "voucherNumber",
  p.recorded_in as "recordedIn", p.sealed::text as sealed,
  a.data_key as "householdKey", a.key_version as "householdKeyVersion",
  i.identity, o.data_key as "personKey", o.key_version as "personKeyVersion",
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
    `with paid as (${paid}), page as (${'ids' in range ? 'select * from paid' : pageOf(parameters, range)})
     select ${SELECTED} from page p join household a on a.id = p.household_id ${joinBeneficiary(known)} ${joinDetails(known)}
     order by ${ROW_ORDER}`,
    parameters.values,
  );
  const before = 'ids' in range ? range.before : Number(range.after?.[0] ?? 0);
  return rows.map((row, index) => keyedRow(secrets, row, before + index + 1));
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

/** Joins the beneficiary `o` with their identity `i`, person `n` and employment `e`, the file `f` and the population `c` of the household. */
function joinDetails(known: KnownAt): string {
  return `left join person o on o.id = m.person_id
    left join person_number i on i.anchor_id = m.person_id and ${knownAt('i', known)}
    left join lateral (
      select v.name, v.workplace_or_school, v.sealed, v.recorded_in from person_version v
      where v.anchor_id = m.person_id and ${knownAt('v', known)} ${NEAREST}
    ) as n on true
    left join lateral (
      select v.employer from employment_version v
      where v.household_id = p.household_id and v.membership_id = coalesce(p.membership_id, h.worker_id)
        and ${knownAt('v', known)} and v."from" <= p.paid_on
        and (v."to" is null or v."to" >= date_trunc('month', p.paid_on))
      order by v."from" desc limit 1
    ) as e on true
    left join lateral (
      select v.hardship_class from archive_file o join archive_file_version v on v.anchor_id = o.id
      where o.number = p.file_number and ${knownAt('v', known)} ${NEAREST}
    ) as f on true
    left join lateral (
      select case when bool_and(counts is not null) then count(*) filter (where counts) end as population
      from (
        select coalesce(v.counted_by_decision, v.in_register and v.lives_together) as counts
        from membership_version v
        where v.household_id = p.household_id and ${knownAt('v', known)}
          and ${validOn('v', 'p.paid_on')}
      ) as members
    ) as c on true`;
}

function keyedRow(secrets: Secrets, row: Row, number: number): KeyedRow {
  const { stewardCode, fileKey, paid, amount, population, disbursementId, revision, pending } = row;
  return {
    ...{ revision, pending },
    key: [String(number), stewardCode, fileKey, paid, disbursementId],
    row: {
      ...clearColumns(row),
      paidOn: requireDay(paid),
      amountFen: asFen(Number(amount)),
      population: population === null ? null : Number(population),
      secret: secretOfRow(secrets, row),
    },
  };
}

function clearColumns(row: Row): Clear {
  const { disbursementId, householdId, personId, unionId, unionName, fileNumber, name, ...others } = row;
  const { workplace, hardshipClass, mainCause, aidType, source, bank, payee, ...further } = others;
  const { workerNumber, personCategory, allocationNumber, paymentMethod, collector, voucherNumber } = further;
  const about = { disbursementId, householdId, personId, unionId, unionName, fileNumber, workerNumber, name };
  const paid = {
    aidType,
    source,
    bank,
    payee,
    personCategory,
    allocationNumber,
    paymentMethod,
    collector,
    voucherNumber,
  };
  return { ...about, workplace, hardshipClass, mainCause, ...paid };
}
