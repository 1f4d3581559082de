import type { GraphContext } from '../context.ts';

/** A loader that each request has one of, made when it is first needed, and anew after each mutation. */
export function perRequest<T>(make: (context: GraphContext) => T): (context: GraphContext) => T {
  return memoised((context) => context.reads.current, make);
}

/** Something that each request has one of, whatever it changes. */
export function perAnswer<T>(make: (context: GraphContext) => T): (context: GraphContext) => T {
  return memoised((context) => context.reads, make);
}

function memoised<T>(keyOf: (context: GraphContext) => object, make: (context: GraphContext) => T) {
  const made = new WeakMap<object, { readonly value: T }>();
  return (context: GraphContext): T => {
    const key = keyOf(context);
    const found = made.get(key) ?? { value: make(context) };
    made.set(key, found);
    return found.value;
  };
}
