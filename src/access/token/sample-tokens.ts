import type { Config } from '../../config.ts';
import type { Database } from '../../database/database.ts';
import { fail, type Result, succeed } from '../../kernel/result.ts';
import type { Party } from '../permissions.ts';
import { isSampleDatabase } from './database-mark.read.ts';
import { type SampleLogin, sampleLogins } from './sample-login.read.ts';
import { signingKey } from './signing-key.ts';

/** The roles, by the words that a command line uses. */
export const ROLE_WORDS: Readonly<Record<string, Party>> = {
  clerk: 'UNION_CLERK',
  reviewer: 'SUPERIOR_REVIEWER',
  archivist: 'CENTRE_ARCHIVIST',
  finance: 'FINANCE_OFFICER',
  statistician: 'STATISTICIAN',
  dashboard: 'DASHBOARD',
  partner: 'PARTNER_SYSTEM',
  auditor: 'AUDITOR',
  administrator: 'ADMINISTRATOR',
  worker: 'WORKER',
};

/** The holder of a token: a role at the union with a code, or the member of staff with a code. */
export type TokenSubject = { readonly role: string; readonly union: string } | { readonly staff: string };

export interface SampleToken {
  readonly role: string;
  /** The code of the union. */
  readonly union: string;
  readonly token: string;
}

type Setting = Pick<Config, 'dataFolder' | 'audience' | 'sample'>;

/** The county of the examples. */
const COUNTY = '410502';

/** Returns a token for each role of the sample data, if possible at {@link COUNTY}; none without sample data. */
export async function sampleTokens(
  config: Setting,
  database: Database,
  today: string,
): Promise<readonly SampleToken[]> {
  const logins = await listLogins(config, database, today);
  if (logins === undefined) return [];
  const { sign } = await signingKey(config);
  const chosen = Object.entries(ROLE_WORDS).flatMap(([word, role]) => {
    const own = logins.filter((login) => login.role === role);
    const login = own.find(({ union }) => union === COUNTY) ?? own[0];
    return login === undefined ? [] : [{ ...login, role: word }];
  });
  return Promise.all(
    chosen.map(async ({ role, union, subject }) => {
      return { role, union, token: await sign(subject) };
    }),
  );
}

/** Returns one token of the sample data, or a message why there is none. */
export async function sampleToken(
  config: Setting,
  database: Database,
  today: string,
  whose: TokenSubject,
): Promise<Result<string, string>> {
  const logins = await listLogins(config, database, today);
  if (logins === undefined) {
    return fail(
      '此命令只为示例数据签发令牌 / this command issues tokens for sample data only: for other data the identity provider issues them',
    );
  }
  const login = logins.find((one) => matches(one, whose));
  if (login === undefined) return fail(absence(logins, whose));
  const { sign } = await signingKey(config);
  return succeed(await sign(login.subject));
}

async function listLogins({ sample }: Setting, database: Database, today: string) {
  if (!sample || !(await database.session(isSampleDatabase))) return undefined;
  return database.session((sql) => sampleLogins(sql, today));
}

function matches({ role, union, code }: SampleLogin, whose: TokenSubject): boolean {
  return 'staff' in whose ? code === whose.staff : role === ROLE_WORDS[whose.role] && union === whose.union;
}

function absence(logins: readonly SampleLogin[], whose: TokenSubject): string {
  if ('staff' in whose) return `示例中没有工作人员 ${whose.staff} / the sample has no member of staff ${whose.staff}`;
  const { role, union } = whose;
  const unions = logins.filter((login) => login.role === ROLE_WORDS[role]).map((login) => login.union);
  const there = unions.length === 0 ? '—' : [...new Set(unions)].join(', ');
  return `示例中 ${union} 没有 ${role}，有此角色的工会 / the sample has no ${role} at ${union}; unions that have one: ${there}`;
}
