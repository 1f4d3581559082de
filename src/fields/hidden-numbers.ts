import { computeCheckDigit, parseIdentityNumber, PROVINCE } from './identity-number.ts';
import { withoutInvisible } from './name-form.ts';

/** Numerals that NFKC leaves alone, each series from 0 up; a blank stands for a value that a series lacks. */
const NUMERALS = [
  '零一二三四五六七八九',
  '〇壹贰叁肆伍陆柒捌玖',
  '○幺貳參 〥陸',
  '◯弌弍叄〤 〦〧〨〩',
  ' 〡〢〣',
  '⓿❶❷❸❹❺❻❼❽❾',
  '🄋➀➁➂➃➄➅➆➇➈',
  '🄌➊➋➌➍➎➏➐➑➒',
  ' ⓵⓶⓷⓸⓹⓺⓻⓼⓽',
  ' 壱貮弎',
  '  弐参',
];
const VALUES = new Map(
  NUMERALS.flatMap((series) => Array.from(series, (numeral, value) => [numeral, String(value)] as const)).filter(
    ([numeral]) => numeral !== ' ',
  ),
);
const DIGIT = /\p{Nd}/u;
/** Letters of other scripts and signs that are read as an X. */
const LIKE_X = /[ΧХ×✕✖]/u;

/** Years with their months and days as they are written. */
const DATES =
  /(?<![0-9])(?:19[0-9]{2}|20[0-3][0-9])(?: ?[-./年] ?(?:1[0-2]|0?[1-9])(?: ?[-./月] ?(?:[12][0-9]|3[01]|0?[1-9]))?| ?年|(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])?)(?![0-9])/g;
const RUNS = /[0-9]+X?/g;
const WHOLE = { modern: 18, former: 15 } as const;
/** How many digits a date with its day has at least. */
const DAY_DIGITS = 6;
const BORN_SINCE_1800 = /^[0-9]{6}(?:18|19|20)/;

/** The number of a mobile telephone in a text, which may be grouped and have the country before it. */
const MOBILE_IN_TEXT = /(?<![0-9])(?:(?:\+|00)?86[ -]?)?1[3-9][0-9][ .-]?[0-9]{4}[ .-]?[0-9]{4}(?![0-9])/;

/** A digit of a text, with the run of digits that it stands in and the date that it is a part of; 0 if of none. */
interface Digit {
  readonly value: string;
  readonly run: number;
  readonly date: number;
}

/**
 * Whether a text hides an identity number (GB 11643), in whichever numerals and with whatever is written in between. Of its
 * digits alone, no 18 have a right check digit and no 15 a day of birth. The dates and sums of ordinary texts hold such digits
 * by chance; so digits that stand apart must begin with a province besides, and be a number by all that is known of one.
 */
export function hidesIdentityNumber(text: string): boolean {
  const plain = foldDigits(text);
  return [...new Set([plain, foldNumerals(plain)])].some(hidesOne);
}

function hidesOne(folded: string): boolean {
  if ((folded.match(RUNS) ?? []).some(isWrittenWhole)) return true;
  const { digits, followedByX } = digitsOf(folded);
  const all = digits.map(({ value }) => value).join('');
  return digits.some((_, at) => {
    const end = at + WHOLE.modern - 1;
    const ends = [all.slice(end, end + 1), followedByX.has(end) ? 'X' : ''];
    const hidesModern = ends.some((last) => isModern(all.slice(at, end) + last));
    return hidesModern || (isFormer(all.slice(at, at + WHOLE.former)) && standsAlone(digits, at));
  });
}

/** Whether a text contains the number of a mobile telephone, in whichever numerals. */
export function tellsMobile(text: string): boolean {
  return MOBILE_IN_TEXT.test(foldNumerals(foldDigits(text)));
}

/** Writes the digits of every script as 0 to 9, and what is read as an X as one. */
function foldDigits(text: string): string {
  return Array.from(withoutInvisible(text).normalize('NFKC').toUpperCase(), (character) => {
    if (LIKE_X.test(character)) return 'X';
    return DIGIT.test(character) ? digitOf(character) : character;
  }).join('');
}

function foldNumerals(text: string): string {
  return Array.from(text, (character) => VALUES.get(character) ?? character).join('');
}

/** The value of a decimal digit of any script: the digits of a script follow each other from 0 to 9. */
function digitOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  let value = 0;
  while (value < 9 && DIGIT.test(String.fromCodePoint(code - value - 1))) value += 1;
  return String(value);
}

/** The digits of a text, and how many of them stand before each X. */
function digitsOf(folded: string): { readonly digits: readonly Digit[]; readonly followedByX: ReadonlySet<number> } {
  const dates = [...folded.matchAll(DATES)].map(({ index, 0: date }) => ({ from: index, to: index + date.length }));
  const digits: Digit[] = [];
  const followedByX = new Set<number>();
  let run = 0;
  for (let at = 0; at < folded.length; at += 1) {
    const value = folded.charAt(at);
    if (value === 'X') followedByX.add(digits.length);
    if (/[0-9]/.test(value)) {
      digits.push({ value, run, date: dates.findIndex(({ from, to }) => from <= at && at < to) + 1 });
    } else run += 1;
  }
  return { digits, followedByX };
}

/** Whether 15 digits are a part of one run, or whole runs without a date among them. */
function standsAlone(digits: readonly Digit[], at: number): boolean {
  const own = digits.slice(at, at + WHOLE.former);
  const [first, last] = [own[0]?.run, own.at(-1)?.run];
  if (first === last) return true;
  if (digits[at - 1]?.run === first || digits[at + WHOLE.former]?.run === last) return false;
  return !own.some(({ date }) => date !== 0 && own.filter((one) => one.date === date).length >= DAY_DIGITS);
}

function isWrittenWhole(run: string): boolean {
  if (run.length === WHOLE.modern) return computeCheckDigit(run) === run.slice(-1);
  return run.length === WHOLE.former && parseIdentityNumber(run).ok;
}

function isModern(eighteen: string): boolean {
  return (
    eighteen.length === WHOLE.modern &&
    PROVINCE.test(eighteen) &&
    BORN_SINCE_1800.test(eighteen) &&
    parseIdentityNumber(eighteen).ok
  );
}

function isFormer(fifteen: string): boolean {
  return fifteen.length === WHOLE.former && PROVINCE.test(fifteen) && parseIdentityNumber(fifteen).ok;
}
