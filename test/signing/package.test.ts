import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { contractToken } from '../../src/signing/contract-token.ts';
import { signRequest } from '../../src/signing/signature.ts';
import { installSigning } from '../support/install-signing.ts';

const run = promisify(execFile);
const KEY = Buffer.alloc(32, 106).toString('base64');
const NUMBER = '410599199001011155';
const TSC = join(process.cwd(), 'node_modules/typescript/bin/tsc');
const TYPES = join(process.cwd(), 'node_modules/@types');

const PROGRAM = `
import { signedFetch } from '@bangfu/gateway-signing';
import { contractToken } from '@bangfu/gateway-signing/contract-token';
import { signRequest } from '@bangfu/gateway-signing/signature';

const url = 'https://bangfu.example/graphql';
let sent;
await signedFetch((to, init) => (sent = { to, ...init }), { gateway: 'civil', key: '${KEY}', url })(url, { method: 'POST', body: 'x' });
const signed = signRequest('${KEY}', 'civil', { method: 'POST', path: '/graphql', body: 'x' }, 1, 'A'.repeat(22));
console.log(JSON.stringify({ sent, signed, token: contractToken('${KEY}', '${NUMBER}') }));
`;

let folder: string;
beforeAll(async () => {
  folder = await installSigning();
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

test('plain JavaScript imports the installed package, which signs as the platform does', async () => {
  writeFileSync(join(folder, 'plain.js'), PROGRAM);
  const { stdout } = await run(process.execPath, ['plain.js'], { cwd: folder });
  const { sent, signed, token } = JSON.parse(stdout) as Record<string, unknown>;
  expect(token).toBe(contractToken(KEY, NUMBER));
  expect(signed).toBe(signRequest(KEY, 'civil', { method: 'POST', path: '/graphql', body: 'x' }, 1, 'A'.repeat(22)));
  expect(sent).toEqual({
    ...{ to: 'https://bangfu.example/graphql', method: 'POST', body: 'x', redirect: 'error' },
    headers: { 'bangfu-signature': expect.stringMatching(/^gateway=civil, /) },
  });
});

test('TypeScript knows its types, and finds a wrong use', async () => {
  const use = `
    import { signedFetch } from '@bangfu/gateway-signing';
    import { contractToken } from '@bangfu/gateway-signing/contract-token';
    const contract = { gateway: 'civil', key: '${KEY}', url: 'https://bangfu.example/graphql' };
    export const sign: (url: string, init?: RequestInit) => Promise<Response> = signedFetch(fetch, contract);
    export const token: string = contractToken(contract.key, '${NUMBER}');
    // @ts-expect-error: a token is a text.
    export const wrong: number = token;
    // @ts-expect-error: a contract has an address.
    signedFetch(fetch, { gateway: 'civil', key: '' });`;
  writeFileSync(join(folder, 'typed.ts'), use);
  const options = ['--ignoreConfig', '--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2022'];
  const types = ['--types', 'node', '--typeRoots', TYPES];
  const { stdout } = await run(process.execPath, [TSC, ...options, ...types, 'typed.ts'], { cwd: folder });
  expect(stdout).toBe('');
});

test('it holds what it needs and no more: no dependencies, no sources, nothing of the platform', () => {
  const installed = join(folder, 'node_modules/@bangfu/gateway-signing');
  const { dependencies, engines } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as Record<
    string,
    unknown
  >;
  expect([dependencies, engines]).toEqual([undefined, { node: '>=20' }]);
  expect(readdirSync(installed).toSorted()).toEqual(['README.md', 'dist', 'package.json']);
  const names = ['contract-key', 'contract-token', 'signature', 'signed-fetch'];
  expect(readdirSync(join(installed, 'dist')).toSorted()).toEqual(
    names.flatMap((name) => [`${name}.d.ts`, `${name}.js`]),
  );
});
