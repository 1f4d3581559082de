import { FIRST_DAY, OPEN_DAY, RECTANGLE } from '../columns.ts';
import { joinNumbers, revisions, select, type Source } from './sources.read.ts';

/** A union counts before its first day as on that day, as in the closure of the tree. */
const BEGIN_OF_UNION = `case when v.valid_from = min(v.valid_from) over (partition by u.id) then date '${FIRST_DAY}' else v.valid_from end`;

/** The unions with their parents; a union without a version has a row too, since a household may name it. */
export const UNIONS: Source = {
  stage: 'stage_union',
  columns: { union_id: 'UUID', code: 'VARCHAR', ...RECTANGLE, parent_id: 'UUID', kind: 'VARCHAR' },
  statement: (scope) =>
    select(
      [
        ...['u.id', 'u.code', BEGIN_OF_UNION, `coalesce(v.valid_to, '${OPEN_DAY}')`, ...revisions('v')],
        ...['v.parent_id', 'v.kind'],
      ],
      `from trade_union u left join (trade_union_version v ${joinNumbers('v', scope)}) on v.anchor_id = u.id`,
    ),
};
