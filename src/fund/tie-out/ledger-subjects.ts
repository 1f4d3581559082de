/**
 * Whether a line is in one of some accounts. A code stands for the account and those under it: `5301` for `5301`, `530101` and
 * `5301.01`. A name is found anywhere in the account as written.
 */
export function isInSubjects(subject: string, wanted: readonly string[]): boolean {
  if (wanted.length === 0) return true;
  const written = plain(subject);
  return wanted.some((one) => isInSubject(written, plain(one)));
}

function isInSubject(written: string, wanted: string): boolean {
  if (wanted === '') return false;
  return /^\d[\d.-]*$/.test(wanted) ? digits(written).startsWith(digits(wanted)) : written.includes(wanted);
}

/** A code without the marks between its levels. */
function digits(text: string): string {
  return text.replace(/(?<=\d)[.-](?=\d)|[.-]$/g, '');
}

function plain(text: string): string {
  return text.normalize('NFKC').replace(/\s/gu, '');
}
