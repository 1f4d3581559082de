import type pg from 'pg';
import { addDays, printDay, requireDay } from '../../../src/kernel/calendar.ts';
import type { Server } from '../read/servers.ts';
import { askStatistics } from './ask.ts';

const MEASURES = ['HOUSEHOLDS', 'HOUSEHOLDS_ON_FILE', 'HOUSEHOLDS_ELIGIBLE', 'PERSONS', 'PAID', 'HOUSEHOLDS_HELPED'];
const DIMENSIONS = ['REGION', 'MAIN_CAUSE', 'FILE_LEVEL', 'CATEGORY', 'OUTCOME', 'HARDSHIP_CLASS', 'UNION_COUNTY'];
const QUESTIONS_EACH = 20;

/** Lets many clients ask at once; no question is asked twice. */
export async function measureClients(server: Server, owner: pg.Client): Promise<void> {
  const { rows } = await owner.query<{ code: string }>(
    `select u.code from trade_union u join trade_union_version v on v.anchor_id = u.id
     where v.superseded_in is null and v.kind in ('MUNICIPAL', 'COUNTY') order by u.code`,
  );
  const questions = differentQuestions(rows.map(({ code }) => code));
  for (const clients of [20, 100]) {
    const times: number[] = [];
    const errors: string[] = [];
    const from = performance.now();
    await Promise.all(
      Array.from({ length: clients }, async () => {
        for (let time = 0; time < QUESTIONS_EACH; time += 1) {
          const begin = performance.now();
          const question = questions.next().value;
          await askStatistics(server, question).catch((error: unknown) => errors.push(String(error)));
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

/** Questions of a measure by two dimensions on a day, each another one. */
function* differentQuestions(unions: readonly string[]): Generator<string, never> {
  for (let at = 0; ; at += 1) {
    const of = <T>(list: readonly T[], step: number) => list[Math.floor(at / step) % list.length] as T;
    const day = printDay(addDays(requireDay('2024-01-01'), (at * 7) % 900));
    const [first, second] = [of(DIMENSIONS, 1), of(DIMENSIONS.toReversed(), 7)];
    const by = first === second ? [first] : [first, second];
    yield `measures: [${of(MEASURES, 1)}], by: [${by.join(', ')}], filter: { union: "${of(unions, 3)}" }, asOf: "${day}"`;
  }
}
