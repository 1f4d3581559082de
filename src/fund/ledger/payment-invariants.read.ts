/** What always holds of the ledger: a name, a sentence, and the query for the rows of which it does not hold. */
export interface Invariant {
  readonly name: string;
  readonly zh: string;
  readonly en: string;
  readonly violations: string;
}

/** The invariants of whom holds and payments are for. */
export const PAYMENT_INVARIANTS: readonly Invariant[] = [
  {
    name: 'OF_A_PAYMENT',
    zh: '预占均有所属的发放，发放的项目在资金的帮扶项目之内，档案当日已备案且级别、类别一致',
    en: 'a hold is of a payment, of a kind of aid of its fund, and of a file that was recorded on the day as the payment says',
    violations: `select t.id from relief_transaction t
      join relief_allocation a on a.id = t.allocation_id join relief_fund f on f.id = a.fund_id
      join relief_transaction h on h.id = case t.kind when 'PAY' then t.follows_id else t.id end
      left join relief_payment p on p.id = h.payment_id
      where t.kind in ('HOLD', 'PAY') and t.reverses_id is null and (p.id is null or p.aid_type <> f.aid_type
        or (p.file_id is not null and not exists (select from archive_file_version v where v.anchor_id = p.file_id
          and v.household_id = p.household_id and v.state = 'RECORDED' and v.level = p.file_level
          and v.category is not distinct from p.file_category
          and v.valid_from <= t.day and coalesce(v.valid_to > t.day, true))))`,
  },
  {
    name: 'ADMITTED',
    zh: '预占与发放的对象、项目与日期，符合本级及各上级分配的使用条件',
    en: 'whom a hold or payment is for, its kind of aid and its day are admitted by its allocation and all that its money comes from',
    violations: `select i.id, i.allocation_id from inadmissible_relief(
      (select array_agg(t.id) from relief_transaction t where t.kind in ('HOLD', 'PAY') and t.reverses_id is null)) i`,
  },
];
