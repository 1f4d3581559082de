/** Names of parts in a package (ECMA-376-2): they are compared without case, and written in URIs with escapes. */

/** The form by which names of parts are compared. */
export function partName(name: string): string {
  const segments: string[] = [];
  for (const segment of decoded(name).replaceAll('\\', '/').split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '' && segment !== '.') segments.push(segment);
  }
  return segments.join('/').toLowerCase();
}

/** The part that a relationship refers to: a path from the root, or from the folder of the part that has the relationship. */
export function targetOf(source: string, target: string): string {
  const written = target.replaceAll('\\', '/');
  return partName(written.startsWith('/') ? written : `${source.slice(0, source.lastIndexOf('/') + 1)}${written}`);
}

/** The part with the relationships of a part; `''` stands for the package. */
export function relationshipsOf(part: string): string {
  const at = part.lastIndexOf('/') + 1;
  return `${part.slice(0, at)}_rels/${part.slice(at)}.rels`;
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
