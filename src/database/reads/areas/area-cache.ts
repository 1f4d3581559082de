import type { Database } from '../../database.ts';
import { DEFINITIONS } from '../../migrations/note-areas.ts';
import type { AreaStates } from '../../time/area-marks.ts';
import { type Recorded, withoutRecording } from '../recorded-statements.ts';
import { type Definitions, readDefinitions } from './definitions.read.ts';
import { areasOfStatement, withoutRevisions } from './statement-areas.ts';

/**
 * Caches values by keys, each until a transaction writes into an area that the value was read from: the areas follow from
 * the statements that read it. A value belongs to the states that were read before it. It may be newer than these, never
 * older, and once it is newer nobody reads these states any more.
 */
export interface AreaCache<Value> {
  readonly name: string;
  /** The value of a key, unless one of its areas is in another state than it was. */
  readonly find: (database: Database, states: AreaStates, key: string) => Recorded<Value> | undefined;
  /** Keeps values that were read together after their states. */
  readonly keep: (database: Database, states: AreaStates, read: Recorded<ReadonlyMap<string, Value>>) => Promise<void>;
  /** How many values of a database it holds. */
  readonly size: (database: Database) => number;
}

interface Entry<Value> extends Recorded<Value> {
  readonly areas: readonly string[];
  /** The states of the areas, as a text. */
  readonly state: string;
}

const caches: Pick<AreaCache<unknown>, 'name' | 'size'>[] = [];

/** All caches of this process; a test asks each of them after a write into each table. */
export function areaCaches(): typeof caches {
  return caches;
}

export function areaCache<Value>(name: string, most: number): AreaCache<Value> {
  const entries = new WeakMap<Database, Map<string, Entry<Value>>>();
  const cache: AreaCache<Value> = {
    name,
    size: (database) => entries.get(database)?.size ?? 0,
    find: (database, states, key) => {
      const entry = entries.get(database)?.get(key);
      return entry?.state === stateText(states, entry?.areas) ? entry : undefined;
    },
    keep: async (database, states, { value: values, texts }) => {
      const areas = await areasOf(database, states, texts);
      const state = stateText(states, areas);
      const own = entries.get(database) ?? new Map<string, Entry<Value>>();
      entries.set(database, own);
      for (const [key, value] of values) {
        own.delete(key);
        own.set(key, { value, texts, areas, state });
      }
      for (const key of own.keys()) {
        if (own.size <= most) break;
        own.delete(key);
      }
    },
  };
  caches.push(cache);
  return cache;
}

function stateText(states: AreaStates, areas: readonly string[] = []): string {
  return areas.map((area) => states.get(area) ?? '').join(' ');
}

/** The areas of statements that this process has met, as long as the definitions of the database stay the same. */
interface Known {
  readonly state: string | undefined;
  readonly definitions: Promise<Definitions>;
  readonly areas: Map<string, ReadonlySet<string>>;
}

const known = new WeakMap<Database, Known>();
const MOST_STATEMENTS = 1000;

async function areasOf(database: Database, states: AreaStates, texts: ReadonlySet<string>): Promise<readonly string[]> {
  const { areas, definitions } = knownAbout(database, states.get(DEFINITIONS));
  const found = new Set([DEFINITIONS]);
  for (const text of texts) {
    const statement = withoutRevisions(text);
    const own = areas.get(statement) ?? areasOfStatement(statement, await definitions);
    if (areas.size < MOST_STATEMENTS) areas.set(statement, own);
    for (const area of own) found.add(area);
  }
  return [...found].sort();
}

function knownAbout(database: Database, state: string | undefined): Known {
  const last = known.get(database);
  if (last !== undefined && last.state === state) return last;
  const definitions = withoutRecording(() => database.session(readDefinitions));
  definitions.catch(() => known.delete(database));
  const next = { state, definitions, areas: new Map<string, ReadonlySet<string>>() };
  known.set(database, next);
  return next;
}
