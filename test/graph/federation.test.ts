import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startSubgraph, type Subgraph } from '../support/federation.ts';
import { composed, type Federation, startFederation } from '../support/federation-gateway.ts';
let s: Subgraph; let f: Federation;
beforeAll(async () => { console.time('a'); s = await startSubgraph(); console.timeEnd('a');
  const some = s.persons.slice(0, 20);
  f = await startFederation(s.url, s.gateways.civil, { persons: new Map(some.map((p) => [p.token, [{programme: 'x', recognisedOn: '2020-01-01'}]])), households: new Map(some.map((p) => [p.fileNumber, [{programme: 'h', recognisedOn: '2020-01-01'}]])) });
 console.timeEnd('a');
});
afterAll(async () => { await f.close(); await s.close(); });
test('x', async () => {
  console.log(s.persons.length, s.persons[0]);
  expect(composed({ bangfu: 'http://a', civil: 'http://b' }).hints).toEqual([]);
  const authorization = await s.bearer({ role: 'clerk', union: '410500' });
  const r = await f.ask(`{ recognisedPersons { reliefRecords { programme } name identityNumber household { recognisedRelief { programme } eligibility { outcome } } } }`, { authorization });
  console.log(r.text.slice(0, 1500), f.sent.map((x) => [x.subgraph, x.query, JSON.stringify(x.variables).length]));
});
