// Prints the seconds that a fixed piece of work takes on one core, by which the shares of `.ci/shares.json` are scaled: the
// same tests take three times as long on a machine that others use.
import { createHash } from 'node:crypto';
import { readWord } from './arguments.js';

readWord(
  'node .ci/speed.js',
  '测量本机速度（固定运算的秒数）',
  'measures the speed of this machine: the seconds of a fixed piece of work',
);

const households = Array.from({ length: 2000 }, (_, at) => ({
  id: at,
  names: [`户${at}`, `${at % 97}`],
  amount: at * 7.25,
}));

function work() {
  let digest = '';
  for (let round = 0; round < 400; round += 1) {
    const text = JSON.stringify(
      households.toSorted((a, b) => ((a.id * 31 + round) % 997) - ((b.id * 31 + round) % 997)),
    );
    digest = createHash('sha256').update(digest).update(text).digest('hex');
    JSON.parse(text);
  }
  return digest;
}

work();
const begin = performance.now();
work();
console.log(((performance.now() - begin) / 1000).toFixed(3));
