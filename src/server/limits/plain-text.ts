/** Whether PostgreSQL can store a text: it has no NUL and no lone surrogate. */
export function isPlainText(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}

/** Whether a JSON value is no deeper than this and holds only plain text. It does not recurse, so no depth harms it. */
export function isPlainValue(value: unknown, mostDepth: number): boolean {
  let level: readonly unknown[] = [value];
  for (let depth = 0; depth <= mostDepth; depth += 1) {
    if (!level.every((one) => typeof one !== 'string' || isPlainText(one))) return false;
    level = level.flatMap(childValues);
    if (level.length === 0) return true;
  }
  return false;
}

/** The elements of a list, or the keys and values of an object. */
function childValues(value: unknown): readonly unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  return Array.isArray(value) ? value : Object.entries(value).flat(1);
}
