import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { extname, join } from 'node:path';
import { invariant } from '../../kernel/invariant.ts';
import { type Measure, SUBJECTS } from './measure.ts';

/** The programs run from `src` or from `dist`, which have other extensions. */
const SUFFIX = `.measure${extname(import.meta.filename)}`;

const load = createRequire(import.meta.filename);
const modules = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith(SUFFIX))
  .map((name) => load(join(import.meta.dirname, name)) as { readonly measure: Measure });
const subjects = Object.keys(SUBJECTS);

/** Every measure, in the order of their subjects and names. */
export const MEASURES: readonly Measure[] = modules
  .map(({ measure }) => measure)
  .toSorted((a, b) => subjects.indexOf(a.subject) - subjects.indexOf(b.subject) || (a.name < b.name ? -1 : 1));

const byName = new Map(MEASURES.map((measure) => [measure.name, measure]));
invariant(byName.size === MEASURES.length, 'no two measures have one name');

export function measureNamed(name: string): Measure | undefined {
  return byName.get(name);
}
