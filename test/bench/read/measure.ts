import { readdirSync, readFileSync } from 'node:fs';
import type { Client } from 'pg';

/** What a process took of the processor so far, in milliseconds, its ended children left out. */
export function processorTime(pid: number): number {
  const fields = statOf(pid);
  return fields === undefined ? 0 : (Number(fields[11]) + Number(fields[12])) * TICK_MILLISECONDS;
}

/** The same of a PostgreSQL: all its processes together, and those that have ended. */
export function databaseTime(postmaster: number): number {
  const processes = readdirSync('/proc').filter((name) => /^[0-9]+$/.test(name));
  const own = processes.filter((name) => statOf(Number(name))?.[1] === String(postmaster));
  const fields = statOf(postmaster);
  const ended = (Number(fields?.[13]) + Number(fields?.[14])) * TICK_MILLISECONDS;
  return own.reduce((sum, pid) => sum + processorTime(Number(pid)), ended);
}

const TICK_MILLISECONDS = 10;

/** The fields of `/proc/<pid>/stat` after the name: state, parent, …; `undefined` where there is no such process. */
function statOf(pid: number): readonly string[] | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}

/** The statements that come while nothing is asked: the sequencer's and the jobs'. */
export async function backgroundOf(owner: Client): Promise<readonly string[]> {
  await forgetStatements(owner);
  await new Promise((resolve) => setTimeout(resolve, IDLE_MILLISECONDS));
  const { rows } = await owner.query<{ id: string }>('select distinct queryid::text as id from pg_stat_statements');
  return rows.map(({ id }) => id);
}

const IDLE_MILLISECONDS = 5000;

/** How many statements a role sent since the last call of `forgetStatements`, `begin` and `commit` among them. */
export async function statementsOf(owner: Client, role: string, background: readonly string[]): Promise<number> {
  const { rows } = await owner.query<{ calls: string }>(
    `select coalesce(sum(s.calls), 0) as calls from pg_stat_statements s join pg_roles r on r.oid = s.userid
     where r.rolname = $1 and s.toplevel and s.queryid::text <> all($2)`,
    [role, background],
  );
  return Number(rows[0]?.calls ?? 0);
}

export async function forgetStatements(owner: Client): Promise<void> {
  await owner.query('select pg_stat_statements_reset()');
}

/** The process of the embedded PostgreSQL. */
export async function postmasterOf(owner: Client): Promise<number> {
  const { rows } = await owner.query<{ pid: string }>(
    "select split_part(pg_read_file('postmaster.pid'), E'\\n', 1) as pid",
  );
  return Number(rows[0]?.pid);
}

/** Whether PostgreSQL times the planning of statements: dear, and only for a profile. */
export async function timePlanning(owner: Client, on: boolean): Promise<void> {
  await owner.query(`alter system set pg_stat_statements.track_planning = ${on ? 'on' : 'off'}`);
  await owner.query('select pg_reload_conf()');
  await new Promise((resolve) => setTimeout(resolve, 500));
}

interface Statement {
  readonly calls: string;
  readonly planned: number;
  readonly executed: number;
  readonly rows: number;
  readonly query: string;
}

/** A role's statements since the last call of `forgetStatements`, the dearest first: of one request, as Markdown. */
export async function statementTable(owner: Client, role: string, requests: number): Promise<string> {
  const { rows } = await owner.query<Statement>(
    `select s.calls, s.total_plan_time as planned, s.total_exec_time as executed, s.rows::float8 as rows,
       left(regexp_replace(s.query, '\\s+', ' ', 'g'), 2000) as query
     from pg_stat_statements s join pg_roles r on r.oid = s.userid
     where r.rolname = $1 and s.toplevel order by s.total_plan_time + s.total_exec_time desc limit 20`,
    [role],
  );
  const each = (value: number, digits = 2) => (value / requests).toFixed(digits);
  const lines = rows.map(({ calls, planned, executed, rows: count, query }) => {
    const from = query.indexOf(' from ');
    const text = query.length > 160 && from > 60 ? `${query.slice(0, 50)}…${query.slice(from, from + 100)}` : query;
    return `| ${each(Number(calls))} | ${each(planned)} | ${each(executed)} | ${each(count, 1)} | ${text.slice(0, 160)} |`;
  });
  return ['| calls | plan ms | run ms | rows | statement |', '| --- | --- | --- | --- | --- |', ...lines].join('\n');
}
