import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { followChanges } from '../../src/assessment/spans/follow-changes.store.ts';
import { readState } from '../../src/assessment/spans/decision-state.store.ts';
import { decideRegister } from '../../src/assessment/spans/run/decide-register.ts';
import type { Database } from '../../src/database/database.ts';
import type { Day } from '../../src/kernel/calendar.ts';
import { seedSample } from '../../src/sample/seed.ts';
import { dimensionNamed } from '../../src/statistics/dimensions/dimensions.ts';
import { measureNamed } from '../../src/statistics/measures/find-measures.ts';
import { openProjection } from '../../src/statistics/projection/open-projection.store.ts';
import type { Projection } from '../../src/statistics/projection/projection.ts';
import { serveProjection } from '../../src/statistics/projection/served-projection.ts';
import { readFigures } from '../../src/statistics/question/figures.read.ts';
import { yearUpTo } from '../../src/statistics/question/periods.ts';
import type { Answered, CountingRights, Question } from '../../src/statistics/question/question.ts';
import { emptyRegister, sealAll, SERVER, valueOf } from './register.ts';
import { DAY } from './register-household.ts';

export const SEEDED_ON = DAY(2026, 6, 30);

/** A register with sample households of three years, which are decided and projected. */
export async function seededStatistics(households: number, server = SERVER, seed = 8) {
  const register = await emptyRegister(server);
  const { ownerUrl, secrets, database } = register.platform;
  valueOf(await seedSample({ ownerUrl, secrets, households, seed, on: SEEDED_ON, progress: () => undefined }));
  const projection = await projected(database, SEEDED_ON);
  const unions = await register.asOwner('select code, id::text as id from trade_union');
  const ids = new Map(unions.map(({ code, id }) => [String(code), String(id)]));
  return { ...register, projection, unionId: (code: string) => ids.get(code) ?? '' };
}

/** Decides a register, unless it was before, and projects it, for whoever asks on this database or on others of the same. */
export async function projected(database: Database, today: Day, others: readonly Database[] = []): Promise<Projection> {
  await sealAll(database);
  const control = { signal: new AbortController().signal, progress: () => undefined };
  if ((await database.session(readState)) === null) valueOf(await decideRegister(database, today, control));
  const projection = await openProjection({
    ...{ database, folder: mkdtempSync(join(tmpdir(), 'projection-')), megabytes: 200, seconds: 10 },
    ...{ log: () => undefined },
  });
  valueOf(await projection.follow());
  serveProjection([database, ...others], projection);
  return projection;
}

/** Decides what was written since, and projects it; where rules changed, everything. */
export async function followUp(database: Database, projection: Projection, today: Day): Promise<void> {
  await sealAll(database);
  for (;;) {
    const followed = await followChanges(database, today);
    if (followed === 'UP_TO_DATE') break;
    if (followed === 'RUN_NEEDED') {
      const control = { signal: new AbortController().signal, progress: () => undefined };
      valueOf(await decideRegister(database, today, control));
    }
  }
  valueOf(await projection.follow());
}

/** A question by the names of its parts. */
export interface NamedQuestion extends Partial<Omit<Question, 'measures' | 'by' | 'where'>> {
  readonly measures: readonly string[];
  readonly by?: readonly string[];
  readonly where?: Readonly<Record<string, readonly string[]>>;
  /** The day that is asked for, with its year up to then; left out where there are periods. */
  readonly asOf?: Day;
}

export function questionOf({ measures, by = [], where = {}, asOf = SEEDED_ON, ...others }: NamedQuestion): Question {
  const dimension = (name: string) => named(dimensionNamed(name));
  return {
    measures: measures.map((name) => named(measureNamed(name))),
    by: by.map(dimension),
    where: Object.entries(where).map(([name, keys]) => ({ dimension: dimension(name), keys })),
    ...{ unionId: null, level: 'national', periods: [yearUpTo(asOf)], every: 'YEAR' as const },
    ...others,
  };
}

function named<T>(found: T | undefined): T {
  if (found === undefined) throw new Error('there is no such measure or dimension');
  return found;
}

/** The answer to a question at a revision of the projection; the newest one by default. */
export async function answered(
  projection: Projection,
  question: NamedQuestion,
  rights: CountingRights,
  revision?: number,
): Promise<Answered> {
  const read = await projection.read((reader) =>
    readFigures(reader, questionOf(question), rights, revision ?? reader.mark.revision),
  );
  return valueOf(valueOf(read));
}

/** The figures of the first measure that are not 0, by the keys of their rows. */
export function figuresOf({ cells }: Answered): Readonly<Record<string, number | null>> {
  const values = cells.map(({ keys, figures: [first] }) => [keys.join(' '), first?.value ?? null] as const);
  return Object.fromEntries(values.filter(([, value]) => value !== 0));
}

/** Who may count and see everything under some unions. */
export function everythingUnder(today: string, ...unionIds: readonly string[]): CountingRights {
  return { today, countable: unionIds, readable: unionIds };
}
