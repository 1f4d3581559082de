import { type Fen, subtractFen, ZERO_FEN } from '../../kernel/fen.ts';

const DIGITS = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'] as const;
const UNITS = [
  [100_000_000, '亿'],
  [10_000, '万'],
  [1000, '仟'],
  [100, '佰'],
  [10, '拾'],
] as const;

/**
 * Prints an amount in the capitals of vouchers (《正确填写票据和结算凭证的基本规定》). It ends with 整 after 元, but not after 角 or
 * 分; 零 stands for zeros within. Of the two spellings that the rule allows beside a zero 元 or 万, it uses the first. An amount
 * below 0 begins with 负.
 */
export function capitalAmount(amount: Fen): string {
  if (amount < 0) return `负${capitalAmount(subtractFen(ZERO_FEN, amount))}`;
  const yuan = Math.floor(amount / 100);
  const tenths = Math.floor(amount / 10) % 10;
  const parts = part(tenths, '角') + part(amount % 10, '分');
  if (parts === '') return `${whole(yuan)}元整`;
  if (yuan === 0) return parts;
  return `${whole(yuan)}元${tenths === 0 || yuan % 10 === 0 ? '零' : ''}${parts}`;
}

function part(digit: number, name: string): string {
  return digit === 0 ? '' : `${DIGITS[digit] ?? ''}${name}`;
}

/** Prints one 零 for a gap of one or more zeros between two units. */
function whole(value: number): string {
  const found = UNITS.find(([size]) => value >= size);
  if (found === undefined) return DIGITS[value] ?? '';
  const [size, name] = found;
  const rest = value % size;
  const gap = rest < size / 10 ? '零' : '';
  return `${whole(Math.floor(value / size))}${name}${rest === 0 ? '' : gap + whole(rest)}`;
}
