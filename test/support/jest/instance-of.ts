/** What `graphql` does in production: otherwise each check looks for a second copy of the package, which takes its time. */
export function instanceOf(value: unknown, constructor: new (...args: never[]) => unknown): boolean {
  return value instanceof constructor;
}
