/** `npm run bench:tasks` measures how long the tasks of all files of a sample register take, by the stored decisions and without. */
import type { Platform } from '../../src/app/platform.ts';
import type { Command } from '../../src/app/command-line/command-line.ts';
import { runCommand } from '../../src/app/command-line/run-command.ts';
import { readTasks, type TaskQuestion } from '../../src/archive/tasks/read-tasks.ts';
import { decideRegister } from '../../src/assessment/spans/run/decide-register.ts';
import { followChanges } from '../../src/assessment/spans/follow-changes.store.ts';
import { requireDay } from '../../src/kernel/calendar.ts';
import { HOUSEHOLDS, ON, onSeededRegister } from './seeded-register.ts';

const COMMAND = {
  call: 'npm run bench:tasks --',
  about: '测量列出全部待办事项所需时间 / measures how long it takes to list all tasks',
  options: { households: HOUSEHOLDS },
} satisfies Command;
const TIMES = 5;

process.exitCode = await runCommand(COMMAND, ({ options: { households } }) =>
  onSeededRegister(households, (_database, _config, _environment, platform) => report(platform, households)),
);

async function report({ database, secrets }: Platform, households: number): Promise<void> {
  const on = { database, secrets };
  const today = requireDay(ON);
  const [root] = await database.session((sql) =>
    sql.query<{ id: string }>('select anchor_id as id from trade_union_version where parent_id is null limit 1'),
  );
  const grants = [{ role: 'CENTRE_ARCHIVIST', unionId: root?.id ?? '' }] as const;
  const viewer = { staffId: null, personId: null, grants, purpose: null };
  const question: TaskQuestion = { viewer, union: null, person: null, due: null, kind: null, today: ON };
  await measure('逐户现算 / decided for the answer', on, question);
  const control = { signal: new AbortController().signal, progress: () => undefined };
  const decided = await decideRegister(database, today, control);
  if (!decided.ok) throw new Error(decided.error);
  while ((await followChanges(database, today)) === 'MORE');
  await database.session((sql) => sql.query('analyze'));
  await measure(`已存认定 / stored decisions, ${households} 户 households`, on, question);
}

async function measure(
  name: string,
  { database, secrets }: Pick<Platform, 'database' | 'secrets'>,
  question: TaskQuestion,
): Promise<void> {
  const took: number[] = [];
  let found = 0;
  for (let time = 0; time < TIMES; time += 1) {
    const from = performance.now();
    found = (await database.session((sql) => readTasks(sql, secrets, question, 'NOW'))).length;
    took.push(performance.now() - from);
  }
  const [least = 0, , median = 0] = took.toSorted((a, b) => a - b);
  console.log(`${name}: ${found} tasks, ${median.toFixed(0)} ms (least ${least.toFixed(0)} ms)`);
}
