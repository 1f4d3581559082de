/** Longer texts are not compared: nobody mistypes a sentence for a word of a list. */
const LONGEST = 30;

/** The word of a list that a text was meant to be, if one of them is nearer than the others and near enough; else `null`. */
export function meantWord(text: string, words: readonly string[]): string | null {
  const given = text.normalize('NFKC').replace(/\s/gu, '');
  if (given === '' || given.length > LONGEST) return null;
  const [best, next] = words
    .map((word) => ({ word, distance: distanceOf(given, word) }))
    .filter(({ word, distance }) => isNear(given, word, distance))
    .sort((a, b) => a.distance - b.distance);
  return best === undefined || best.distance === next?.distance ? null : best.word;
}

/** A text is near that has half of the word, or has it whole within it. */
function isNear(given: string, word: string, distance: number): boolean {
  const longest = Math.max(given.length, word.length);
  const isWithin = Math.min(given.length, word.length) > 1 && (word.includes(given) || given.includes(word));
  return isWithin || (distance < longest && distance <= longest / 2);
}

/** How many characters must be put in, left out or changed to make one text of the other (Levenshtein). */
function distanceOf(one: string, other: string): number {
  let former = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let row = 1; row <= one.length; row += 1) {
    const next = [row];
    for (let at = 1; at <= other.length; at += 1) {
      const changed = (former[at - 1] ?? 0) + (one[row - 1] === other[at - 1] ? 0 : 1);
      next.push(Math.min(changed, (former[at] ?? 0) + 1, (next[at - 1] ?? 0) + 1));
    }
    former = next;
  }
  return former[other.length] ?? 0;
}
