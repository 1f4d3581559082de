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
 * another one is picked from a revision on, so that each piece is right at all of its revisions.
 */
export function pickedRows({ table, among, on, greatest, value }: Picking): string {
  const cuts = ['b.rev_from', 'b.rev_to'].map(
    (cut) => `select a.row_id, ${cut} from a join ${among} b on ${on} where ${cut} > a.rev_from and ${cut} < a.rev_to`,
  );
  return `with a as (select rowid as row_id, * from ${table}),
    cut as (select row_id, rev_from as piece_from from a union ${cuts.join(' union ')}),
    piece as (
      select row_id, piece_from, lead(piece_from) over (partition by row_id order by piece_from) as piece_to from cut
    ), found as (
      select p.row_id, p.piece_from, arg_max(${value}, ${greatest}) as picked
      from piece p join a on a.row_id = p.row_id
      join ${among} b on ${on} and b.rev_from <= p.piece_from and b.rev_to > p.piece_from
      group by p.row_id, p.piece_from
    )
    select a.* exclude (row_id, rev_from, rev_to), p.piece_from as rev_from, coalesce(p.piece_to, a.rev_to) as rev_to,
      f.picked
    from a join piece p on p.row_id = a.row_id
    left join found f on f.row_id = p.row_id and f.piece_from = p.piece_from`;
}
