import { globSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { PLATFORM_VARIABLE } from './support/platform.ts';
import { startPlatform } from './support/start-platform.ts';

// Starts one platform for all test files, or for those that are named, runs them, and ends the platform however they end.
// Counts what passed and failed in `reports/clients.json`.

const reports = join(import.meta.dirname, '..', '..', 'reports');
const named = process.argv.slice(2);
const files =
  named.length === 0 ? globSync('*/**/*.test.ts', { cwd: import.meta.dirname, exclude: ['node_modules'] }) : named;

const stopped = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    stopped.abort();
  });
}

const { end, ...platform } = await startPlatform();
try {
  process.env[PLATFORM_VARIABLE] = JSON.stringify(platform);
  const paths = files.map((file) => resolve(import.meta.dirname, file));
  const counts = stopped.signal.aborted ? { passed: 0, failed: 1 } : await countTests(paths, stopped.signal);
  mkdirSync(reports, { recursive: true });
  writeFileSync(join(reports, 'clients.json'), JSON.stringify(counts));
  process.stdout.write(`clients: ${counts.passed} passed and ${counts.failed} failed\n`);
  process.exitCode = counts.failed === 0 && counts.passed > 0 ? 0 : 1;
} finally {
  await end();
}

async function countTests(paths: readonly string[], signal: AbortSignal): Promise<{ passed: number; failed: number }> {
  const counts = { passed: 0, failed: 0 };
  const tests = run({ files: paths, concurrency: 2, timeout: 120_000, signal });
  // Only tests themselves count, neither the suites nor the files around them; a file that fails without one counts too.
  tests.on('test:pass', ({ details, skip }) => {
    if (details.type !== 'suite' && skip === undefined) counts.passed += 1;
  });
  tests.on('test:fail', ({ details }) => {
    if (details.type !== 'suite') counts.failed += 1;
  });
  for await (const line of tests.compose(new spec())) process.stdout.write(line as string);
  return counts;
}
