import { buildSchema, findBreakingChanges } from 'graphql';

/** A change that breaks somebody's documents: the coordinate that it is named by, and what it is. */
export interface Breaking {
  readonly coordinate: string;
  readonly description: string;
}

/** Sentences of graphql-js whose coordinate does not stand first. */
const WORDED: readonly (readonly [RegExp, string])[] = [
  [/^(\w+) was removed from (?:enum|union) type (\w+)/, '$2.$1'],
  [/^A required field (\w+) on input type (\w+)/, '$2.$1'],
  [/^A required arg (\w+) on (\w+\.\w+)/, '$2($1:)'],
  [/^(\w+\.\w+) arg (\w+)/, '$1($2:)'],
  [/^(\w+\.\w+)/, '$1'],
  [/^(\w+)/, '$1'],
];

/** What of a released subgraph breaks in the one that comes next: its fields, arguments and values, and its keys. */
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
  const lines = [...sdl.matchAll(/^type (\w+) (@key.*) \{$/gm)];
  return new Set(
    lines.flatMap(([, type = '', keys = '']) => (keys.match(/@key\([^)]*\)/g) ?? []).map((key) => `${type} ${key}`)),
  );
}

/** Those that a changelog's section of what is not yet released does not name, in backquotes. */
export function unnamed(changes: readonly Breaking[], changelog: string): readonly Breaking[] {
  const [, unreleased = ''] = /^## Unreleased\n([\s\S]*?)(?=^## |$(?![\s\S]))/m.exec(changelog) ?? [];
  return changes.filter(({ coordinate }) => !unreleased.includes(`\`${coordinate}\``));
}
