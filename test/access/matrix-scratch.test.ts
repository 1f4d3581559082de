import { test } from '@jest/globals';
import { makeMatrix } from '../support/access-matrix.ts';
test('x', async () => {
  const m = await makeMatrix('18');
  const door = m.doors[0]!; const h = (m.goldens.get(door)!.data as any).household;
  console.log(JSON.stringify(h.eligibility.findings.map((f: any) => [f.rule, f.state, f.en]), null, 1));
  await m.world.drop();
});
