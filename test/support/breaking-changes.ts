import { buildSchema, findBreakingChanges } from 'graphql';

/** A change that breaks clients' documents, with its coordinate and a sentence. */
export interface Breaking {
  readonly coordinate: string;
  readonly description: string;
}

/** Sentences of graphql-js that do not begin with the coordinate. */
const WORDED: readonly (readonly [RegExp, string])[] = [
  [/^(\w+) was removed from (?:enum|union) type (\w+)/, '$2.$1'],
  [/^A required field (\w+) on input type (\w+)/, '$2.$1'],
  [/^A required arg (\w+) on (\w+\.\w+)/, '$2($1:)'],
  [/^(\w+\.\w+) arg (\w+)/, '$1($2:)'],
  [/^(\w+\.\w+)/, '$1'],
  [/^(\w+)/, '$1'],
];

/** Returns the breaking changes from a released subgraph to the next one: fields, arguments, values and keys. */
export function breakingChanges(released: string, next: string): readonly Breaking[] {
  const [before, after] = [released, next].map((sdl) => buildSchema(sdl, { assumeValidSDL: true }));
  if (before === undefined || after === undefined) return [];
  const changes = findBreakingChanges(before, after).map(({ description }) => {
    const [pattern, form] = WORDED.find(([one]) => one.test(description)) ?? [/^/, ''];
    const found = pattern.exec(description) ?? [];
    return { coordinate: form.replace(/\$(\d)/g, (_, group: string) => found[Number(group)] ?? ''), description };
  });
  const left = keysOf(next);
  const keys = [...keysOf(released)].filter((key) => !left.has(key));
  return [...changes, ...keys.map((key) => ({ coordinate: key, description: `${key} was removed` }))];
}

/** `Household @key(fields: "id")`. */
function keysOf(sdl: string): ReadonlySet<string> {
  const lines = [...sdl.matchAll(/^type (\w+)(?: implements \w+)? (@key.*) \{$/gm)];
  return new Set(
    lines.flatMap(([, type = '', keys = '']) => (keys.match(/@key\([^)]*\)/g) ?? []).map((key) => `${type} ${key}`)),
  );
}

/** Returns the changes that the unreleased section of the changelog does not name in backquotes. */
export function unnamed(changes: readonly Breaking[], changelog: string): readonly Breaking[] {
  const [, unreleased = ''] = /^## Unreleased\n([\s\S]*?)(?=^## |$(?![\s\S]))/m.exec(changelog) ?? [];
  return changes.filter(({ coordinate }) => !unreleased.includes(`\`${coordinate}\``));
}
