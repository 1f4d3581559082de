// `npm run test:long` runs every random test at a tenth of its full count, then mutation testing, and prints a line for the
// result of each part. `npm run test:full` runs the random tests at their full count, without a time limit.
import { spawnSync } from 'node:child_process';
import { readWord } from './arguments.js';

const count =
  readWord(
    'npm run test:long | test:full',
    '执行随机测试；test:long 为十分之一次数并加变异测试，test:full 为全部次数',
    'runs the random tests: test:long a tenth of them and mutation testing, test:full all of them',
    ['full'],
  ) ?? 'long';
const random = ['properties', 'kernel', 'gateway', 'import-kills', 'fuzz', 'ways', 'database-gone', 'scenarios/main'];
const jest = ['node_modules/jest/bin/jest.js', '--ci', '--json', '--outputFile', `reports/${count}.json`];
const parts = [
  { name: `random tests, TEST_COUNT=${count}`, args: [...jest, ...random], environment: { TEST_COUNT: count } },
];
if (count === 'long') {
  // Mutation testing uses the small count, because it runs the tests for each mutant.
  const args = ['node_modules/@stryker-mutator/core/bin/stryker.js', 'run'];
  parts.push({ name: 'mutation testing', args, environment: {} });
}

let failed = 0;
for (const { name, args, environment } of parts) {
  const { status } = spawnSync(process.execPath, args, { stdio: 'inherit', env: { ...process.env, ...environment } });
  console.log(`${status === 0 ? 'passed' : 'FAILED'} ${name}`);
  if (status !== 0) failed += 1;
}
process.exitCode = failed === 0 ? 0 : 1;
