/** Text that a database can hold: no NUL, no half of a character. */
export function isPlainText(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}

/** Whether a value of JSON is within a depth, with plain text alone; without a stack, however deep it is. */
export function isPlainValue(value: unknown, mostDepth: number): boolean {
  let level: readonly unknown[] = [value];
  for (let depth = 0; depth <= mostDepth; depth += 1) {
    if (!level.every((one) => typeof one !== 'string' || isPlainText(one))) return false;
    level = level.flatMap(partsOf);
    if (level.length === 0) return true;
  }
  return false;
}

/** The values of a list, the names and values of an object. */
function partsOf(value: unknown): readonly unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  return Array.isArray(value) ? value : Object.entries(value).flat(1);
}
