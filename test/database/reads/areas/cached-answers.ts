import { createSecretKey } from 'node:crypto';
import { contractToken } from '../../../../src/signing/contract-token.ts';
import type { Database } from '../../../../src/database/database.ts';
import type { KnownAt } from '../../../../src/database/time/known-at.ts';
import { requireDay } from '../../../../src/kernel/calendar.ts';
import type { Level } from '../../../../src/policy/facts/facts.ts';
import { type PersonKey, personKeyId, presentPersons } from '../../../../src/registry/reading/present-persons.ts';
import { type StatisticsNode } from '../../../../src/statistics/statistics.loader.ts';
import { StatisticsResolver } from '../../../../src/statistics/statistics.resolver.ts';
import { statisticsScope } from '../../../../src/statistics/statistics.ts';
import type { GraphContext } from '../../../../src/graph/context.ts';
import type { TestRegister } from '../../../support/register.ts';
import { viewerWith } from '../../../support/graph.ts';

type Asked = Pick<TestRegister, 'deps' | 'platform'>;

const CONTRACT = createSecretKey(Buffer.alloc(32, 7));
const CLEAR = { id: 1, keys: new Set(['name', 'sex', 'workState']) };

/** The answer of every cached field, by a name: every field of the statistics, and persons by id and by token. */
export async function cachedAnswers(
  register: Asked,
  database: Database,
  { cityId, past, persons }: { cityId: string; past: number; persons: readonly { id: string; number: string }[] },
): Promise<Readonly<Record<string, string>>> {
  const deps = { ...register.deps, database };
  const answers: Record<string, string> = {};
  const context: GraphContext = {
    ...{ deps, viewer: viewerWith('STATISTICIAN', cityId), gateway: null, jobs: register.platform.jobs },
    ...{ reads: { current: {} }, trace: 'test', selectedFields: null },
  };
  const asked: readonly [string | null, KnownAt, Level][] = [
    [null, 'NOW', 'COUNTY'],
    ['410503', 'NOW', 'NATIONAL'],
    [null, past, 'NATIONAL'],
  ];
  for (const [union, known, level] of asked) {
    const asOf = requireDay(deps.today);
    const scope = await statisticsScope(deps, viewerWith('STATISTICIAN', cityId), { union, asOf, known });
    const node: StatisticsNode = { scope, asOf, revision: scope.revision, level, year: 2026 };
    // A document asks for its fields at the same time too.
    const fields = fieldsOfStatistics();
    const values = await Promise.all(fields.map(([, field]) => field(node, context)));
    for (const [at, [name]] of fields.entries()) {
      answers[`${union ?? 'all'} ${known === 'NOW' ? 'now' : 'then'} ${level} ${name}`] = JSON.stringify(values[at]);
    }
  }
  const keys = persons.flatMap(({ id, number }): PersonKey[] => [
    { by: 'id', id },
    { by: 'token', token: contractToken(CONTRACT, number), contractKey: CONTRACT },
  ]);
  const found = await presentPersons(deps, keys, CLEAR);
  for (const [at, key] of keys.entries()) {
    answers[`person ${key.by} ${Math.floor(at / 2)}`] = JSON.stringify(found.get(personKeyId(key)) ?? null);
  }
  return answers;
}

type Field = (node: StatisticsNode, context: GraphContext) => unknown;

/** Every field that a resolver gives to the statistics; a new one is asked too. */
function fieldsOfStatistics(): readonly (readonly [string, Field])[] {
  const resolver = new StatisticsResolver();
  return Object.getOwnPropertyNames(StatisticsResolver.prototype)
    .filter((name) => !['constructor', 'statistics', 'union'].includes(name))
    .map((name) => [name, (Reflect.get(resolver, name) as Field).bind(resolver)] as const);
}
