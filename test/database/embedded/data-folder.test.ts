import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { findDataFolder } from '../../../src/database/embedded/data-folder.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bangfu-folder-'));
  mkdirSync(join(folder, 'project'), { mode: 0o755 });
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

test('data lie beside the project, but root’s own project has them where the database can go', () => {
  const project = join(folder, 'project');
  chmodSync(folder, 0o755);
  expect(findDataFolder(project, true)).toBe(join(project, '.data'));
  chmodSync(folder, 0o700);
  expect(findDataFolder(project, false)).toBe(join(project, '.data'));
  const elsewhere = findDataFolder(project, true);
  expect(elsewhere).toMatch(/^\/var\/lib\/bangfu\/data-[0-9a-f]{12}$/);
  expect(findDataFolder(join(folder, 'project'), true)).toBe(elsewhere);
  mkdirSync(join(folder, 'other'));
  expect(findDataFolder(join(folder, 'other'), true)).not.toBe(elsewhere);
});
