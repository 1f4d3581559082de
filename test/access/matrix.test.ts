import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { makeMatrix, type Matrix, runMatrix } from '../support/access-matrix.ts';

let matrix: Matrix;
beforeAll(async () => {
  matrix = await makeMatrix('18');
}, 120_000);
afterAll(() => matrix.world.drop());

test('x', async () => {
  console.log(matrix.doors.map((d) => d.name + ' ' + JSON.stringify([...matrix.goldens.get(d)!.errors]) + ' ' + JSON.stringify(matrix.goldens.get(d)!.data).length).join('\n'));
  const at = performance.now();
  const run = await runMatrix(matrix, matrix.served);
  console.log(run.cells, run.answers, run.faults.length, performance.now() - at);
  require('fs').writeFileSync('/tmp/mx-faults.txt', run.faults.join('\n'));
  expect(run.faults.length).toBe(0);
});
