/** The SQL condition for rows that are valid on a day: from `valid_from` on, before `valid_to`. */
export function validOn(alias: string, day: string): string {
  return `${alias}.valid_from <= ${day} and ${notEnded(alias, day)}`;
}

/** The SQL condition for rows that are valid on a day or will be. */
export function notEnded(alias: string, day: string): string {
  return `(${alias}.valid_to is null or ${alias}.valid_to > ${day})`;
}

/** The SQL condition for versions that are valid on a day, as known now. */
export function currentOn(alias: string, day: string): string {
  return `${alias}.superseded_in is null and ${validOn(alias, day)}`;
}
