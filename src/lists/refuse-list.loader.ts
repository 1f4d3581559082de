import { graphError } from '../graph/error.ts';
import { redactNumbers } from '../graph/redaction.ts';
import { bilingual } from '../kernel/bilingual.ts';

/** Why a query cannot be exported as a table. */
const REASONS = {
  QUERY: '只能导出查询 / only a query can be exported',
  DIRECTIVE: '各行的列须相同，不能用指令 / all rows have the same columns, so that directives are not allowed',
  PATH: '到列表为止，每层选且只选一项；各列写在 nodes { … } 内 / on the way to the list each level selects one field and no more; the columns are within nodes { … }',
  SPREAD: '列表以上请直接写各项，不用具名片段 / above the list write the fields themselves, no named fragment',
  PLAIN:
    '此列表不分页，不能单独导出；可作为其他列表的一列 / this list has no pages and cannot be exported by itself; it can be a column of another list',
  NO_LIST: '此项不是列表，也不通向列表 / this is no list and leads to none',
  PAGING: 'first 与 after 由平台填写，请删去 / the platform sets first and after: leave them out',
  ROWS: '请写成 nodes { … } 或 edges { node { … } }，不选其他 / select nodes { … } or edges { node { … } } and nothing else',
  INNER:
    '行内的分页列表放不进单元格，请单独导出 / a list with pages does not fit into a cell of a row: export it by itself',
  DEEP: '单元格内列表至多两层 / a cell holds lists of at most two levels',
  COLUMNS: '没有可作列的项 / there is nothing in it that makes a column',
  UNKNOWN: '查询没有声明此变量 / the query does not declare this variable',
  GONE: '没有此列表，或您无权查看 / there is no such list, or you may not see it',
} as const;

type Reason = keyof typeof REASONS;

/** Throws the error of a query that cannot be exported, which names the path of what is wrong and says why. */
export function refuseList(path: readonly string[], reason: Reason): never {
  throw refusal(path.join('.'), REASONS[reason]);
}

/** Makes the error of a query that cannot be exported, for a reason in both languages. */
export function refusal(path: string, reason: string) {
  return graphError('NOT_EXPORTABLE', { path: redactNumbers(path), ...bilingual(reason) });
}
