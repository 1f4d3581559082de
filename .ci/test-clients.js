// `npm run test:clients` installs the clients and gateways in test/clients, checks the types of their tests there, and runs
// the tests against the platform as `npm start` starts it. They write `reports/clients.json`.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { readWord } from './arguments.js';

readWord(
  'npm run test:clients',
  '在 test/clients 中安装各客户端与网关并执行其测试',
  'installs the clients and gateways in test/clients, and runs their tests',
);

rmSync('reports/clients.json', { force: true });
const steps = [['install', '--no-audit', '--no-fund'], ['test']];
const shell = process.platform === 'win32';
const done = steps.every(
  (args) => spawnSync('npm', args, { cwd: 'test/clients', stdio: 'inherit', shell }).status === 0,
);
process.exitCode = done ? 0 : 1;
