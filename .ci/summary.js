// Counts the checks and tests of `.ci/run` from the reports of its parts; a part without a report has failed.
import { readFileSync } from 'node:fs';
import { readWord } from './arguments.js';
import { judgeMutants, GROUPS } from './mutants.js';

readWord('npm run ci:summary', '汇总 reports/ 中各项结果', 'counts the results in reports/');

const parts = {
  'reports/check.json': ({ passed, failed }) => ({ passed, failed }),
  'reports/test.json': jestCounts,
  'reports/clients.json': ({ passed, failed }) => ({ passed, failed }),
  'reports/long.json': jestCounts,
  'reports/postgresql-15.json': jestCounts,
  ...Object.fromEntries(GROUPS.map(({ report }) => [report, judgeMutants])),
};

function jestCounts({ numPassedTests, numFailedTests, numFailedTestSuites, success }) {
  const failed = Math.max(numFailedTests, numFailedTestSuites);
  return { passed: numPassedTests, failed: success ? failed : Math.max(failed, 1) };
}

/**
 * Prints the seconds of each part; a part that takes 1.5 times its share of `.ci/shares.json` has failed. The shares are
 * those of a machine on which `.ci/speed.js` takes the seconds of `speed`; a slower one, or a busy one, has more.
 */
function judgeSeconds() {
  const { speed, ...shares } = JSON.parse(readFileSync('.ci/shares.json', 'utf8'));
  const lines = readFileSync('reports/seconds.txt', 'utf8').trim().split('\n');
  const taken = Map.groupBy(
    lines.map((line) => line.split(' ')),
    ([part]) => part,
  );
  const secondsOf = (part) => (taken.get(part) ?? []).map(([, seconds]) => Number(seconds));
  const speeds = secondsOf('speed');
  const slowness = Math.max(1, speeds.reduce((sum, one) => sum + one, 0) / speeds.length / speed);
  console.log(`this machine takes ${slowness.toFixed(2)} times as long`);
  const slow = Object.entries(shares).filter(([part, share]) => {
    const [seconds = NaN] = secondsOf(part);
    console.log(`${part}: ${seconds} s, of a share of ${(share * slowness).toFixed(0)} s`);
    return !(seconds <= 1.5 * share * slowness);
  });
  return { passed: Object.keys(shares).length - slow.length, failed: slow.length };
}

const total = { passed: 0, failed: 0 };
for (const [file, count] of [...Object.entries(parts), ['reports/seconds.txt', judgeSeconds]]) {
  let counts = { passed: 0, failed: 1 };
  try {
    counts = file.endsWith('.json') ? count(JSON.parse(readFileSync(file, 'utf8'))) : count();
  } catch (error) {
    console.log(`${file}: ${error.message}`);
  }
  console.log(`${file}: ${counts.passed} passed and ${counts.failed} failed`);
  total.passed += counts.passed;
  total.failed += counts.failed;
}
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;
