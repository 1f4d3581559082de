import { serially } from '../../../database/reads/serially.ts';
import type { KnownAt } from '../../../database/time/known-at.ts';
import { filterTexts } from '../../../graph/arguments/filter-texts.ts';
import { readAt, type View } from '../../../graph/arguments/read-at.ts';
import type { GraphContext } from '../../../graph/context.ts';
import { type Keyset, type Page, walkPage } from '../../../graph/page/walk-page.ts';
import { requireViewer } from '../../../graph/policy/require-viewer.ts';
import { type Bilingual, bilingual } from '../../../kernel/bilingual.ts';
import { type Day, requireDay } from '../../../kernel/calendar.ts';
import { workingDaysLeft } from '../../../kernel/working-days.ts';
import { requireUnion } from '../../../organisation/named-union.loader.ts';
import type { HouseholdNode } from '../../../registry/graph/household.loader.ts';
import { CHINA_CALENDAR } from '../../../usecase/working-calendar.ts';
import type { Body } from '../../procedure/course/course.codes.ts';
import { type ArchiveFileNode, loadArchiveFile } from '../../reading/archive-file.loader.ts';
import type { SituationDecision } from '../file-situation.ts';
import { compare, keyOfTask, readTasks, type TaskQuestion, type UnionTask } from '../read-tasks.ts';
import { bodyOfTask, kindOfTask, TASK_REASONS, type TaskKind, type TaskReason } from '../task.codes.ts';
import type { TasksArgs } from './task.type.ts';

/** A task as a viewer sees it. */
export interface TaskNode extends Bilingual {
  readonly kind: TaskKind;
  readonly taskReason: TaskReason;
  readonly file: ArchiveFileNode;
  readonly household: HouseholdNode;
  readonly body: Body;
  readonly unionId: string | null;
  readonly since: Day | null;
  readonly dueOn: Day;
  readonly isProvisional: boolean;
  readonly workingDaysLeft: number;
  readonly workingDaysOver: number;
  readonly outcome: SituationDecision['outcome'] | null;
  readonly category: SituationDecision['category'];
  readonly isByStandard: boolean;
}

/** A page of the tasks of the files within the viewer's territory. */
export async function taskPage(context: GraphContext, given: TasksArgs): Promise<Page<TaskNode>> {
  const { database, secrets, today } = context.deps;
  const none: Readonly<Record<'union' | 'person', string | null>> = { union: null, person: null };
  const { union, person } = filterTexts(none, { union: given.union, person: given.person });
  await requireUnion(context, union, 'READ_HISTORY', 'union');
  const [due, kind] = [given.due ?? null, given.kind ?? null];
  const question: TaskQuestion = { viewer: requireViewer(context), union, person, due, kind, today };
  const at = await readAt(context.deps, {});
  const all = remembered((known: KnownAt) =>
    serially(database, 'LISTS', (sql) => readTasks(sql, secrets, question, known)),
  );
  return walkPage(context, {
    list: 'tasks',
    of: [union, person, due, kind, today],
    given,
    read: async (known, after, limit) => following(await all(known), after, limit),
    keyOf: keyOfTask,
    nodesOf: (rows, known) => Promise.all(rows.map((row) => taskNode(context, row, { ...at, known }))),
    count: async (known) => (await all(known)).length,
  });
}

/** One answer at each revision: the page and its count are of the same tasks. */
function remembered<Answer>(read: (known: KnownAt) => Promise<Answer>): (known: KnownAt) => Promise<Answer> {
  const answers = new Map<KnownAt, Promise<Answer>>();
  return (known) => {
    const answer = answers.get(known) ?? read(known);
    answers.set(known, answer);
    return answer;
  };
}

function following(tasks: readonly UnionTask[], after: Keyset | null, limit: number): readonly UnionTask[] {
  const from = after === null ? 0 : tasks.findIndex((task) => compare(keyOfTask(task), after) > 0);
  return from < 0 ? [] : tasks.slice(from, from + limit);
}

async function taskNode(context: GraphContext, task: UnionTask, at: View): Promise<TaskNode | null> {
  const { reason, situation, due, since, unionId } = task;
  const file = await loadArchiveFile(context, 'id', situation.fileId, at);
  if (file?.rights.has('READ_HISTORY') !== true) return null;
  const left = workingDaysLeft(CHINA_CALENDAR, due.day, requireDay(context.deps.today));
  return {
    ...{ kind: kindOfTask(reason), taskReason: reason, file, household: file.household, unionId, since },
    ...{ body: bodyOfTask(reason), ...bilingual(TASK_REASONS[reason]) },
    ...{ dueOn: due.day, isProvisional: due.provisional },
    ...{ workingDaysLeft: Math.max(left, 0), workingDaysOver: Math.max(-left, 0) },
    ...decidedAnew(task),
  };
}

/** What is decided of a recorded file that is to be decided again. */
function decidedAnew({ reason, situation }: UnionTask): Pick<TaskNode, 'outcome' | 'category' | 'isByStandard'> {
  const { state, decision, isByStandard } = situation;
  const isAsked = kindOfTask(reason) === 'REASSESS' && state === 'RECORDED';
  if (!isAsked || decision === null) return { outcome: null, category: null, isByStandard: false };
  return { outcome: decision.outcome, category: decision.category, isByStandard };
}
