import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { categoryRules, exclusionRules } from '../../src/policy/decision/rulebook.ts';
import { sharedFunctionNames } from './exported-functions.ts';
import { houseFaults, writesInRead } from './house.ts';
import {
  allowedImports,
  circularRooms,
  forbiddenCode,
  forbiddenImports,
  importedFiles,
  misplacedFiles,
  type Planted,
  plantedDuplicate,
  sameNames,
  writingStatements,
} from './planted.ts';

const root = join(__dirname, '..', '..');

/** What tools leave behind, none of it the project's. */
const LEFT_BEHIND = /^(\.git|node_modules|dist|coverage|reports|\.stryker-tmp|\.data|\.planted-.*)$/;

function projectFiles(): readonly string[] {
  const tops = readdirSync(root).filter((name) => !LEFT_BEHIND.test(name));
  return tops.flatMap((top) =>
    statSync(join(root, top)).isDirectory()
      ? readdirSync(join(root, top), { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile() && !entry.parentPath.includes('node_modules'))
          .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
      : [top],
  );
}

/** A tree of planted files beside the project's own configuration, so that its checks can be run on it. */
function plant(files: readonly Pick<Planted, 'file' | 'code'>[]): string {
  const folder = mkdtempSync(join(root, '.planted-'));
  for (const { file, code } of files) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), `${code}\n`);
  }
  for (const name of ['.dependency-cruiser.cjs', 'tsconfig.json', 'test/architecture/rooms.json']) {
    cpSync(join(root, name), join(folder, name));
  }
  const own = readFileSync(join(root, 'eslint.config.js'), 'utf8').replace("'.planted-*/', ", '');
  writeFileSync(join(folder, 'eslint.config.js'), own);
  return folder;
}

function run(folder: string, tool: string, args: readonly string[]): unknown {
  const { stdout, stderr } = spawnSync(process.execPath, [join(root, 'node_modules', tool), ...args], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout);
}

describe('directions of imports', () => {
  let folder = '';
  let caught: readonly string[] = [];

  beforeAll(() => {
    const imported = Object.entries(importedFiles).map(([file, code]) => ({ file, code }));
    folder = plant([...imported, ...forbiddenImports, ...allowedImports]);
    const report = run(folder, 'dependency-cruiser/bin/dependency-cruise.mjs', [
      'src',
      '--config',
      '.dependency-cruiser.cjs',
      '--output-type',
      'json',
    ]) as { summary: { violations: readonly { from: string; rule: { name: string } }[] } };
    caught = report.summary.violations.map(({ from, rule }) => `${from} ${rule.name}`);
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  test.each(forbiddenImports.map(({ file, rule, code }) => [rule, file, code]))('%s: %s, %s', (rule, file) => {
    expect(caught).toContain(`${file} ${rule}`);
  });

  test.each(circularRooms)('rooms-in-one-direction: %s', (folder) => {
    expect(caught).toContain(`${folder} rooms-in-one-direction`);
  });

  test.each(allowedImports.map(({ file }) => [file]))('%s is allowed', (file) => {
    expect(caught.filter((violation) => violation.startsWith(`${file} `) && !violation.endsWith('no-orphans'))).toEqual(
      [],
    );
  });
});

describe('shapes of code', () => {
  let folder = '';
  let caught: readonly string[] = [];

  beforeAll(() => {
    folder = plant(forbiddenCode);
    const report = run(folder, 'eslint/bin/eslint.js', ['--format', 'json', 'src']) as readonly {
      filePath: string;
      messages: readonly { ruleId: string }[];
    }[];
    caught = report.flatMap(({ filePath, messages }) =>
      messages.map(({ ruleId }) => `${relative(folder, filePath)} ${ruleId}`),
    );
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  test.each(forbiddenCode.map(({ file, rule }) => [rule, file]))('%s: %s', (rule, file) => {
    expect(caught).toContain(`${file} ${rule}`);
  });
});

describe('the house', () => {
  test('has every file in its room, under a name of its kind', () => {
    expect(houseFaults(projectFiles())).toEqual([]);
  });

  test.each(misplacedFiles)('%s %s', (path, fault) => {
    expect(houseFaults([path])).toEqual([`${path}: ${fault}`]);
  });

  test.each(['fund', 'fund/parts', 'kernel', 'server/http'])('splits src/%s past twelve files', (folder) => {
    const files = Array.from({ length: 13 }, (_, at) => `src/${folder}/part-${at}.ts`);
    expect(houseFaults(files)).toEqual([`src/${folder}: has 13 files, split it`]);
    expect(houseFaults(files.slice(1))).toEqual([]);
  });

  test('writes nothing in a *.read.ts', () => {
    const reads = projectFiles().filter((path) => path.startsWith('src/'));
    expect(reads.filter((path) => writesInRead(path, readFileSync(join(root, path), 'utf8')))).toEqual([]);
  });

  test.each(writingStatements)('is told of a read that writes: %s', (statement) => {
    expect(writesInRead('src/fund/payment.read.ts', statement)).toBe(true);
    expect(writesInRead('src/fund/payment.store.ts', statement)).toBe(false);
  });

  test('exports no two functions under one name', () => {
    const sources = projectFiles().filter((path) => /^src\/.*\.ts$/.test(path));
    const texts = new Map(sources.map((path) => [path, readFileSync(join(root, path), 'utf8')]));
    expect(sharedFunctionNames(texts)).toEqual([]);
    const planted = new Map([...texts, ['src/fund/planted.ts', plantedDuplicate.code]]);
    expect(sharedFunctionNames(planted)).toEqual([
      { name: plantedDuplicate.name, files: ['src/fund/planted.ts', plantedDuplicate.file] },
    ]);
  });

  test.each(sameNames)('tells functions of one name: %s', (code, isFunction) => {
    const files = new Map(['src/fund/a.ts', 'src/fund/b.ts'].map((path) => [path, code]));
    expect(sharedFunctionNames(files).map(({ name }) => name)).toEqual(isFunction ? ['one'] : []);
  });

  test('has one rule a file, each in the rulebook under the name of its file', () => {
    const kinds = { categories: categoryRules, exclusions: exclusionRules };
    for (const [folder, rules] of Object.entries(kinds)) {
      const files = readdirSync(join(root, 'src/policy/rules', folder)).map((name) => name.replace(/\.ts$/, ''));
      const ids = rules.map(({ id }) => id.toLowerCase().replaceAll('_', '-'));
      expect(files.toSorted()).toEqual(ids.toSorted());
    }
  });
});
