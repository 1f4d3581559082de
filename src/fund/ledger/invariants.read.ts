import type { Sql } from '../../database/database.ts';

/** What always holds of the ledger: a name, a sentence, and the query for the rows of which it does not hold. */
interface Invariant {
  readonly name: string;
  readonly zh: string;
  readonly en: string;
  readonly violations: string;
}

/** An invariant that does not hold, with the rows that violate it. */
export interface ViolatedInvariant extends Omit<Invariant, 'violations'> {
  readonly rows: readonly object[];
}

/** Debits less credits. */
const SIGNED = "case e.side when 'DEBIT' then e.amount_fen else -e.amount_fen end";
/** What a transaction adds to its kind: a reversal takes away. */
const NET = 'case when t.reverses_id is null then t.amount_fen else -t.amount_fen end';
const IN_ORDER = 'over (partition by e.allocation_id, e.account order by e.fund_sequence)';

/** The invariants of the ledger (资金台账). Each query returns no row; it computes everything from the rows themselves. */
export const INVARIANTS: readonly Invariant[] = [
  {
    name: 'ENTRIES_SUM_TO_ZERO',
    zh: '每笔业务至少两条分录，借贷相等，金额与业务一致',
    en: 'a transaction has two entries or more; debits, credits and its amount are equal',
    violations: `select t.id from relief_transaction t left join relief_entry e on e.transaction_id = t.id group by t.id
      having count(e.*) < 2 or sum(e.amount_fen) filter (where e.side = 'DEBIT') is distinct from t.amount_fen
        or sum(e.amount_fen) filter (where e.side = 'CREDIT') is distinct from t.amount_fen`,
  },
  {
    name: 'LEDGER_SUMS_TO_ZERO',
    zh: '全部分录借贷合计相等',
    en: 'all entries together sum to 0',
    violations: `select sum(${SIGNED}) as fen from relief_entry e having sum(${SIGNED}) <> 0`,
  },
  {
    name: 'AMOUNTS_ABOVE_ZERO',
    zh: '金额为大于 0 的整数分',
    en: 'amounts are whole fen above 0',
    violations: 'select e.transaction_id, e.place, e.amount_fen from relief_entry e where e.amount_fen <= 0',
  },
  {
    name: 'ENTRIES_AS_POSTED',
    zh: '分录的账户与方向由业务种类决定',
    en: 'accounts and sides of entries follow from the kind of their transaction',
    violations: `select t.id, coalesce(e.place, s.place) as place from relief_transaction t
      join lateral (select * from relief_sides(t)) s on true
      full join (select e.*, a.fund_id as own from relief_entry e join relief_allocation a on a.id = e.allocation_id) e
        on e.transaction_id = t.id and e.place = s.place and e.fund_id = e.own and e.recorded_in = t.recorded_in
          and (e.allocation_id, e.account, e.side, e.amount_fen) = (s.allocation_id, s.account, s.side, t.amount_fen)
      where e.place is null or s.place is null`,
  },
  {
    name: 'NEVER_OVERDRAWN',
    zh: '按资金分录次序，到账减已发放减预占任何时候不小于 0，其他账户亦不透支',
    en: 'what arrived less what was paid and held is at no entry of a fund below 0, and no other account is overdrawn',
    violations: `select * from (
        select e.fund_id, e.fund_sequence, e.allocation_id, e.account, sum(${SIGNED}) ${IN_ORDER} as fen from relief_entry e
      ) as prefix where case when account in ('ORIGIN', 'OUTSIDE') then fen > 0 else fen < 0 end`,
  },
  {
    name: 'BALANCE_AFTER_ENTRY',
    zh: '分录所记余额等于截至该分录的合计',
    en: 'the balance that an entry states is the sum up to it',
    violations: `select * from (
        select e.transaction_id, e.place, e.balance_after_fen, sum(${SIGNED}) ${IN_ORDER} as fen from relief_entry e
      ) as prefix where fen <> balance_after_fen`,
  },
  {
    name: 'SEQUENCE_WITHOUT_GAPS',
    zh: '每项资金的分录连续编号',
    en: 'the entries of a fund are numbered from 1 without gaps',
    violations: `select s.fund_id, s.last, count(e.*) as entries, max(e.fund_sequence) as highest
      from relief_fund_state s left join relief_entry e on e.fund_id = s.fund_id group by s.fund_id, s.last
      having (count(distinct e.fund_sequence), coalesce(max(e.fund_sequence), 0)) <> (s.last, s.last)`,
  },
  {
    name: 'BALANCES_EQUAL_SUMS',
    zh: '账户余额等于分录合计',
    en: 'the balance of an account is the sum of its entries',
    violations: `select a.allocation_id, a.account, a.balance_fen, coalesce(sum(${SIGNED}), 0) as fen
      from relief_account a left join relief_entry e on e.allocation_id = a.allocation_id and e.account = a.account
      group by a.allocation_id, a.account, a.balance_fen having a.balance_fen <> coalesce(sum(${SIGNED}), 0)`,
  },
  {
    name: 'REVERSED_ONCE',
    zh: '一笔业务只冲销一次',
    en: 'a transaction is reversed once',
    violations: `select t.reverses_id from relief_transaction t where t.reverses_id is not null
      group by t.reverses_id having count(*) > 1`,
  },
  {
    name: 'REVERSAL_OF_ITS_ORIGINAL',
    zh: '冲销与原业务同类、同分配，金额不大于原业务，由他人办理，不得再冲销',
    en: 'a reversal is of the kind and allocation of its original, not above it, by another person, and never of a reversal',
    violations: `select t.id, o.id as original from relief_transaction t join relief_transaction o on o.id = t.reverses_id
      where o.reverses_id is not null or t.amount_fen > o.amount_fen or t.actor_id = o.actor_id or t.day < o.day
        or (t.kind, t.allocation_id) <> (o.kind, o.allocation_id) or t.follows_id is distinct from o.follows_id`,
  },
  {
    name: 'STATES_FORWARD',
    zh: '预占之后才有解除或发放，发放之后才有退回',
    en: 'a release or payment follows a hold, and a return follows a payment',
    violations: `select t.id from relief_transaction t left join relief_transaction o on o.id = t.follows_id
      where t.kind in ('RELEASE', 'PAY', 'RETURN') and (o.id is null or o.reverses_id is not null or t.day < o.day
        or o.allocation_id <> t.allocation_id or o.kind <> case t.kind when 'RETURN' then 'PAY' else 'HOLD' end)`,
  },
  {
    name: 'WITHIN_WHAT_THEY_FOLLOW',
    zh: '解除与发放合计不大于预占，退回不大于发放',
    en: 'releases and payments are within their hold, returns within their payment',
    violations: `select o.id, left_of_relief(o.id) as fen, sum(left_of_relief(t.id)) as followed
      from relief_transaction o join relief_transaction t on t.follows_id = o.id and t.reverses_id is null
      group by o.id having sum(left_of_relief(t.id)) > left_of_relief(o.id)`,
  },
  {
    name: 'HOLDS_END',
    zh: '预占均有到期日，到期后不得发放',
    en: 'a hold has a last day, after which nothing is paid from it',
    violations: `select h.id from relief_transaction h
      left join relief_transaction p on p.follows_id = h.id and p.kind = 'PAY' and p.reverses_id is null
      where h.kind = 'HOLD' and h.reverses_id is null and (h.ends_on is null or p.day > h.ends_on)`,
  },
  {
    name: 'WITHIN_ALLOCATED',
    zh: '拨付不大于下达；预占与已发放不大于下达且未转下达的金额',
    en: 'what was remitted is within what was allocated; what is held and paid, within what of it was not passed down',
    violations: `select t.allocation_id from relief_transaction t where t.kind in ('ALLOCATE', 'REMIT') group by 1
      having sum(case t.kind when 'REMIT' then ${NET} else -(${NET}) end) > 0
      union all select e.allocation_id from relief_entry e group by 1
      having coalesce(sum(${SIGNED}) filter (where e.account in ('HELD', 'PAID')), 0)
        > coalesce(sum(${SIGNED}) filter (where e.account = 'ALLOCATED'), 0)`,
  },
  {
    name: 'ONE_ALLOCATION_ACT',
    zh: '每项分配恰有一次下达，资金与上级分配同来源、同科目、同年度',
    en: 'an allocation is made by one act, of the source, sub-fund and year of the one above it',
    violations: `select a.id from relief_allocation a
      left join relief_transaction t on t.allocation_id = a.id and t.kind = 'ALLOCATE' and t.reverses_id is null
      group by a.id having count(t.*) <> 1
      union all select a.id from relief_allocation a join relief_fund f on f.id = a.fund_id
      join relief_allocation b on b.id = a.from_id join relief_fund p on p.id = b.fund_id
      where (f.source, f.sub_fund, f.fund_year) <> (p.source, p.sub_fund, p.fund_year)
        or (p.aid_type is not null and p.aid_type is distinct from f.aid_type)`,
  },
  {
    name: 'AFTER_ITS_ALLOCATION',
    zh: '业务不早于本级及上级分配的下达日期',
    en: 'nothing is of a day before its allocation was made, or the one that its money comes from',
    violations: `select t.id from relief_transaction t join relief_allocation a on a.id = t.allocation_id
      join relief_transaction m on m.kind = 'ALLOCATE' and m.reverses_id is null and m.day > t.day
        and (m.allocation_id = a.id or (m.allocation_id = a.from_id and t.kind in ('ALLOCATE', 'REMIT')))`,
  },
  {
    name: 'KEY_ONCE',
    zh: '每人的幂等键只用一次，并存有参数摘要',
    en: 'a key is used once by its actor, and stored with the digest of its parameters',
    violations: `select t.actor_id, t.key from relief_transaction t where t.key is not null
      group by 1, 2 having count(*) > 1 or bool_or(t.digest is null)`,
  },
  {
    name: 'BY_ITS_ACTOR',
    zh: '业务的经办人即变更记录的办理人',
    en: 'the actor of a transaction is that of its change',
    violations: `select t.id from relief_transaction t join change_log c on c.id = t.recorded_in where c.actor_id <> t.actor_id`,
  },
  {
    name: 'DAY_NOT_AHEAD',
    zh: '业务与文件的日期不晚于登记当日',
    en: 'the day of a transaction and of its document is not after the day on which it was recorded',
    violations: `select t.id, t.day from relief_transaction t join change_log c on c.id = t.recorded_in
      where greatest(t.day, t.document_day) > (c.at at time zone 'Asia/Shanghai')::date`,
  },
  {
    name: 'WITH_ITS_DOCUMENT',
    zh: '下达、拨付、到账均有文件；冲销、解除、退回均有理由',
    en: 'allotting, remitting and receiving have a document; reversals, releases and returns a reason',
    violations: `select t.id from relief_transaction t where case
      when t.reverses_id is null and t.kind in ('ALLOCATE', 'REMIT', 'RECEIVE')
        then num_nulls(t.document_number, t.document_day, t.document_title) > 0
      when t.reverses_id is not null or t.kind in ('RELEASE', 'RETURN') then t.reason is null else false end`,
  },
  {
    name: 'CLOSED_TAKES_NOTHING',
    zh: '结账之后该期间不再入账',
    en: 'a closed period takes no entry after it was closed',
    violations: `select e.transaction_id, c.union_id, c.through from relief_closing c
      join relief_fund f on f.union_id = c.union_id join relief_entry e on e.fund_id = f.id
      join relief_transaction t on t.id = e.transaction_id
      where t.day <= c.through and e.fund_sequence > coalesce((c.lasts ->> f.id::text)::bigint, 0)`,
  },
];

/** Runs the invariants, and returns those that do not hold, each with its first rows. */
export async function findViolatedInvariants(sql: Sql): Promise<readonly ViolatedInvariant[]> {
  const found: ViolatedInvariant[] = [];
  for (const { violations, ...invariant } of INVARIANTS) {
    const rows = await sql.query(`select * from (${violations}) as violations limit 20`);
    if (rows.length > 0) found.push({ ...invariant, rows });
  }
  return found;
}
