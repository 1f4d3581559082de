/** Returns the code of an error of the operating system or the database; `undefined` for other errors. */
export function errorCode(error: unknown): string | undefined {
  return textProperty(error, 'code');
}

/** Returns the name of the constraint that a database error says was violated; `undefined` for other errors. */
export function violatedConstraint(error: unknown): string | undefined {
  return textProperty(error, 'constraint');
}

function textProperty(error: unknown, key: string): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const value = (error as Readonly<Record<string, unknown>>)[key];
  return typeof value === 'string' ? value : undefined;
}
