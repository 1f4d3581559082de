/** A bug, never bad input: something the code promises did not hold. Masked at the edge, logged with its error id. */
export class InvariantError extends Error {
  override readonly name = 'InvariantError';
}

/** Ends the work with an {@link InvariantError} unless `condition` is true. */
export function invariant(condition: boolean, message: string): asserts condition {
  if (!condition) throw new InvariantError(message);
}
