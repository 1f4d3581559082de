import type { Database, Sql } from '../../../../src/database/database.ts';

export type Area = 'REGISTER' | 'MONEY';
export const TABLES: Readonly<Record<Area, string>> = { REGISTER: 'person', MONEY: 'payment' };
/** A database of two areas, each of which counts what was written into it. */
export function fakeDatabase() {
  const written: Record<string, number> = { REGISTER: 0, MONEY: 0, DEFINITIONS: 0 };
  let asked = 0;
  const query = (text: string) => {
    if (!text.includes('area_mark')) {
      asked += 1;
      return Object.entries(TABLES).map(([area, name]) => ({ kind: 'TABLE', name, text: area }));
    }
    const marks = Object.entries(written).map(([area, count]) => [area, String(count)]);
    return [{ marks: Object.fromEntries(marks) as object, waiting: null }];
  };
  const sql = { query: (text: string) => Promise.resolve(query(text)) } as unknown as Sql;
  const database = { session: <T>(work: (one: Sql) => Promise<T>) => work(sql) } as unknown as Database;
  return {
    database,
    written,
    /** How often its definitions were asked for. */
    definitionsAsked: () => asked,
    write: (area: string) => (written[area] = (written[area] ?? 0) + 1),
  };
}
