/** Whether a division is part of another one by their codes: two digits each for the province, the prefecture and the county. */
export function isPartOf(code: string, superior: string): boolean {
  return code !== superior && code.startsWith(superior.replace(/(00)+$/, ''));
}

/** Whether the code of a union has the form of that of a division, and is not that of the one that the union is in. */
export function claimsOtherDivision({
  code,
  region,
}: {
  readonly code: string | null;
  readonly region: string | null;
}) {
  return /^\d{6}$/.test(code ?? '') && code !== region;
}
