import { graphError } from '../error.ts';
import { isId, NOBODY } from './ids.ts';

/** The one key that was given of several; an id of the wrong form becomes one that nothing has. */
export function requireOneKey<Name extends string>(
  keys: Readonly<Record<Name, string | null | undefined>>,
): { readonly by: Name; readonly value: string } {
  const given = Object.entries<string | null | undefined>(keys).filter(([, value]) => typeof value === 'string');
  const [[by, value] = ['', '']] = given;
  if (given.length !== 1) throw graphError('INVALID_ARGUMENT', { argument: Object.keys(keys).join(' | ') });
  return { by: by as Name, value: by === 'id' && !isId(value ?? '') ? NOBODY : (value ?? '') };
}
