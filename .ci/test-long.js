// `npm run test:long`: every random test at full count, then mutation testing; each part's result on a line of its own.
import { spawnSync } from 'node:child_process';

const jest = ['node_modules/jest/bin/jest.js', '--ci', '--json', '--outputFile', 'reports/long.json'];
const parts = {
  'random tests at full count': {
    args: [...jest, 'properties', 'kernel', 'import-kills', 'fuzz', 'database-gone', 'scenarios/main'],
    environment: { TEST_COUNT: 'full' },
  },
  // At the small count: each mutant runs them.
  'mutation testing': { args: ['node_modules/@stryker-mutator/core/bin/stryker.js', 'run'], environment: {} },
};

let failed = 0;
for (const [name, { args, environment }] of Object.entries(parts)) {
  const { status } = spawnSync(process.execPath, args, { stdio: 'inherit', env: { ...process.env, ...environment } });
  console.log(`${status === 0 ? 'passed' : 'FAILED'} ${name}`);
  if (status !== 0) failed += 1;
}
process.exitCode = failed === 0 ? 0 : 1;
