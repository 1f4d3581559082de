/** Sums and areas, in whichever numerals, with their units. */
const FIGURE =
  /(?:[0-9０-９][0-9０-９,，.．]*|[〇零一二三四五六七八九十百千万亿两]+)\s*[十百千万亿]*\s*(?:元|块钱|平方米|平米|㎡|m²|亩)/gu;
/** Numbers of identity, accounts and telephones: the years and numbers of documents are shorter. */
const LONG_NUMBER = /[0-9０-９]{6,}[Xx]?/gu;
const SHORTEST_NAME = 2;

/**
 * A text that somebody typed, as a notice to the household may say it: without figures, without long numbers, and without the
 * names of other members. A notice lies on tables, and what it says of a member is not the worker's alone to show.
 */
export function withoutOthers(text: string, otherNames: readonly string[]): string {
  const bare = text.replace(FIGURE, '（数额从略）').replace(LONG_NUMBER, '（号码从略）');
  return otherNames
    .filter((name) => name.length >= SHORTEST_NAME)
    .toSorted((one, other) => other.length - one.length)
    .reduce((left, name) => left.replaceAll(name, '家庭成员'), bare);
}
