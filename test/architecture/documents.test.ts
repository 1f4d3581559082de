import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { brokenLinks, missingPaths, namedPaths, treeOf, unknownPaths } from './documents.ts';

const root = join(__dirname, '..', '..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const rooms = JSON.parse(read('test/architecture/rooms.json')) as readonly (readonly string[])[];

/** The folders that documents name files of; what tools leave beside them is not the project's. */
const TOPS = ['.ci', 'docs', 'migrations', 'schema', 'src', 'test'];
const tree = treeOf([
  ...readdirSync(root).filter((name) => statSync(join(root, name)).isFile()),
  ...TOPS.flatMap((top) =>
    readdirSync(join(root, top), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.parentPath.includes('node_modules'))
      .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/')),
  ),
]);
const pages = [...tree].filter((path) => /^(?:docs\/|schema\/)?[\w-]+\.md$/.test(path));

describe('documents', () => {
  test.each(pages)('%s links to what exists, and names it', (page) => {
    expect(brokenLinks(page, read, tree)).toEqual([]);
    expect(unknownPaths(read(page), tree)).toEqual([]);
  });

  test('the README is short, leads to every document and shows every room', () => {
    const readme = read('README.md');
    expect(readme.trimEnd().split('\n').length).toBeLessThanOrEqual(250);
    const others = pages.filter((page) => page !== 'README.md');
    expect(others.filter((page) => !readme.includes(`](${page})`))).toEqual([]);
    const built = rooms.flat().filter((room) => tree.has(`src/${room}`) || tree.has(`src/${room}.ts`));
    const [picture = ''] = /^┌[\s\S]*?^└/m.exec(readme) ?? [];
    expect(built.filter((room) => !new RegExp(`[│·] ${room} `).test(picture))).toEqual([]);
  });

  test.each([
    ['docs/how-to.md', 'no-such.md', 'docs/no-such.md'],
    ['docs/how-to.md', '../README.md#no-such-heading', 'README.md'],
    ['README.md', '#no-such-heading', 'README.md'],
  ])('a planted link of %s to %s is found', (page, link) => {
    expect(brokenLinks(page, (path) => (path === page ? `[there](${link})` : read(path)), tree)).toEqual([link]);
  });

  test('a planted name of a file that does not exist is found', () => {
    const text = '`embedded/embedded-memory.ts` and `embedded/embedded-disk.ts`, `a / b`, `keys.json`';
    expect(unknownPaths(text, tree)).toEqual(['embedded/embedded-disk.ts']);
  });
});

test.each([
  ['入户调查', 'VISIT'],
  ['集中清理', 'CLEAN_UP'],
  ['调查有效至', 'servesUntil'],
  ['情况变化日期', 'changedOn'],
  ['应入户调查', 'surveysDue'],
  ['待办事项', 'tasks'],
])('the glossary has %s, as the graph names it', (term, name) => {
  expect(read('docs/glossary.md')).toMatch(new RegExp(`^\\| ${term} +\\| [^|]*\`${name}\``, 'm'));
  expect(read('schema/subgraph.graphql')).toMatch(new RegExp(`${term}[\\s\\S]{0,300}\\s${name}\\b`));
});

describe('docs/how-to.md', () => {
  const [, ...sections] = read('docs/how-to.md').split(/^## /m);
  const titles = sections.map((section) => section.split('\n', 1)[0]);

  test('says how to add each of six things', () => {
    const things = ['a field', 'a rule', 'a kind of record', 'a table', 'an indicator', 'a query with its rights'];
    expect(titles.map((title) => title?.replace(/ [\p{Script=Han}]+$/u, ''))).toEqual(
      things.map((thing) => `Add ${thing}`),
    );
  });

  test.each(sections.map((section, at) => [titles[at], section]))(
    '%s: the files that it touches exist',
    (_, section) => {
      expect(namedPaths(section ?? '').length).toBeGreaterThan(5);
      expect(missingPaths(section ?? '', tree)).toEqual([]);
    },
  );

  test.each(['src/registry/household/state.fields.ts', 'src/policy/rules/reasons', 'household.fields.ts', '.ci/walk'])(
    'a planted path that is missing is found: %s',
    (path) => {
      expect(missingPaths(`As \`src/config.ts\` and \`${path}\` say, \`npm run check\`.`, tree)).toEqual([path]);
    },
  );
});
