import { insertRows } from '../table.ts';
import type { Act } from './act.codes.ts';
import { changeLogTable } from './change.entity.ts';
import type { Database, Sql } from '../database.ts';
import { newId } from '../ids.ts';

/** What one transaction did to one subject, who did it and why. */
export interface Change {
  readonly id: string;
  readonly actorId: string;
  readonly action: Act;
  readonly subjectKind:
    | 'HOUSEHOLD'
    | 'ARCHIVE_FILE'
    | 'TRADE_UNION'
    | 'STAFF'
    | 'PERSON'
    | 'STANDARD'
    | 'PROFILE'
    | 'LOCKED_TABLE'
    | 'RELIEF_ALLOCATION'
    | 'RELIEF_BATCH';
  readonly subjectId: string;
  readonly purpose: string;
}

/** The number of a subject's last change that has one. */
export interface Revision {
  readonly number: number;
  /** Whether a later change exists that has no number yet. */
  readonly pending: boolean;
}

/** The last revision that a statement sees, and whether it also sees changes that have no number yet. */
export interface Watermark {
  readonly revision: string;
  readonly pending: boolean;
}

/**
 * The columns of a {@link Watermark} in a statement. The two offsets make PostgreSQL read the few unnumbered changes in the
 * order of an index: it estimates them at a third of all changes, and would otherwise scan both tables whole.
 */
export const WATERMARK = `(select coalesce(max(number), 0) from change_sequence) as revision,
  exists (select from (
      select l.id from change_log l where l.transaction >= (select horizon from sequencer) order by l.transaction offset 0
    ) c where not exists (select from change_sequence s where s.change_id = c.id offset 0)) as pending`;

const SEAL_MILLISECONDS = 5000;

export async function insertChanges(sql: Sql, changes: readonly Change[]): Promise<void> {
  await insertRows(sql, changeLogTable, changes);
}

/** Inserts the change of one subject, before the change itself is written, and returns its id. */
export async function insertChange(
  sql: Sql,
  { actorId, purpose }: Pick<Change, 'actorId' | 'purpose'>,
  action: Act,
  subjectKind: Change['subjectKind'],
  subjectId: string,
): Promise<string> {
  const id = newId();
  await insertChanges(sql, [{ id, actorId, action, purpose, subjectKind, subjectId }]);
  return id;
}

/** Numbers the committed changes and returns the last number. */
export async function sealChanges(database: Database): Promise<number> {
  const [row] = await database.session((sql) => sql.query<{ last: string }>('select seal_changes() as last'));
  return Number(row?.last ?? 0);
}

/** Numbers what can be numbered and returns the last number: a revision that includes all changes committed before. */
export async function lastRevision(database: Database): Promise<number> {
  const { revision, pending } = await database.session(readWatermark);
  return pending ? sealChanges(database) : revision;
}

/** The last revision, and whether a change waits for a number. */
export async function readWatermark(sql: Sql): Promise<{ readonly revision: number; readonly pending: boolean }> {
  const [row] = await sql.query<Watermark>(`select ${WATERMARK}`);
  return { revision: Number(row?.revision ?? 0), pending: row?.pending !== false };
}

/** Whether a revision is still the last one, with no change waiting for a number. */
export async function isStillAt(sql: Sql, revision: number): Promise<boolean> {
  const last = await readWatermark(sql);
  return !last.pending && last.revision === revision;
}

/**
 * The number of a committed change. It is given after all older transactions have ended, for which this waits at most five
 * seconds. After that the result is `null`: the change is committed and gets its number later.
 */
export async function changeNumber(database: Database, changeId: string): Promise<number | null> {
  const until = performance.now() + SEAL_MILLISECONDS;
  return numberWhile(database, changeId, () => performance.now() < until);
}

async function numberWhile(database: Database, changeId: string, waits: () => boolean): Promise<number | null> {
  while (waits()) {
    await sealChanges(database);
    const [row] = await database.session((sql) =>
      sql.query<{ number: string }>('select number from change_sequence where change_id = $1', [changeId]),
    );
    if (row !== undefined) return Number(row.number);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return null;
}

/**
 * A revision that includes everything committed before, however long the older transactions take that it has to wait for. Throws
 * the signal's reason if that is aborted.
 */
export async function settledRevision(database: Database, signal: AbortSignal): Promise<number> {
  const [last] = await database.session((sql) =>
    sql.query<{ id: string }>(
      `select l.id from change_log l where l.transaction >= (select horizon from sequencer)
         and not exists (select from change_sequence s where s.change_id = l.id)
       order by l.transaction desc, l.id desc limit 1`,
    ),
  );
  const number = last === undefined ? null : await numberWhile(database, last.id, () => !signal.aborted);
  signal.throwIfAborted();
  return number ?? lastRevision(database);
}

/** The last number that was given before a day ended in China: the revision that was known on that day. */
export async function lastNumberOn(sql: Sql, day: string): Promise<number> {
  const [row] = await sql.query<{ last: string | null }>(
    'select max(number) as last from change_sequence where sealed_at < ($1::date + 1)::timestamptz',
    [day],
  );
  return Number(row?.last ?? 0);
}

/** A subquery with the changes of subjects: those of which they are the subject, and those that are about them too. */
export function changesOf(subjects: string): string {
  return `select l.id, l.subject_id from change_log l where l.subject_id = ${subjects}
    union all
    select a.recorded_in, a.household_id from change_household a where a.household_id = ${subjects}`;
}

/** The revision of each subject that has changes. */
export async function loadRevisions(sql: Sql, subjectIds: readonly string[]): Promise<ReadonlyMap<string, Revision>> {
  const rows = await sql.query<{ id: string; number: string | null; pending: boolean }>(
    `select c.subject_id as id, max(s.number) as number, bool_or(s.number is null) as pending
     from (${changesOf('any($1)')}) c left join change_sequence s on s.change_id = c.id group by c.subject_id`,
    [subjectIds],
  );
  return new Map(rows.map(({ id, number, pending }) => [id, { number: Number(number ?? 0), pending }]));
}
