import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { printProcedure } from './printed-table.ts';

const PAGE = join(__dirname, '..', '..', '..', 'docs', 'procedure.md');

test('docs/procedure.md shows the table of states, acts and refusals as the code has them', () => {
  const [, shown] = /```text\n([\s\S]*?)\n```/.exec(readFileSync(PAGE, 'utf8')) ?? [];
  expect(shown).toBe(printProcedure());
});
