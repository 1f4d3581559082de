import { randomBytes } from 'node:crypto';

/** Makes UUIDs of version 7, which sort by the time they were made, within one millisecond too. */
export type NewId = () => string;

const COUNTERS = 0x1000;
const POOL = 8 * 512;

/** A generator of ids from a clock (milliseconds since 1970) and a source of random bytes. */
export function idsBy(now: () => number, random: (size: number) => Buffer): NewId {
  let time = 0;
  let counter = 0;
  let pool: Buffer = Buffer.alloc(0);
  let at = 0;
  return () => {
    counter += 1;
    const clock = now();
    if (clock > time || counter === COUNTERS) {
      time = Math.max(clock, time + (counter === COUNTERS ? 1 : 0));
      counter = 0;
    }
    if (at === pool.length) {
      pool = random(POOL);
      at = 0;
    }
    const tail = pool.toString('hex', at, at + 8);
    at += 8;
    const head = time.toString(16).padStart(12, '0');
    const variant = (0x8 | (parseInt(tail.charAt(0), 16) & 0x3)).toString(16);
    return (
      `${head.slice(0, 8)}-${head.slice(8)}-7${counter.toString(16).padStart(3, '0')}` +
      `-${variant}${tail.slice(1, 4)}-${tail.slice(4)}`
    );
  };
}

export const newId: NewId = idsBy(Date.now, randomBytes);
