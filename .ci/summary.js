// Counts the checks and tests of `.ci/run` from the reports of its parts; a part without a report has failed.
import { readFileSync } from 'node:fs';
import { readWord } from './arguments.js';
import { GROUPS, judgeMutants } from './mutants.js';

readWord('npm run ci:summary', '汇总 reports/ 中各项结果', 'counts the results in reports/');

const parts = {
  'reports/check.json': ({ passed, failed }) => ({ passed, failed }),
  'reports/test.json': jestCounts,
  'reports/long.json': jestCounts,
  ...Object.fromEntries(GROUPS.map(({ report }) => [report, judgeMutants])),
};

function jestCounts({ numPassedTests, numFailedTests, numFailedTestSuites, success }) {
  const failed = Math.max(numFailedTests, numFailedTestSuites);
  return { passed: numPassedTests, failed: success ? failed : Math.max(failed, 1) };
}

const total = { passed: 0, failed: 0 };
for (const [file, count] of Object.entries(parts)) {
  let counts = { passed: 0, failed: 1 };
  try {
    counts = count(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    console.log(`${file}: ${error.message}`);
  }
  console.log(`${file}: ${counts.passed} passed and ${counts.failed} failed`);
  total.passed += counts.passed;
  total.failed += counts.failed;
}
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;
