import { rolesFor } from '../../../src/access/permissions.ts';
import { sampleToken } from '../../../src/access/token/sample-tokens.ts';
import { addDays, printDay, requireDay } from '../../../src/kernel/calendar.ts';
import { todayInChina } from '../../../src/usecase/today.ts';
import type { BenchDatabase } from '../read/database.ts';
import type { Server } from '../read/servers.ts';
import { askStatistics } from './ask.ts';
import { onBenchPlatform } from './on-bench-platform.ts';

const MEASURES = ['HOUSEHOLDS', 'HOUSEHOLDS_ON_FILE', 'HOUSEHOLDS_ELIGIBLE', 'PERSONS', 'PAID', 'HOUSEHOLDS_HELPED'];
const DIMENSIONS = ['REGION', 'MAIN_CAUSE', 'FILE_LEVEL', 'CATEGORY', 'OUTCOME', 'HARDSHIP_CLASS', 'UNION_COUNTY'];
const QUESTIONS_EACH = 20;

/** Lets many clients ask at once, each as another member of staff as far as there are as many; no question is asked twice. */
export async function measureClients(server: Server, database: BenchDatabase): Promise<void> {
  const viewers = await viewersOf(database);
  console.log(`\n${viewers.length} members of staff ask`);
  const questions = differentQuestions();
  const asker = (at: number): Asker => {
    const found = viewers[at % viewers.length];
    if (found === undefined) throw new Error('the sample has staff');
    return found;
  };
  for (const clients of [20, 100]) {
    const times: number[] = [];
    const errors: string[] = [];
    const from = performance.now();
    await Promise.all(
      Array.from({ length: clients }, async (_, at) => {
        const { union, token } = asker(at);
        const own = { ...server, target: { ...server.target, headers: { authorization: `Bearer ${token}` } } };
        for (let time = 0; time < QUESTIONS_EACH; time += 1) {
          const begin = performance.now();
          const question = questions.next().value.replace('"UNION"', `"${union}"`);
          await askStatistics(own, question).catch((error: unknown) => errors.push(String(error)));
          times.push(performance.now() - begin);
        }
      }),
    );
    const sorted = times.toSorted((a, b) => a - b);
    const at = (share: number) => (sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(0);
    const rate = (times.length / (performance.now() - from)) * 1000;
    console.log(
      `\n${clients} clients: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, ${rate.toFixed(0)} questions a second, ` +
        `${errors.length} errors ${errors[0] ?? ''}`,
    );
  }
}

/** Somebody who may count under a union. */
interface Asker {
  readonly union: string;
  readonly token: string;
}

async function viewersOf(bench: BenchDatabase): Promise<readonly Asker[]> {
  const askers: Asker[] = [];
  await onBenchPlatform(bench, async ({ database }, config) => {
    const rows = await database.session((sql) =>
      sql.query<{ staff: string; union: string }>(
        `select s.code as staff, u.code as union from staff s join staff_grant g on g.staff_id = s.id
         join staff_grant_version v on v.anchor_id = g.id and v.superseded_in is null and v.role = any($1)
         join trade_union u on u.id = v.union_id order by u.code, v.role`,
        [rolesFor('READ_STATISTICS').filter((role) => role !== 'DASHBOARD')],
      ),
    );
    for (const { staff, union } of rows) {
      const token = await sampleToken(config, database, todayInChina(), { staff });
      if (token.ok) askers.push({ union, token: token.value });
    }
  });
  return askers;
}

/** Questions of a measure by two dimensions on a day, each another one, over `UNION`. */
function* differentQuestions(): Generator<string, never> {
  for (let at = 0; ; at += 1) {
    const of = <T>(list: readonly T[], step: number) => list[Math.floor(at / step) % list.length] as T;
    const day = printDay(addDays(requireDay('2024-01-01'), (at * 7) % 900));
    const [first, second] = [of(DIMENSIONS, 1), of(DIMENSIONS.toReversed(), 7)];
    const by = first === second ? [first] : [first, second];
    yield `measures: [${of(MEASURES, 1)}], by: [${by.join(', ')}], filter: { union: "UNION" }, asOf: "${day}"`;
  }
}
