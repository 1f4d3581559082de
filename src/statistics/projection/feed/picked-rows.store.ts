/** Which row of another table belongs to a row of `table` at a revision. */
interface Picking {
  /** A temporary table whose rows hold at the revisions from `rev_from` to `rev_to`; `a` in the expressions. */
  readonly table: string;
  /** The other table, whose rows have revisions too; `b` in the expressions. */
  readonly among: string;
  readonly on: string;
  /** Of the rows that are known at one revision, the one is picked for which this is greatest. */
  readonly greatest: string;
  readonly value: string;
}

/**
 * A query with the rows of a table and, as `picked`, the value of the other table's row that belongs to each. A row is split where
 * another value is picked from a revision on, so that each piece is right at all of its revisions.
 */
export function pickedRows({ table, among, on, greatest, value }: Picking): string {
  const cuts = ['b.rev_from', 'b.rev_to'].map(
    (cut) => `select a.row_id, ${cut} from a join ${among} b on ${on} where ${cut} > a.rev_from and ${cut} < a.rev_to`,
  );
  return `with a as (select rowid as row_id, * from ${table}),
    cut as (select row_id, rev_from as piece_from from a union ${cuts.join(' union ')}),
    found as (
      select c.row_id, c.piece_from, arg_max(${value}, ${greatest}) as picked
      from cut c join a on a.row_id = c.row_id
      join ${among} b on ${on} and b.rev_from <= c.piece_from and b.rev_to > c.piece_from
      group by c.row_id, c.piece_from
    ), piece as (
      select c.row_id, c.piece_from, f.picked, row_number() over revisions = 1 or f.picked is distinct from lag(f.picked) over revisions as begins
      from cut c left join found f on f.row_id = c.row_id and f.piece_from = c.piece_from
      window revisions as (partition by c.row_id order by c.piece_from)
    )
    select a.* exclude (row_id, rev_from, rev_to), p.piece_from as rev_from,
      coalesce(lead(p.piece_from) over (partition by p.row_id order by p.piece_from), a.rev_to) as rev_to, p.picked
    from a join piece p on p.row_id = a.row_id where p.begins`;
}
