import type { Fen } from '../kernel/fen.ts';
import { invariant } from '../kernel/invariant.ts';

const DIGITS = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'] as const;
const UNITS = [
  [100_000_000, '亿'],
  [10_000, '万'],
  [1000, '仟'],
  [100, '佰'],
  [10, '拾'],
] as const;

/**
 * An amount in the capitals of vouchers (《正确填写票据和结算凭证的基本规定》): 整 where it ends with 元, none after 角 or 分;
 * 零 for zeros within; of the two spellings that the rule allows beside a zero 元 or 万, the one that it names first.
 */
export function capitalAmount(amount: Fen): string {
  invariant(amount >= 0, 'an amount in capitals is not negative');
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

/** A gap of one zero or more between a unit and what follows it is one 零. */
function whole(value: number): string {
  const found = UNITS.find(([size]) => value >= size);
  if (found === undefined) return DIGITS[value] ?? '';
  const [size, name] = found;
  const rest = value % size;
  const gap = rest < size / 10 ? '零' : '';
  return `${whole(Math.floor(value / size))}${name}${rest === 0 ? '' : gap + whole(rest)}`;
}
