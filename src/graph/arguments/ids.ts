const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** No id of ours has this value: what is missing is looked for under it, in as many statements as what is not theirs. */
export const NOBODY = '00000000-0000-0000-0000-000000000000';

/** Whether a text has the form of our ids; what has not is not on record, and asks the database nothing. */
export function isId(text: string): boolean {
  return UUID.test(text);
}
