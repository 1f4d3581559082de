// Counts the checks and tests of `.ci/run` from the reports of its parts; a part without a report has failed.
import { readFileSync } from 'node:fs';
import { readWord } from './arguments.js';
import { judgeMutants, QUICK_GROUPS } from './mutants.js';

readWord('npm run ci:summary', '汇总 reports/ 中各项结果', 'counts the results in reports/');

const parts = {
  'reports/check.json': ({ passed, failed }) => ({ passed, failed }),
  'reports/test.json': jestCounts,
  'reports/long.json': jestCounts,
  'reports/postgresql-15.json': jestCounts,
  ...Object.fromEntries(QUICK_GROUPS.map(({ report }) => [report, judgeMutants])),
};

function jestCounts({ numPassedTests, numFailedTests, numFailedTestSuites, success }) {
  const failed = Math.max(numFailedTests, numFailedTestSuites);
  return { passed: numPassedTests, failed: success ? failed : Math.max(failed, 1) };
}

/** Prints the seconds of each part; a part that takes 1.5 times its share of `.ci/shares.json` has failed. */
function judgeSeconds() {
  const shares = JSON.parse(readFileSync('.ci/shares.json', 'utf8'));
  const taken = new Map(
    readFileSync('reports/seconds.txt', 'utf8')
      .trim()
      .split('\n')
      .map((line) => line.split(' ')),
  );
  const slow = Object.entries(shares).filter(([part, share]) => {
    const seconds = Number(taken.get(part) ?? NaN);
    console.log(`${part}: ${seconds} s, of a share of ${share} s`);
    return !(seconds <= 1.5 * share);
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
