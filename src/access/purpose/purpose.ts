import { hidesIdentityNumber, tellsMobile } from '../../fields/hidden-numbers.ts';
import { numbersIn } from '../../fields/number-forms.ts';
import { type Bilingual, bilingual } from '../../kernel/bilingual.ts';
import { fail, type Result, succeed } from '../../kernel/result.ts';
import { PURPOSES } from './purposes.codes.ts';

const NAMES = Object.keys(PURPOSES);
const WITH_FREE_PART: string = NAMES.at(-1) ?? '';
const LONGEST = 200;
/** Control characters, marks that cannot be seen and ends of lines would change what an auditor reads. */
const UNSEEN = /[\p{C}\p{Zl}\p{Zp}]/u;
const LETTERS_OR_DIGITS = /[\p{L}\p{N}]/gu;
const LETTERS = /\p{L}/gu;

const LIST = NAMES.join('、');
/** Why a purpose is refused. No sentence repeats it: it may contain somebody's number. */
const FAULTS = {
  NOT_READABLE: bilingual(
    `用途须为不超过 ${String(LONGEST)} 个可见字符 / a purpose has at most ${String(LONGEST)} visible characters`,
  ),
  NOT_ON_LIST: bilingual(
    `用途写作“类别”或“类别：说明”，类别为：${LIST} / a purpose is “kind” or “kind：free part”; the kinds are: ${LIST}`,
  ),
  FREE_PART: bilingual(
    `“：”后的说明至少要有两个不同的字，“${WITH_FREE_PART}”须有说明 / ` +
      `the free part after “：” has at least two different characters, and “${WITH_FREE_PART}” needs one`,
  ),
  PERSONAL_NUMBER: bilingual(
    '用途中不得有身份证号、银行卡号、手机号码（数字过多时请删减） / ' +
      'a purpose must not contain an identity number, a bank card or a mobile number (if it has many digits, leave some out)',
  ),
} as const satisfies Readonly<Record<string, Bilingual>>;

/**
 * Reads the purpose that somebody states: one of the list, with a free part after a colon or without one. It returns the
 * purpose as it goes on record, or why it is refused.
 */
export function parsePurpose(text: string): Result<string, Bilingual> {
  const written = text.trim();
  if (Array.from(written).length > LONGEST || UNSEEN.test(written)) return fail(FAULTS.NOT_READABLE);
  const [name, freePart] = splitPurpose(written);
  if (!NAMES.includes(name)) return fail(FAULTS.NOT_ON_LIST);
  if (!saysEnough(name, freePart)) return fail(FAULTS.FREE_PART);
  if (tellsNumber(written)) return fail(FAULTS.PERSONAL_NUMBER);
  return succeed(freePart === undefined ? name : `${name}：${freePart}`);
}

/** A worker who reads their own file needs no reason (Article 20). */
export const OWN_PURPOSE = '本人查阅';

/** The kind of a purpose on record, without its free part; of one that is older than the list, only that it is another. */
export function kindOfPurpose(recorded: string): string {
  const [name] = splitPurpose(recorded);
  return NAMES.includes(name) || name === OWN_PURPOSE ? name : WITH_FREE_PART;
}

/** The words of a command's option for a purpose. */
export const PURPOSE_WORDS =
  `用途，记入变更记录，写作“类别”或“类别：说明”，类别为：${LIST} / ` +
  'the purpose, which is recorded with the change: a kind, or a kind and a free part after a colon';

/** Reads the purpose of a command; `undefined` if it is refused. */
export function readPurpose(typed: string): string | undefined {
  const purpose = parsePurpose(typed);
  return purpose.ok ? purpose.value : undefined;
}

/** Whether a text that is kept in clear tells an identity number in any disguise, a bank card or a mobile number. */
export function tellsNumber(text: string): boolean {
  return hidesIdentityNumber(text) || numbersIn(text).length > 0 || tellsMobile(text);
}

function splitPurpose(written: string): readonly [string, string?] {
  const at = written.search(/[:：]/u);
  return at < 0 ? [written] : [written.slice(0, at).trim(), written.slice(at + 1).trim()];
}

function saysEnough(name: string, freePart: string | undefined): boolean {
  if (freePart === undefined) return name !== WITH_FREE_PART;
  const characters = freePart.match(name === WITH_FREE_PART ? LETTERS : LETTERS_OR_DIGITS) ?? [];
  return new Set(characters).size > 1;
}
