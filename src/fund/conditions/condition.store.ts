import type { Sql } from '../../database/database.ts';
import { newId } from '../../database/ids.ts';
import { insertRows, type NewRow } from '../../database/table.ts';
import { reliefConditionTable } from '../ledger/ledger.entity.ts';

type NewCondition = Omit<NewRow<(typeof reliefConditionTable)['columns']>, 'id' | 'number' | 'recordedIn'>;

export async function insertCondition(sql: Sql, changeId: string, condition: NewCondition): Promise<void> {
  await insertRows(sql, reliefConditionTable, [{ ...condition, id: newId(), recordedIn: changeId }]);
}
