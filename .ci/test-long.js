// `npm run test:long`: every random test at a tenth of its full count, then mutation testing; each part's result on a line
// of its own. `npm run test:full`: the random tests at full count, with no limit of time.
import { spawnSync } from 'node:child_process';

const [count = 'long'] = process.argv.slice(2);
const random = ['properties', 'kernel', 'gateway', 'import-kills', 'fuzz', 'ways', 'database-gone', 'scenarios/main'];
const jest = ['node_modules/jest/bin/jest.js', '--ci', '--json', '--outputFile', `reports/${count}.json`];
const parts = [
  { name: `random tests, TEST_COUNT=${count}`, args: [...jest, ...random], environment: { TEST_COUNT: count } },
];
if (count === 'long') {
  // At the small count: each mutant runs them.
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
