import canonicalize from 'canonicalize';
import { invariant } from '../kernel/invariant.ts';

/**
 * Prints a value as canonical JSON (RFC 8785): the same value gives the same bytes in every run and on every machine, so that
 * they can be hashed and signed. The value must be plain: whole numbers (an amount is fen or a text), well-formed texts,
 * booleans, null, and lists and objects of them. All else, which JSON would drop or change silently, is a bug.
 */
export function canonicalJson(value: unknown): string {
  requirePlain(value);
  const text = canonicalize(value);
  invariant(text !== undefined, 'canonical JSON has a value');
  return text;
}

function requirePlain(value: unknown): void {
  if (value === null || typeof value === 'boolean') return;
  if (typeof value === 'number') {
    invariant(Number.isSafeInteger(value), 'a number in canonical JSON is whole and safe');
  } else if (typeof value === 'string') {
    invariant(value.isWellFormed(), 'a text in canonical JSON has no lone surrogates');
  } else if (Array.isArray(value)) {
    // Unlike its other methods, `entries` of a list shows what is left out of it, as undefined.
    for (const [, element] of value.entries()) requirePlain(element);
  } else {
    invariant(isPlainObject(value), `a value of the type ${typeof value} is none of canonical JSON`);
    for (const [name, member] of Object.entries(value)) {
      requirePlain(name);
      requirePlain(member);
    }
  }
}

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && PROTOTYPES.has(Object.getPrototypeOf(value));
}

const PROTOTYPES = new Set<unknown>([Object.prototype, null]);
