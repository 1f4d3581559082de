import { requestLoader, sharedLoader } from '../../../graph/batch/batch.ts';
import type { GraphContext } from '../../../graph/context.ts';
import type { Protected } from '../../../graph/policy/protected.ts';
import { NOBODY } from '../../../graph/arguments/ids.ts';
import { timesKey } from '../../../graph/arguments/read-at.ts';
import { type Day, requireDay } from '../../../kernel/calendar.ts';
import type { Problem } from '../../../usecase/problem.ts';
import { type ArchiveFileNode, loadHouseholdFiles } from '../../reading/archive-file.loader.ts';
import { ACT_RULES } from '../course/act-rules.ts';
import { unionOfStep } from '../course/actor-guards.ts';
import { type Act, ACTS, type Body } from '../course/course.codes.ts';
import type { FileCourse } from '../course/course.ts';
import { refusalOfAct } from '../course/take-step.ts';
import { courseOf, type FileDays, type FileStepRow, readFileDays, readFileSteps } from '../steps/file-step.read.ts';
import { type CircumstancesOfFile, readCircumstances } from '../circumstances/read-circumstances.ts';
import { rightsOnSteps } from './objector.loader.ts';

/** A step as a viewer sees it. */
export interface FileStepNode extends Omit<FileStepRow, 'number'>, Protected {
  readonly number: number;
  readonly file: ArchiveFileNode;
}

const steps = sharedLoader<ArchiveFileNode, readonly FileStepRow[]>({
  cacheKey: ({ id }) => id,
  groupKey: ({ at }) => timesKey(at),
  read: async (sql, files, { secrets }, { at }) =>
    Map.groupBy(
      await readFileSteps(
        sql,
        secrets,
        files.map(({ id }) => id),
        at,
      ),
      ({ fileId }) => fileId,
    ),
});

const days = sharedLoader<ArchiveFileNode, FileDays>({
  cacheKey: ({ id }) => id,
  groupKey: ({ at }) => timesKey(at),
  read: (sql, files, _deps, { at }) =>
    readFileDays(
      sql,
      files.map(({ id }) => id),
      at,
    ),
});

export async function loadFileSteps(context: GraphContext, file: ArchiveFileNode): Promise<readonly FileStepNode[]> {
  const rows = (await steps(context).load(file)) ?? [];
  const [first] = rows;
  if (first === undefined) return [];
  const rights = await rightsOnSteps(context, first.id, file.rights);
  return rows.map((row) => ({ ...row, number: Number(row.number), file, rights, subject: file.subject }));
}

export async function loadFileDays(context: GraphContext, file: ArchiveFileNode): Promise<FileDays | null> {
  return days(context).load(file);
}

/** The file that the household had before a file; one live file at a time makes their days an order. */
export async function loadFormerFile(context: GraphContext, file: ArchiveFileNode): Promise<ArchiveFileNode | null> {
  const others = await loadHouseholdFiles(context, file.household);
  const opened = await Promise.all(
    others.map(async (one) => ({ one, on: (await loadFileDays(context, one))?.openedOn ?? 0 })),
  );
  const inOrder = opened.toSorted((left, right) => left.on - right.on || (left.one.id < right.one.id ? -1 : 1));
  return inOrder[inOrder.findIndex(({ one }) => one.id === file.id) - 1]?.one ?? null;
}

/** Where the file stands at the times of its view. */
export async function loadCourse(context: GraphContext, file: ArchiveFileNode): Promise<FileCourse | null> {
  const rows = (await steps(context).load(file)) ?? [];
  return file.state === undefined ? null : courseOf(rows, { state: file.state, since: requireDay(file.since) });
}

interface InHandKey {
  readonly file: ArchiveFileNode;
  readonly stewardId: string;
}

const circumstances = requestLoader<InHandKey, CircumstancesOfFile>({
  cacheKey: ({ file }) => file.id,
  groupKey: () => '',
  read: (sql, keys, { secrets, today }) =>
    readCircumstances(
      sql,
      secrets,
      keys.map(({ file: { id, householdId, level = 'NATIONAL' }, stewardId }) => ({
        id,
        householdId,
        stewardId,
        level,
      })),
      { actorId: NOBODY, today, on: requireDay(today), decides: true },
    ),
});

export interface NextActNode {
  readonly act: Act;
  readonly body: Body;
  readonly unionId: string | null;
  readonly refusal: Problem | null;
}

/** The acts that the state of a file allows today, whoever would take them; `null` for another view than the present one. */
export async function loadNextActs(
  context: GraphContext,
  file: ArchiveFileNode,
): Promise<readonly NextActNode[] | null> {
  const { stewardId } = file;
  if (stewardId === null || file.at.suffix !== '') return null;
  const [course, read] = await Promise.all([
    loadCourse(context, file),
    circumstances(context).load({ file, stewardId }),
  ]);
  if (course === null || read === null) return null;
  const on = requireDay(context.deps.today);
  return (Object.keys(ACTS) as Act[]).flatMap((act) => {
    const [body] = ACT_RULES[act].by[course.state ?? 'NEW'] ?? [];
    return body === undefined ? [] : [nextAct(act, body, course, read.circumstances, on)];
  });
}

function nextAct(
  act: Act,
  body: Body,
  course: FileCourse,
  read: CircumstancesOfFile['circumstances'],
  on: Day,
): NextActNode {
  if (!read.ok) return { act, body, unionId: null, refusal: read.error };
  const unionId = unionOfStep(act, body, course, read.value.ladder);
  const refusal = refusalOfAct(act, { actorId: NOBODY, body, unionId, on }, course, read.value) ?? null;
  return { act, body, unionId, refusal };
}
