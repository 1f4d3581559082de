import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { dataFolderOf } from '../../../src/database/embedded/data-folder.ts';

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
  expect(dataFolderOf(project, true)).toBe(join(project, '.data'));
  chmodSync(folder, 0o700);
  expect(dataFolderOf(project, false)).toBe(join(project, '.data'));
  const elsewhere = dataFolderOf(project, true);
  expect(elsewhere).toMatch(/^\/var\/lib\/bangfu\/data-[0-9a-f]{12}$/);
  expect(dataFolderOf(join(folder, 'project'), true)).toBe(elsewhere);
  mkdirSync(join(folder, 'other'));
  expect(dataFolderOf(join(folder, 'other'), true)).not.toBe(elsewhere);
});
