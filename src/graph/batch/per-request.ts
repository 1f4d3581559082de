import type { GraphContext } from '../context.ts';

/** A loader of which each request has one, made at its first use and again after each mutation. */
export function perRequest<T>(make: (context: GraphContext) => T): (context: GraphContext) => T {
  return memoised((context) => context.reads.current, make);
}

/** A value of which each request has one, which mutations do not replace. */
export function perAnswer<T>(make: (context: GraphContext) => T): (context: GraphContext) => T {
  return memoised((context) => context.reads, make);
}

function memoised<T>(lifetime: (context: GraphContext) => object, make: (context: GraphContext) => T) {
  const made = new WeakMap<object, { readonly value: T }>();
  return (context: GraphContext): T => {
    const key = lifetime(context);
    const found = made.get(key) ?? { value: make(context) };
    made.set(key, found);
    return found.value;
  };
}
