// `npm run check` runs every `check:…` script of package.json, two at a time, and prints how long each took.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { readWord } from './arguments.js';

readWord('npm run check', '执行全部检查', 'runs all checks');

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
const checks = Object.keys(scripts).filter((name) => name.startsWith('check:'));
const waiting = [...checks];
const failed = [];

async function work() {
  for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
    const from = performance.now();
    const { code, output } = await run(name);
    console.log(`${code === 0 ? 'passed' : 'FAILED'} ${name} (${((performance.now() - from) / 1000).toFixed(1)} s)`);
    if (code === 0) continue;
    failed.push(name);
    console.log(output);
  }
}

function run(name) {
  return new Promise((resolve) => {
    const child = spawn('npm', ['run', '--silent', name], {
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (output += data));
    child.on('close', (code) => resolve({ code, output }));
  });
}

await Promise.all([work(), work()]);
const counts = { passed: checks.length - failed.length, failed: failed.length };
mkdirSync('reports', { recursive: true });
writeFileSync('reports/check.json', JSON.stringify(counts));
console.log(`checks: ${counts.passed} passed and ${counts.failed} failed`);
process.exitCode = failed.length === 0 ? 0 : 1;
