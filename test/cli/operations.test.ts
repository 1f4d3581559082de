import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { SETTINGS } from '../../src/settings.ts';

const root = join(__dirname, '..', '..');

test('docs/operations.md is what `npm run operations` prints, with every setting', () => {
  const { stdout, status } = spawnSync(process.execPath, ['src/cli/operations.ts'], { cwd: root, encoding: 'utf8' });
  expect(status).toBe(0);
  for (const name of Object.keys(SETTINGS)) expect(stdout).toContain(`| \`${name}\` |`);
  expect(readFileSync(join(root, 'docs/operations.md'), 'utf8')).toBe(stdout);
});
