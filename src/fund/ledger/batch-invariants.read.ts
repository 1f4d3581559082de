import type { Invariant } from './payment-invariants.read.ts';

/** The invariants of batches (发放批次): their steps, their people, and the money that moves with them. */
export const BATCH_INVARIANTS: readonly Invariant[] = [
  {
    name: 'BATCH_FORWARD',
    zh: '批次的状态只向前，每步有经办人、日期，驳回有理由',
    en: 'the states of a batch go forward only, each step by its actor and on its day',
    violations: `select s.id from relief_batch_step s
      left join relief_batch_step o on o.batch_id = s.batch_id and o.number = s.number - 1
      join change_log c on c.id = s.recorded_in
      where not coalesce(relief_batch_goes(o.state, s.state), false) or (o.id is null) <> (s.number = 1) or s.day < o.day
        or c.actor_id <> s.actor_id or s.day > (c.at at time zone 'Asia/Shanghai')::date`,
  },
  {
    name: 'BATCH_BY_OTHERS',
    zh: '经办、审核、审批、出纳为不同的人；企业资金按当地规定可为两人',
    en: 'who prepares, reviews, approves and pays a batch are different people, two where a local rule says so of employer money',
    violations: 'select b.id from relief_batch b where relief_same_person(b.id)',
  },
  {
    name: 'BATCH_EQUALS_ITS_LINES',
    zh: '批次的笔数与总额等于其明细，明细为本级资金',
    en: 'the lines and the total of a submission are those of its lines, which are of money of its union',
    violations: `select s.batch_id from relief_batch_step s where s.state = 'SUBMITTED' and not exists (select from relief_lines_of(s.batch_id) l
        having count(*) = s.lines and sum(l.amount_fen) = s.total_fen)
      union all select l.batch_id from relief_batch_line l join relief_batch b on b.id = l.batch_id
      join relief_allocation a on a.id = l.allocation_id join relief_fund f on f.id = a.fund_id where f.union_id <> b.union_id`,
  },
  {
    name: 'BATCH_WHOLE',
    zh: '批次整批预占、整批发放或整批解除',
    en: 'of a batch all lines are held at its submission, and all are paid at its release or released when it is rejected',
    violations: 'select s.id from incomplete_relief_steps((select array_agg(t.id) from relief_batch_step t)) s (id)',
  },
  {
    name: 'BATCH_MOVES_ITS_LINES',
    zh: '批次明细的预占、发放、解除均属批次的步骤，金额一致，有档案的附有当日符合条件的认定',
    en: 'what moves the money of a line is part of a step of its batch, of its amount, with a receipt of the day where it is to a file',
    violations: `select f.fault from faults_of_batches((select array_agg(t.id) from relief_transaction t)) f (fault)
      where f.fault is not null`,
  },
];
