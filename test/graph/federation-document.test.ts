import { execFile } from 'node:child_process';
import { createSecretKey } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { contractToken } from '../../src/signing/contract-token.ts';
import { signRequest } from '../../src/signing/signature.ts';
import { startSubgraph, type Subgraph } from '../support/federation.ts';
import { composed } from '../support/federation-gateway.ts';
import { installSigning } from '../support/install-signing.ts';

const TEXT = readFileSync('docs/federation.md', 'utf8');
const KEY = createSecretKey(Buffer.alloc(32, 106));

let subgraph: Subgraph;
let folder: string;
beforeAll(async () => {
  folder = await installSigning();
  subgraph = await startSubgraph();
});
afterAll(async () => {
  await subgraph.close();
  rmSync(folder, { recursive: true });
});

/** The block of the document in a language. */
const block = (language: string) => new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, 's').exec(TEXT)?.[1] ?? '';

test('the vectors are what is made and verified here', () => {
  expect(TEXT).toContain(`\`${contractToken(KEY, '410599199001011155')}\``);
  const request = { method: 'POST', path: '/graphql', body: '{"query":"{ _service { sdl } }"}' };
  const header = signRequest(KEY, 'civil', request, 1_782_779_220, 'AAAAAAAAAAAAAAAAAAAAAA');
  expect(TEXT).toContain(`\`${header}\``);
  expect(readFileSync('docs/security.md', 'utf8')).toContain(header);
});

test('the program runs as it stands there, with the package alone, for a partner who knows identity numbers alone', async () => {
  const program = join(folder, 'partner.mjs');
  writeFileSync(program, block('js'));
  const persons = subgraph.persons.slice(0, 3);
  const { civil } = subgraph.gateways;
  const bearer = await subgraph.bearer({ role: 'partner', union: '410500' });
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [program, ...persons.map(({ identityNumber }) => identityNumber), '410599199001010000'],
    {
      env: {
        ...{ BANGFU_URL: subgraph.url, GATEWAY: civil.id, TOKEN: bearer.replace('Bearer ', '') },
        CONTRACT_KEY: civil.contractKey.export().toString('base64'),
      },
    },
  );
  const found = persons.map(({ token, name, fileNumber }) => ({
    ...{ token, name },
    household: { fileNumber, eligibility: expect.objectContaining({ outcome: expect.any(String) }) },
  }));
  expect(JSON.parse(stdout)).toEqual({ data: { _entities: [...found, null] } });
});

test('the partner’s subgraph that is shown composes without an error or a hint', () => {
  const { errors, hints } = composed({ bangfu: 'http://bangfu', civil: 'http://civil' }, block('graphql'));
  expect([errors, hints]).toEqual([undefined, []]);
});

test.each([
  ['apollo', 'buildService:'],
  ['hive', 'transportEntries:'],
  ['stitching', 'httpExecutorOpts:'],
])('the lines for %s are those that test/clients runs', (name, first) => {
  const lines = [...TEXT.matchAll(/```js\n(.*?)```/gs)]
    .map(([, code = '']) => code)
    .find((code) => code.startsWith(first));
  const run = readFileSync(`test/clients/gateways/support/${name}.ts`, 'utf8');
  const left = (lines ?? '').split('\n').filter((line) => !withoutTypes(run).includes(withoutTypes(line)));
  expect([lines === undefined, left]).toEqual([false, []]);
});

/** Code without its spaces, and without what only TypeScript needs. */
function withoutTypes(code: string): string {
  return code.replace(/<ReaderHeaders>| as ReaderHeaders \| undefined|[\s()]/g, '');
}
