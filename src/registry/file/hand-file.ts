import type { Sql } from '../../database/database.ts';
import { replaceLastSteward } from './archive-file.store.ts';

interface FileHandover {
  readonly id: string;
  /** The union that keeps the file from a day on. */
  readonly stewardId: string;
  /** `YYYY-MM-DD`, not before the first day of the present steward. */
  readonly from: string;
  readonly changeId: string;
}

/** Gives a file to another steward from a day on (移交, 代管; Article 17). A constraint allows a file one steward a day. */
export async function handFile(sql: Sql, { id, stewardId, from, changeId }: FileHandover): Promise<void> {
  await replaceLastSteward(sql, id, changeId, (last) => [
    ...(last.from < from ? [{ ...last, to: from }] : []),
    { stewardId, from, to: null },
  ]);
}
