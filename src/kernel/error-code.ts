/** The code that a system or a database gives its error, if it is one of theirs. */
export function errorCode(error: unknown): string | undefined {
  return textProperty(error, 'code');
}

/** The constraint that a database error names, if it is one of a violated constraint. */
export function violatedConstraint(error: unknown): string | undefined {
  return textProperty(error, 'constraint');
}

function textProperty(error: unknown, key: string): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const value = (error as Readonly<Record<string, unknown>>)[key];
  return typeof value === 'string' ? value : undefined;
}
