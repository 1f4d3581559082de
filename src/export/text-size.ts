/** How much room a text takes, in em. Estimates are rather too large: a page and a row must hold what is laid on them. */

const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u{2e80}-\u{303f}\u{ff00}-\u{ff60}]/u;
const DIGIT = 0.557;
/** Of a mask. */
const ASTERISK = 0.5;
const BROAD = 0.95;
const CAPITAL = 0.72;
const OTHER = 0.58;

function characterWidth(character: string): number {
  if (WIDE.test(character)) return 1;
  if (character === '*') return ASTERISK;
  if (/\d/.test(character)) return DIGIT;
  if (/[WM@%]/.test(character)) return BROAD;
  return /[A-Z&]/.test(character) ? CAPITAL : OTHER;
}

export function textWidth(text: string): number {
  return Array.from(text).reduce((width, character) => width + characterWidth(character), 0);
}

/** Whether a text is certainly one line of a column, as most are: no character is wider than an em. */
export function isShortLine(text: string, width: number): boolean {
  return text.length <= width && !/[\r\n]/.test(text);
}

/**
 * What stays on one line: a word, or a character of Chinese with the punctuation that may not begin or end a line beside it.
 */
const UNBREAKABLE = /[（〔《“‘【]*(?:[\u{21}-\u{7e}]+|[^（〔《“‘【])[，。、：；！？）〕》”’】·…]*/gu;

/**
 * Breaks a text into lines of a column: at each line feed, and within words that are wider than the column, which would
 * otherwise run into the next cell. Where else a line breaks is left to the program that sets it.
 */
export function breakLongWords(text: string, width: number): readonly string[] {
  return text.split(/\r\n|[\r\n]/).flatMap((line) => {
    const lines: string[] = [];
    let last = '';
    for (const part of line.match(/[\u{21}-\u{7e}]+|[^\u{21}-\u{7e}]+/gu) ?? []) {
      const isWord = /^[\u{21}-\u{7e}]/u.test(part);
      const [first = '', ...others] = isWord ? cutWord(part, width) : [part];
      last += first;
      for (const other of others) {
        lines.push(last);
        last = other;
      }
    }
    return [...lines, last];
  });
}

function cutWord(word: string, width: number): readonly string[] {
  const parts: string[] = [];
  let last = '';
  for (const character of word) {
    if (last !== '' && textWidth(last + character) > width) {
      parts.push(last);
      last = '';
    }
    last += character;
  }
  return [...parts, last];
}

/** How many lines a text takes in a column once it is wrapped. */
export function lineCount(lines: readonly string[], width: number): number {
  return lines.reduce((count, line) => count + wrappedLines(line, width), 0);
}

function wrappedLines(line: string, width: number): number {
  let count = 1;
  let used = 0;
  for (const part of line.match(UNBREAKABLE) ?? []) {
    const needed = textWidth(part);
    if (used > 0 && used + needed > width) {
      count += 1;
      used = 0;
    }
    used += needed;
  }
  return count;
}
