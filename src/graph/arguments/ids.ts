const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** An id that no row has: missing objects are looked up under it, and so take as many statements as forbidden ones. */
export const NOBODY = '00000000-0000-0000-0000-000000000000';

/** Whether a text has the form of an id; other texts are not on record and need no statement. */
export function isId(text: string): boolean {
  return UUID.test(text);
}
