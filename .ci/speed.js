// Prints the seconds that a fixed piece of work takes while the other core does the same, by which the shares of
// `.ci/shares.json` are scaled: the same tests take three times as long on a machine that others use. Tests keep two cores
// busy and take new memory all the time, as the work does: two cores may be two halves of one, and a page of new memory that
// is free on a machine of one's own costs tens of microseconds on a shared one.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { readWord } from './arguments.js';

const CORES = 2;
const half = readWord(
  'node .ci/speed.js',
  '测量本机速度（两核同时执行固定运算的秒数）',
  'measures the speed of this machine: the seconds of a fixed piece of work on two cores at once',
  ['one'],
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
    new Uint8Array(131_072).fill(1);
  }
  return digest;
}

function secondsOfWork() {
  work();
  const begin = performance.now();
  work();
  return (performance.now() - begin) / 1000;
}

async function secondsOfCores() {
  const run = promisify(execFile);
  const cores = Array.from({ length: CORES }, () => run(process.execPath, [import.meta.filename, 'one']));
  const seconds = (await Promise.all(cores)).map(({ stdout }) => Number(stdout));
  return seconds.reduce((sum, one) => sum + one, 0) / CORES;
}

console.log((half === 'one' ? secondsOfWork() : await secondsOfCores()).toFixed(3));
