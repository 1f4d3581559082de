/** A day and a union for one turn of a question. */
export interface Turn {
  readonly day: string;
  readonly union: string;
}

export interface Question {
  readonly graph: (turn: Turn) => string;
  /** The same by hand: `$1` is the day, `$2` the union's id. */
  readonly sql?: string;
  /** The same of PostGraphile, of today and everybody: its views have no other day, and its groups no tree. */
  readonly peer?: string;
}

const UNDER = `(select c.descendant_id from union_closure c where c.ancestor_id = $2 and c.superseded_in is null
  and c.valid_from <= $1 and (c.valid_to is null or c.valid_to > $1))`;
const STATES = `household_version v join household h on h.id = v.anchor_id
  left join archive_file_version f on f.household_id = v.anchor_id and f.superseded_in is null and f.valid_from <= $1
    and (f.valid_to is null or f.valid_to > $1) and f.state not in ('LIFTED', 'WITHDRAWN')
  left join stewardship s on s.anchor_id = f.anchor_id and s.superseded_in is null and s.valid_from <= $1
    and (s.valid_to is null or s.valid_to > $1)
  where v.superseded_in is null and v.valid_from <= $1 and (v.valid_to is null or v.valid_to > $1)
    and coalesce(s.union_id, h.union_id) in ${UNDER}`;
const filter = ({ union, day }: Turn) => `filter: { union: "${union}" }, asOf: "${day}"`;
const series = (turn: Turn, from: string) =>
  `filter: { union: "${turn.union}" }, over: { from: "${from}", to: "${turn.day}", every: MONTH }`;

export const QUESTIONS: Readonly<Record<string, Question>> = {
  'on file by class': {
    graph: (turn) => `measures: [HOUSEHOLDS_ON_FILE], by: [HARDSHIP_CLASS], ${filter(turn)}`,
    sql: `select coalesce(f.hardship_class, v.declared_class), count(*) filter (where f.state = 'RECORDED') from ${STATES} group by 1`,
    peer: `{ allArchiveFiles(condition: { state: "RECORDED" }) {
      groupedAggregates(groupBy: [HARDSHIP_CLASS]) { keys distinctCount { householdId } } } }`,
  },
  'on file by main cause': {
    graph: (turn) => `measures: [HOUSEHOLDS_ON_FILE], by: [MAIN_CAUSE], ${filter(turn)}`,
    sql: `select v.main_cause, count(*) filter (where f.state = 'RECORDED') from ${STATES} group by 1`,
  },
  'persons by sex and age': { graph: (turn) => `measures: [PERSONS_ON_FILE], by: [SEX, AGE], ${filter(turn)}` },
  'paid this year by source and aid': {
    graph: (turn) => `measures: [PAID, PAYMENTS, HOUSEHOLDS_HELPED], by: [SOURCE, AID_TYPE], ${filter(turn)}`,
    sql: `select d.source, d.aid_type, sum(d.amount_fen), count(*), count(distinct d.household_id) from disbursement_version d
      join household_version v on v.anchor_id = d.household_id and v.superseded_in is null and v.valid_from <= d.paid_on
        and (v.valid_to is null or v.valid_to > d.paid_on)
      join household h on h.id = d.household_id
      left join archive_file_version f on f.household_id = d.household_id and f.superseded_in is null and f.valid_from <= d.paid_on
        and (f.valid_to is null or f.valid_to > d.paid_on) and f.state not in ('LIFTED', 'WITHDRAWN')
      left join stewardship s on s.anchor_id = f.anchor_id and s.superseded_in is null and s.valid_from <= d.paid_on
        and (s.valid_to is null or s.valid_to > d.paid_on)
      where d.superseded_in is null and d.paid_on between date_trunc('year', $1::date) and $1
        and coalesce(s.union_id, h.union_id) in ${UNDER} group by 1, 2`,
  },
  'paid by year, source and aid': {
    graph: ({ union, day }) =>
      `measures: [PAID, PAYMENTS, HOUSEHOLDS_HELPED], by: [SOURCE, AID_TYPE], filter: { union: "${union}" }, over: { from: "2018-01-01", to: "${day}", every: YEAR }`,
    peer: `{ allDisbursements { groupedAggregates(groupBy: [SOURCE, AID_TYPE]) {
      keys sum { amountFen } distinctCount { rowId householdId } } } }`,
  },
  'households by main cause': {
    graph: (turn) => `measures: [HOUSEHOLDS], by: [MAIN_CAUSE], ${filter(turn)}`,
    sql: `select v.main_cause, count(*) from ${STATES} group by 1`,
    peer: '{ allHouseholds { groupedAggregates(groupBy: [MAIN_CAUSE]) { keys distinctCount { rowId } } } }',
  },
  'never helped by union below': {
    graph: (turn) => `measures: [HOUSEHOLDS_NEVER_HELPED], by: [UNION_BELOW], ${filter(turn)}`,
    sql: `select count(*) from ${STATES} and f.state = 'RECORDED' and not exists (select from disbursement_version d
      where d.household_id = v.anchor_id and d.superseded_in is null and d.paid_on <= $1)`,
  },
  'outcomes and categories': { graph: (turn) => `measures: [HOUSEHOLDS], by: [OUTCOME, CATEGORY], ${filter(turn)}` },
  'files that came and left by quarter': {
    graph: ({ union, day }) =>
      `measures: [FILES_RECORDED, FILES_LIFTED, FILES_CAME_BACK], filter: { union: "${union}" }, over: { from: "2024-01-01", to: "${day}", every: QUARTER }`,
  },
  'counties side by side': {
    graph: (turn) =>
      `measures: [HOUSEHOLDS_ON_FILE, HOUSEHOLDS_HELPED, PAID_PER_HOUSEHOLD_MEAN], by: [UNION_COUNTY], ${filter(turn)}`,
  },
  'mean and quartiles by category': {
    graph: (turn) =>
      `measures: [INCOME_PER_HEAD_MEAN, INCOME_PER_HEAD_Q1, INCOME_PER_HEAD_MEDIAN, INCOME_PER_HEAD_Q3], by: [CATEGORY], ${filter(turn)}`,
  },
  'four dimensions': {
    graph: (turn) => `measures: [HOUSEHOLDS], by: [REGION, CATEGORY, MAIN_CAUSE, FILE_LEVEL], ${filter(turn)}`,
  },
  '36 months by category': {
    graph: (turn) => `measures: [HOUSEHOLDS_ON_FILE], by: [CATEGORY], ${series(turn, '2023-07-01')}`,
  },
  'paid by month and source': {
    graph: (turn) => `measures: [PAID], by: [SOURCE], ${series(turn, '2023-07-01')}`,
    sql: `select date_trunc('month', d.paid_on), d.source, sum(d.amount_fen) from disbursement_version d
      join household h on h.id = d.household_id
      left join archive_file_version f on f.household_id = d.household_id and f.superseded_in is null and f.valid_from <= d.paid_on
        and (f.valid_to is null or f.valid_to > d.paid_on) and f.state not in ('LIFTED', 'WITHDRAWN')
      left join stewardship s on s.anchor_id = f.anchor_id and s.superseded_in is null and s.valid_from <= d.paid_on
        and (s.valid_to is null or s.valid_to > d.paid_on)
      where d.superseded_in is null and d.paid_on between '2023-07-01' and $1
        and coalesce(s.union_id, h.union_id) in ${UNDER} group by 1, 2`,
  },
};
