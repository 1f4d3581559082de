import {
  type DuckDBConnection,
  DuckDBDecimalValue,
  DuckDBListValue,
  type DuckDBPreparedStatement,
  type DuckDBResultReader,
  type DuckDBValue,
  type DuckDBValueConverter,
  LIST,
  listValue,
  StatementType,
  VARCHAR,
} from '@duckdb/node-api';
import { invariant } from '../../kernel/invariant.ts';
import type { PlainRow, PlainValue, ReadParameters } from './projection.ts';

const AGAIN_MILLISECONDS = 20;

/** Runs one SELECT; every other statement is refused, since some would write files that are DuckDB's own. */
export async function selectRows(
  connection: DuckDBConnection,
  sql: string,
  parameters: ReadParameters,
  seconds: number,
): Promise<readonly PlainRow[]> {
  // An interruption is lost on a statement that is not run yet: it is repeated until the statement has ended.
  const interrupt = () => {
    connection.interrupt();
    limit = setTimeout(interrupt, AGAIN_MILLISECONDS);
  };
  let limit = setTimeout(interrupt, seconds * 1000);
  let statement: DuckDBPreparedStatement | undefined;
  try {
    statement = await connection.prepare(sql);
    invariant(statement.statementType === StatementType.SELECT, 'the projection is read by SELECT alone');
    // DuckDB refuses a value that a statement does not name; a name without a value is refused too.
    const given = Object.entries(parameters).filter(([name]) => new RegExp(`\\$${name}\\b`).test(sql));
    const values = given.map(([name, value]) => [name, boundValue(value)] as const);
    // An empty list does not say what it is of.
    const types = given.filter(([, value]) => Array.isArray(value)).map(([name]) => [name, LIST(VARCHAR)] as const);
    statement.bind(Object.fromEntries(values), Object.fromEntries(types));
    return plainRows(await statement.runAndReadAll());
  } finally {
    clearTimeout(limit);
    statement?.destroySync();
  }
}

export function plainRows(reader: DuckDBResultReader): readonly PlainRow[] {
  return reader.convertRowObjects(plainValue);
}

function boundValue(value: ReadParameters[string]): DuckDBValue {
  return Array.isArray(value) ? listValue(value as readonly string[]) : (value as DuckDBValue);
}

const plainValue: DuckDBValueConverter<PlainValue> = (value, type, converter) => {
  if (typeof value === 'bigint') return exactNumber(value);
  if (value instanceof DuckDBListValue) {
    return value.items.map((item) => plainValue(item, type, converter));
  }
  if (value instanceof DuckDBDecimalValue) return value.toDouble();
  return typeof value === 'object' && value !== null ? value.toString() : value;
};

/** Sums of fen are HUGEINT; they are given as numbers, which hold integers exactly up to 2^53. */
function exactNumber(value: bigint): number {
  const number = Number(value);
  invariant(Number.isSafeInteger(number), 'a sum is within the integers that a number holds exactly');
  return number;
}
