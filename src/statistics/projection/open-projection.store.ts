import { mkdirSync } from 'node:fs';
import { fail, type Result, succeed } from '../../kernel/result.ts';
import { followHouseholds, loadWhole } from './feed/load.store.ts';
import { type FileInUse, useFile } from './file-use.store.ts';
import { followPace } from './feed/follow-pace.ts';
import { LAYOUT } from './layout.store.ts';
import { limited } from '../../jobs/limited.ts';
import type { Projection, ProjectionMark, ProjectionReader, ProjectionSettings, ReadFault } from './projection.ts';
import {
  closeProjectionFile,
  isBroken,
  isOfStorage,
  isTooHeavy,
  newFilePath,
  openProjectionFile,
  otherFiles,
  type ProjectionFile,
  removeProjectionFile,
} from './projection-file.store.ts';
import { readMark } from './stored-mark.read.ts';

/**
 * A query occupies one of Node's four threads for files and names until it ends, and DuckDB uses all cores for each: more at
 * once would not be quicker.
 */
const READS_AT_ONCE = 2;

const NOT_DECIDED =
  '认定结果尚未算出，统计投影暂不能建立 / nothing is decided yet, so the projection for statistics cannot be made';
const NOT_MADE = '统计投影无法建立 / the projection for statistics cannot be made';
const NOT_FOLLOWED = '统计投影无法更新 / the projection for statistics cannot follow the register';
const BROKEN = '统计投影文件已损坏，将自动重建 / a file of the projection for statistics is broken and is made anew';
const OTHER_LAYOUT =
  '统计投影文件未完成或结构已变，将自动重建 / a file of the projection for statistics is incomplete or of another layout and is made anew';

type Report = (done: number, households: number) => void;

/** The file that is read; `null` until one is made. */
interface State extends ProjectionSettings {
  current: FileInUse | null;
}

/** Opens the projection in a folder: the newest complete file that no other process has. Without one, following makes it. */
export async function openProjection(settings: ProjectionSettings): Promise<Projection> {
  mkdirSync(settings.folder, { recursive: true, mode: 0o700 });
  const state: State = { ...settings, current: await findFile(settings) };
  const atOnce = limited(READS_AT_ONCE);
  const inTurn = limited(1);
  const read: Projection['read'] = (work) => atOnce(() => readCurrent(state, work));
  return {
    read,
    query: (sql, parameters) => read((reader) => reader.query(sql, parameters)),
    follow: () => inTurn(() => follow(state)),
    remake: (report) => inTurn(() => remake(state, report)),
    pace: followPace(),
    close: () => inTurn(() => endCurrent(state)),
  };
}

/** Looks for a file to go on with, and removes those that can be of no use to anybody. */
async function findFile(settings: ProjectionSettings): Promise<FileInUse | null> {
  for (const path of otherFiles(settings.folder)) {
    const file = await openOrRemove(settings, path);
    if (file !== null) return useFile(file, settings.seconds);
  }
  return null;
}

async function openOrRemove({ megabytes, log }: ProjectionSettings, path: string): Promise<ProjectionFile | null> {
  let file: ProjectionFile | 'IN_USE' | null = null;
  try {
    file = await openProjectionFile(path, megabytes);
    if (file === 'IN_USE') return null;
    if ((await readMark(file.writer))?.layout === LAYOUT) return file;
    log(`${OTHER_LAYOUT}: ${path}`);
  } catch (error) {
    log(`${BROKEN}: ${path}: ${String(error)}`);
  }
  if (file !== null && file !== 'IN_USE') closeProjectionFile(file);
  removeProjectionFile(path);
  return null;
}

async function readCurrent<T>(
  state: State,
  work: (reader: ProjectionReader) => Promise<T>,
): Promise<Result<T, ReadFault>> {
  const { current } = state;
  if (current === null) return fail('NOT_MADE');
  try {
    return succeed(await current.read(work));
  } catch (error) {
    if (isTooHeavy(error)) return fail('TOO_HEAVY');
    giveUpIfBroken(state, current, error);
    throw error;
  }
}

async function follow(state: State): Promise<Result<ProjectionMark, string>> {
  const { current, database } = state;
  if (current === null) return remake(state);
  try {
    const mark = await followHouseholds(database, current.file.writer);
    return mark === null ? await remake(state) : succeed(mark);
  } catch (error) {
    if (giveUpIfBroken(state, current, error)) return remake(state);
    return fail(sayOrThrow(state, NOT_FOLLOWED, error));
  }
}

/** Makes a new file, which is read from when it is complete; the one before is read until then. */
async function remake(state: State, report: Report = () => undefined): Promise<Result<ProjectionMark, string>> {
  const path = newFilePath(state.folder);
  let file: ProjectionFile | 'IN_USE' | null = null;
  try {
    file = await openProjectionFile(path, state.megabytes);
    if (file === 'IN_USE') return fail(NOT_MADE);
    const mark = await loadWhole(state.database, file.writer, report);
    if (mark !== null) {
      replaceCurrent(state, useFile(file, state.seconds));
      return succeed(mark);
    }
  } catch (error) {
    discard(file, path);
    return fail(sayOrThrow(state, NOT_MADE, error));
  }
  discard(file, path);
  return fail(NOT_DECIDED);
}

function discard(file: ProjectionFile | 'IN_USE' | null, path: string): void {
  if (file !== null && file !== 'IN_USE') closeProjectionFile(file);
  removeProjectionFile(path);
}

/** Removes the file before, once nobody reads it. */
function replaceCurrent(state: State, next: FileInUse | null): void {
  const before = state.current;
  state.current = next;
  if (before !== null)
    before
      .end()
      .then(() => {
        removeProjectionFile(before.file.path);
      })
      .catch((error: unknown) => {
        state.log(`${BROKEN}: ${before.file.path}: ${String(error)}`);
      });
}

async function endCurrent(state: State): Promise<void> {
  const { current } = state;
  state.current = null;
  await current?.end();
}

function giveUpIfBroken(state: State, current: FileInUse, error: unknown): boolean {
  if (!isBroken(error)) return false;
  if (state.current === current) {
    state.log(`${BROKEN}: ${current.file.path}: ${String(error)}`);
    replaceCurrent(state, null);
  }
  return true;
}

/** Says that the disk or the memory does not suffice; another error is not of the projection. */
function sayOrThrow({ log }: State, sentence: string, error: unknown): string {
  if (!isOfStorage(error)) throw error;
  log(`${sentence}: ${String(error)}`);
  return sentence;
}
