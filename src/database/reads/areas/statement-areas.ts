import { invariant } from '../../../kernel/invariant.ts';
import { WATERMARK } from '../../time/change-log.ts';
import { NUMBERED } from '../../time/known-at.ts';
import type { Definitions } from './definitions.read.ts';
import { namesOfStatement } from './names-of-statement.ts';

/**
 * Returns the areas of all tables that a statement reads, also through functions and views. Throws if it may read a table
 * without an area, of which nobody would notice a change.
 */
export function areasOfStatement(statement: string, definitions: Definitions): ReadonlySet<string> {
  const areas = new Set<string>();
  const waiting = [withoutRevisions(statement)];
  const seen = new Set<string>();
  for (let text = waiting.pop(); text !== undefined; text = waiting.pop()) {
    const { relations, functions } = namesOfStatement(text);
    for (const name of [...relations, ...functions]) {
      if (seen.has(name)) continue;
      seen.add(name);
      const body = definitions.bodies.get(name);
      if (body !== undefined) waiting.push(body);
      else if (relations.has(name)) areas.add(areaOf(name, definitions));
    }
  }
  return areas;
}

function areaOf(table: string, { tables }: Definitions): string {
  const area = tables.get(table);
  invariant(area !== null && area !== undefined, `a cached read names ${table}, which has no area`);
  return area;
}

/**
 * A statement without its conditions on revisions, which read the sequence of changes, a table without an area: the numbers
 * up to a revision stay as they are, and the watermark is not part of what is cached.
 */
export function withoutRevisions(statement: string): string {
  return statement.replaceAll(WATERMARK, 'null').replace(NUMBERED, 'true');
}
