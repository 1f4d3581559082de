const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Whether a text has the form of our ids; what has not is not on record, and asks the database nothing. */
export function isId(text: string): boolean {
  return UUID.test(text);
}
