// `node .ci/mutation.js` mutates the files that changed since the last landed commit, `node .ci/mutation.js full` all files.
// Each group of files has its own threshold. A group without changed files is not mutated, and its report says so.
import { execFileSync, spawnSync } from 'node:child_process';
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { readWord } from './arguments.js';
import { GROUPS, judgeMutants } from './mutants.js';

const full =
  readWord(
    'node .ci/mutation.js [full]',
    '变异测试：只改动过的文件；full 为全部文件',
    'mutation testing of the changed files, with full of all files',
    ['full'],
  ) === 'full';

function git(...args) {
  try {
    return execFileSync('git', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return undefined;
  }
}

/**
 * The last landed commit before HEAD: where its branch left the main one or, on the main branch itself, its parent. The
 * variable MUTATION_BASE names another. A shallow clone may have none.
 */
function findBase() {
  const named = process.env['MUTATION_BASE'];
  if (named !== undefined) return git('rev-parse', '--verify', `${named}^{commit}`);
  const head = git('rev-parse', 'HEAD');
  const left = ['origin/HEAD', 'origin/main', 'main'].map((branch) => git('merge-base', 'HEAD', branch));
  return left.find((commit) => commit !== undefined && commit !== head) ?? git('rev-parse', '--verify', 'HEAD~1');
}

/** The files that differ from a commit, committed or not; `undefined` if git cannot say. */
function changedSince(base) {
  const changed = git('diff', '--name-only', base);
  const added = git('ls-files', '--others', '--exclude-standard');
  return changed === undefined || added === undefined ? undefined : `${changed}\n${added}`.split('\n');
}

/** The files of a group that changed, by themselves or in the test of the same path. */
function changedFiles(files, changed) {
  const touched = new Set(changed.map((file) => file.replace(/^test\/(.*)\.test\.ts$/, 'src/$1.ts')));
  return files.filter((file) => touched.has(file));
}

const base = full ? undefined : findBase();
const changed = base === undefined ? undefined : changedSince(base);
console.log(
  `mutation testing of ${full ? 'all files' : `what changed since ${base ?? 'a landed commit, which was not found'}`}`,
);

/** Of files whose tests are slow so many take half an hour. */
const MOST_FILES = 4;

/** The files of a group to mutate, or a text that says why there is none. */
function choose({ configuration, always }) {
  const { mutate } = JSON.parse(readFileSync(configuration, 'utf8'));
  const files = globSync(mutate).map((file) => file.replaceAll('\\', '/'));
  if (full) return files;
  if (changed === undefined) return always ? files : 'no landed commit was found to compare with';
  const chosen = changedFiles(files, changed);
  if (!always && chosen.length > MOST_FILES) return `${chosen.length} changed files: npm run test:full mutates them`;
  return chosen.length === 0 ? `no changed files since ${base}` : chosen;
}

mkdirSync('reports', { recursive: true });
let failed = 0;
for (const { name, report, ...group } of GROUPS) {
  rmSync(report, { force: true });
  const chosen = choose(group);
  if (typeof chosen === 'string')
    writeFileSync(report, JSON.stringify({ skipped: chosen, passed: base === undefined ? 0 : 1 }));
  else {
    console.log(`mutating of ${name}: ${chosen.join(' ')}`);
    const args = [
      'node_modules/@stryker-mutator/core/bin/stryker.js',
      'run',
      group.configuration,
      '--mutate',
      chosen.join(','),
    ];
    spawnSync(process.execPath, args, { stdio: 'inherit' });
  }
  let counts = { failed: 1 };
  try {
    counts = judgeMutants(JSON.parse(readFileSync(report, 'utf8')));
  } catch (error) {
    console.log(`${report}: ${error.message}`);
  }
  console.log(`${counts.failed === 0 ? 'passed' : 'FAILED'} mutation testing of ${name}`);
  failed += counts.failed;
}
process.exitCode = failed === 0 ? 0 : 1;
