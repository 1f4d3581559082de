import type { GraphContext } from './context.ts';

/** Something that each request has one of, made when it is first needed: a loader, a collector. */
export function perRequest<T>(make: (context: GraphContext) => T): (context: GraphContext) => T {
  const made = new WeakMap<GraphContext, T>();
  return (context) => {
    const found = made.get(context);
    if (found !== undefined) return found;
    const value = make(context);
    made.set(context, value);
    return value;
  };
}
