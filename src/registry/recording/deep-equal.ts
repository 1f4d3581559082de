/**
 * Whether two values of a dictionary are equal. Lists of codes are equal in any order, objects if all their values are.
 */
export function deepEqual(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || a === null || typeof b !== 'object' || b === null) return a === b;
  if (Array.isArray(a) && Array.isArray(b)) return sortedText(a) === sortedText(b);
  const [left, right] = [a as Readonly<Record<string, unknown>>, b as Readonly<Record<string, unknown>>];
  const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...keys].every((key) => deepEqual(left[key], right[key]));
}

function sortedText(codes: readonly unknown[]): string {
  return codes.map(String).sort().join();
}
