// `npm run test:long` runs every random test at a tenth of its full count, every case of what `npm test` samples, the store
// tests on PostgreSQL 15 where Debian's is installed, and mutation testing of the changed files, and prints a line for the
// result of each part. `npm run test:full` runs the random tests at their full count, without a time limit, and mutation
// testing of all files.
import { spawnSync } from 'node:child_process';
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { readWord } from './arguments.js';

const count =
  readWord(
    'npm run test:long | test:full',
    '执行随机测试及变异测试；test:long 为十分之一次数、改动过的文件，test:full 为全部次数、全部文件',
    'runs the random tests and mutation testing: test:long a tenth of them over changed files, test:full all of them over all files',
    ['full'],
  ) ?? 'long';
const random = [
  'registry/promise',
  ...[
    'properties',
    'policy/survey',
    'policy/levels',
    'assessment/spans',
    'statistics/projection',
    'missing-facts',
    'kernel',
    'gateway',
    'import-kills',
    'fuzz',
    'ways',
    'scenarios/texts',
  ],
  ...[
    'database-gone',
    'scenarios/main',
    'scenarios/foreign',
    'access/matrix',
    'reads/areas/areas',
    'cli/commands',
    'intake/bombs',
    'declared-reads',
    'planted-executors',
    'list-export',
    'intake/filled',
    'audit-chain',
  ],
];
const jest = ['node_modules/jest/bin/jest.js', '--ci', '--json', '--outputFile', `reports/${count}.json`];
// Of the core all tests are random ones.
const core = [...readFileSync('test/mutation/core.test.ts', 'utf8').matchAll(/'\.\.\/(.+\.test)\.ts'/g)].map(
  ([, test]) => test,
);
// The tests of stores, and of backups, which move from one server to another.
const stores = [
  ...globSync('test/**/*.test.ts').filter((file) => readFileSync(file, 'utf8').includes('each(SERVERS)')),
  'test/operations/',
];
const debian = {
  name: 'tests on PostgreSQL 15',
  args: ['node_modules/jest/bin/jest.js', '--ci', '--json', '--outputFile=reports/postgresql-15.json', ...stores],
  environment: { TEST_SERVER: '15' },
};
mkdirSync('reports', { recursive: true });
const isInstalled = existsSync('/usr/lib/postgresql/15/bin');
if (!isInstalled) {
  console.log('PostgreSQL 15 is not installed: no test runs on it');
  const none = { numPassedTests: 0, numFailedTests: 0, numFailedTestSuites: 0, success: true };
  writeFileSync('reports/postgresql-15.json', JSON.stringify(none));
}
const parts = [
  {
    name: `random tests, TEST_COUNT=${count}`,
    args: [...jest, ...random, ...core],
    environment: { TEST_COUNT: count },
  },
  ...(isInstalled ? [debian] : []),
  // Mutation testing uses the small count, because it runs the tests for each mutant.
  { name: 'mutation testing', args: ['.ci/mutation.js', ...(count === 'full' ? ['full'] : [])], environment: {} },
];

let failed = 0;
for (const { name, args, environment } of parts) {
  const { status } = spawnSync(process.execPath, args, { stdio: 'inherit', env: { ...process.env, ...environment } });
  console.log(`${status === 0 ? 'passed' : 'FAILED'} ${name}`);
  if (status !== 0) failed += 1;
}
process.exitCode = failed === 0 ? 0 : 1;
