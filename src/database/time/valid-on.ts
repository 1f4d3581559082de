/** The SQL condition for versions that hold on a day: from `valid_from`, and before `valid_to`. */
export function validOn(alias: string, day: string): string {
  return `${alias}.valid_from <= ${day} and (${alias}.valid_to is null or ${alias}.valid_to > ${day})`;
}
