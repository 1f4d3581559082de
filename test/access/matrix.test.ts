import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { makeMatrix, type Matrix, runMatrix } from '../support/access-matrix.ts';

let matrix: Matrix;
beforeAll(async () => {
  matrix = await makeMatrix('18');
}, 120_000);
afterAll(() => matrix?.world.drop());

test('x', async () => {
  const at = performance.now();
  const faults = []; let cells = 0, answers = 0; const times = [];
  for (const d of matrix.doors) {
  const at = performance.now();
  const run = await runMatrix(matrix, matrix.served, { doors: [d] });
  console.error(d.name + ' ' + (performance.now() - at).toFixed(0) + ' ' + run.faults.length + ' ' + run.cells);
  faults.push(...run.faults); cells += run.cells; answers += run.answers;
  }
  console.log(times.join('\n'));
  console.log(cells, answers, faults.length, performance.now() - at);
  require('fs').writeFileSync('/tmp/mx-faults.txt', faults.join('\n'));
  expect(faults.length).toBe(0);
}, 600_000);
