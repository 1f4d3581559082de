import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { processesOf } from '../support/run-folder.ts';

const ROOT = join(__dirname, '..', '..');
const JEST = join(ROOT, 'node_modules/jest/bin/jest.js');

async function until(holds: () => boolean, seconds: number): Promise<void> {
  const end = Date.now() + seconds * 1000;
  while (!holds()) {
    if (Date.now() > end) throw new Error('it did not happen in time');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

test('a run of the tests that is killed leaves no process and no file', async () => {
  // Its folder lies in the folder of this test.
  const folders = () => readdirSync(tmpdir()).filter((name) => name.startsWith('bangfu-test-'));
  const run = spawn(process.execPath, [JEST, '--ci', '--workerThreads=false', '-w', '2', 'database/reads', 'fund/'], {
    ...{ cwd: ROOT, stdio: 'ignore', env: { ...process.env, TMPDIR: tmpdir() } },
  });
  const [folder] = await (async () => {
    await until(() => folders().length > 0, 60);
    return folders();
  })();
  const path = join(tmpdir(), folder ?? '');
  // Its tests are under way.
  await until(() => readdirSync(path).some((name) => name.startsWith('file-')), 60);
  expect(processesOf(path).length).toBeGreaterThan(2);
  const ended = once(run, 'exit');
  run.kill('SIGKILL');
  await ended;
  await until(() => processesOf(path).length === 0 && folders().length === 0, 30);
});
