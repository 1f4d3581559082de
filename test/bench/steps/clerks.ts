import { setTimeout as pause } from 'node:timers/promises';
import type { Day } from '../../../src/kernel/calendar.ts';
import { printDay } from '../../../src/kernel/calendar.ts';
import { type Ask, type FileToStep, step } from './desk.ts';

/** What the clerks did in a while. */
export interface Done {
  readonly steps: number[];
  readonly reads: number[];
  readonly lists: number[];
  /** Of two who stepped one file at once, one has to lose. */
  races: number;
  readonly refusals: string[];
  readonly errors: string[];
}

/** A county's files that wait for a step, and its staff. */
export interface County {
  readonly code: string;
  readonly files: FileToStep[];
  /** Some of its files, to be read. */
  readonly known: readonly string[];
}

interface Shift {
  readonly ask: Ask;
  readonly counties: readonly County[];
  readonly clerks: number;
  readonly seconds: number;
  /** The seconds between two acts of a clerk, on average. */
  readonly every: number;
  readonly today: Day;
}

const READ = `query ($id: ID!) { archiveFile(id: $id) { number state body isSuspended openedOn publicisedOn recordedOn
  steward { code name } steps { number act body on } nextActs { act refusal { code } } household { id } } }`;
const LIST = `query ($state: ArchiveFileState, $union: String) { archiveFiles(filter: { state: $state, union: $union }, first: 20) {
  totalCount nodes { id number state openedOn steward { name } } } }`;
const LISTED = ['SURVEYED', 'VERIFIED', 'REVIEWED', 'RECORDED'];

/** One step in twenty is taken by two people at once. */
const RACE = 20;

/** Lets clerks act for a while: of 20 acts 4 are steps, 12 read a file and 4 list files. */
export async function workShift(shift: Shift): Promise<Done> {
  const done: Done = { steps: [], reads: [], lists: [], races: 0, refusals: [], errors: [] };
  const until = performance.now() + shift.seconds * 1000;
  await Promise.all(Array.from({ length: shift.clerks }, (_, at) => workAt(at, shift, until, done)));
  return done;
}

async function workAt(at: number, shift: Shift, until: number, done: Done): Promise<void> {
  const county = shift.counties[at % shift.counties.length];
  if (county === undefined) throw new Error('the sample has counties');
  while (await isTimeAfterPause(shift, until)) {
    const drawn = Math.random() * 20;
    const [work, times] =
      drawn < 4
        ? [() => stepOne(shift, county, done), done.steps]
        : drawn < 16
          ? [() => shift.ask(`clerk.${county.code}`, READ, { id: pick(county.known) }), done.reads]
          : [() => shift.ask(`clerk.${county.code}`, LIST, { state: pick(LISTED), union: county.code }), done.lists];
    const from = performance.now();
    await work().catch((error: unknown) => done.errors.push(String(error)));
    times.push(performance.now() - from);
  }
}

/** Waits for the next act of a clerk, and says whether there is still time for it. */
async function isTimeAfterPause({ every }: Shift, until: number): Promise<boolean> {
  await pause(2 * Math.random() * every * 1000);
  return performance.now() < until;
}

/** Steps the next file of the county, sometimes with a colleague who does the same at the same moment. */
async function stepOne({ ask, today }: Shift, { code, files }: County, done: Done): Promise<void> {
  const file = files.pop();
  if (file === undefined) throw new Error(`no file of ${code} is left to step`);
  const races = done.steps.length % RACE === 0;
  const answers = await Promise.all(
    Array.from({ length: races ? 2 : 1 }, () => step(ask, code, file, printDay(today))),
  );
  const won = answers.filter(({ stepId }) => stepId !== null);
  if (races) done.races += 1;
  if (won.length !== 1) done.errors.push(`${won.length} of ${answers.length} won: ${JSON.stringify(answers)}`);
  done.refusals.push(...answers.flatMap(({ problems }) => problems.map(({ zh }) => zh)));
}

function pick<T>(among: readonly T[]): T {
  return among[Math.floor(Math.random() * among.length)] as T;
}
