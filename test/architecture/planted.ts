/** A violation of each rule of the house, planted to see it caught: the file, the rule that must name it, the code. */
export interface Planted {
  readonly file: string;
  readonly rule: string;
  readonly code: string;
}

const lines = (count: number) => Array.from({ length: count }, (_, line) => `  n += ${line};`).join('\n');

/** Caught by dependency-cruiser; `code` is an import. */
export const forbiddenImports: readonly Planted[] = [
  { file: 'src/kernel/a.ts', rule: 'kernel-imports-nothing', code: "import '../policy/b.ts';" },
  { file: 'src/kernel/c.ts', rule: 'kernel-imports-nothing', code: "import 'zod';" },
  { file: 'src/kernel/d.ts', rule: 'kernel-imports-nothing', code: "import 'node:fs';" },
  { file: 'src/signing/y.ts', rule: 'signing-is-a-package-of-its-own', code: "import 'zod';" },
  { file: 'src/signing/z.ts', rule: 'signing-is-a-package-of-its-own', code: "import '../kernel/fen.ts';" },
  { file: 'src/policy/e.ts', rule: 'policy-imports-only-itself-and-kernel', code: "import 'zod';" },
  { file: 'src/policy/f.ts', rule: 'policy-imports-only-itself-and-kernel', code: "import 'node:crypto';" },
  { file: 'src/policy/g.ts', rule: 'policy-imports-only-itself-and-kernel', code: "import '../fund/ledger.ts';" },
  { file: 'src/policy/rules/h.ts', rule: 'rules-do-not-know-each-other', code: "import './i.ts';" },
  { file: 'src/fund/j.ts', rule: 'no-cycles', code: "import './k.ts';" },
  { file: 'src/fund/l.ts', rule: 'rooms-in-order', code: "import '../main.ts';" },
  { file: 'src/fund/m.ts', rule: 'rooms-in-order', code: "import '../app/platform.ts';" },
  { file: 'src/fund/n.ts', rule: 'features-do-not-reach-into-the-graph-room', code: "import '../graph/context.ts';" },
  {
    file: 'src/fund/o.ts',
    rule: 'another-features-store-entity-or-resolver',
    code: "import '../registry/p.store.ts';",
  },
  {
    file: 'src/fund/q.type.ts',
    rule: 'another-features-store-entity-or-resolver',
    code: "import '../registry/r.entity.ts';",
  },
  { file: 'src/registry/up.ts', rule: 'rooms-in-order', code: "import '../fund/ledger.ts';" },
  { file: 'src/intake/beside.ts', rule: 'rooms-in-order', code: "import '../archive/p.ts';" },
  { file: 'src/config.ts', rule: 'rooms-in-order', code: "import './fund/ledger.ts';" },
  {
    file: 'src/graph/wall.ts',
    rule: 'another-features-store-entity-or-resolver',
    code: "import '../jobs/queue.store.ts';",
  },
  {
    file: 'src/server/wall.ts',
    rule: 'another-features-store-entity-or-resolver',
    code: "import '../access/audit.store.ts';",
  },
  {
    file: 'src/statistics/knows.ts',
    rule: 'features-are-listed-in-app',
    code: "import '../fund/fund.feature.ts';",
  },
  { file: 'src/fund/writes.read.ts', rule: 'reads-do-not-write', code: "import './own.store.ts';" },
  { file: 'src/fund/s.ts', rule: 'database-packages-only-in-stores', code: "import 'typeorm';" },
  { file: 'src/fund/t.type.ts', rule: 'database-packages-only-in-stores', code: "import 'pg';" },
  { file: 'src/fund/u.entity.ts', rule: 'graph-packages-only-in-graph-files', code: "import 'type-graphql';" },
  { file: 'src/fund/v.ts', rule: 'graph-packages-only-in-graph-files', code: "import 'dataloader';" },
  { file: 'src/fund/w.ts', rule: 'graph-packages-only-in-graph-files', code: "import '@apollo/server';" },
  { file: 'src/fund/x.ts', rule: 'source-does-not-import-tests', code: "import '../../test/support/y.ts';" },
  { file: 'src/fund/orphan.ts', rule: 'no-orphans', code: '' },
];

/** What the planted imports lead to. */
export const importedFiles: Readonly<Record<string, string>> = {
  'src/kernel/fen.ts': '',
  'src/signing/good-too.ts': '',
  'src/policy/b.ts': '',
  'src/fund/ledger.ts': '',
  'src/policy/rules/i.ts': '',
  'src/fund/k.ts': "import './j.ts';",
  'src/main.ts': '',
  'src/app/platform.ts': '',
  'src/graph/context.ts': '',
  'src/archive/p.ts': '',
  'src/fund/fund.feature.ts': '',
  'src/jobs/queue.store.ts': '',
  'src/access/audit.store.ts': '',
  'src/fund/own.store.ts': '',
  'src/registry/p.store.ts': '',
  'src/registry/p.read.ts': '',
  'src/registry/r.entity.ts': '',
  'test/support/y.ts': '',
};

/** Rooms that the planted imports lead round, though no file imports itself. */
export const circularRooms = ['src/fund', 'src/registry'] as const;

/** Allowed: each of these has to stay uncaught. */
export const allowedImports: readonly Planted[] = [
  { file: 'src/policy/rules/good.ts', rule: '', code: "import '../../kernel/fen.ts';" },
  { file: 'src/signing/good.ts', rule: '', code: "import 'node:crypto';\nimport './good-too.ts';" },
  { file: 'src/fund/good.store.ts', rule: '', code: "import 'pg';" },
  { file: 'src/fund/good.read.ts', rule: '', code: "import 'pg';\nimport '../registry/p.read.ts';" },
  { file: 'src/fund/good.resolver.ts', rule: '', code: "import 'type-graphql';" },
  { file: 'src/app/features.ts', rule: '', code: "import '../fund/fund.feature.ts';" },
  { file: 'src/main.ts', rule: '', code: "import './app/platform.ts';" },
  { file: 'src/app/schema.ts', rule: '', code: "import '../registry/p.store.ts';" },
];

/** Caught by ESLint. */
export const forbiddenCode: readonly Planted[] = [
  { file: 'src/kernel/a.ts', rule: 'no-restricted-syntax', code: 'export const a = () => Math.random();' },
  { file: 'src/kernel/b.ts', rule: 'no-restricted-globals', code: 'export const b = () => Date.now();' },
  { file: 'src/policy/c.ts', rule: 'no-restricted-syntax', code: 'export async function c() {\n  await c();\n}' },
  { file: 'src/policy/d.ts', rule: 'no-restricted-globals', code: 'export const d = Promise.resolve();' },
  { file: 'src/policy/e.ts', rule: 'no-restricted-globals', code: 'export const e = () => process.cwd();' },
  {
    file: 'src/policy/rules/f.ts',
    rule: 'no-restricted-syntax',
    code: "export function f(): never {\n  throw new Error('no');\n}",
  },
  {
    file: 'src/policy/rules/orders.ts',
    rule: 'no-restricted-syntax',
    code: 'export const orders = (paths: string[]) => paths.sort();',
  },
  {
    file: 'src/policy/rules/formats.ts',
    rule: 'no-restricted-syntax',
    code: 'export const formats = (fen: number) => (fen / 100).toFixed(2);',
  },
  { file: 'src/fund/g.ts', rule: 'no-restricted-properties', code: "export const g = process.env['HOME'];" },
  { file: 'src/fund/h.ts', rule: 'no-restricted-syntax', code: 'export default 1;' },
  { file: 'src/fund/i.ts', rule: 'no-restricted-syntax', code: "export * from './h.ts';" },
  { file: 'src/fund/j.ts', rule: 'no-restricted-syntax', code: "export { g } from './g.ts';" },
  { file: 'src/fund/k.ts', rule: '@typescript-eslint/no-explicit-any', code: 'export const k: any = 1;' },
  { file: 'src/fund/l.ts', rule: 'no-warning-comments', code: '// TODO later\nexport const l = 1;' },
  {
    file: 'src/fund/m.ts',
    rule: 'max-lines-per-function',
    code: `export function m(n: number) {\n${lines(41)}\n  return n;\n}`,
  },
  {
    file: 'src/fund/n.resolver.ts',
    rule: 'max-lines-per-function',
    code: `export function n(n: number) {\n${lines(12)}\n  return n;\n}`,
  },
  {
    file: 'src/fund/o.ts',
    rule: 'max-lines',
    code: Array.from({ length: 201 }, (_, at) => `export const o${at} = 1;`).join('\n'),
  },
  {
    file: 'src/fund/p.fields.ts',
    rule: 'max-lines',
    code: Array.from({ length: 401 }, (_, at) => `export const p${at} = 1;`).join('\n'),
  },
  {
    file: 'src/fund/q.ts',
    rule: 'complexity',
    code: `export function q(n: number) {\n${Array.from({ length: 8 }, (_, at) => `  if (n === ${at}) return ${at};`).join('\n')}\n  return 9;\n}`,
  },
  {
    file: 'src/fund/r.ts',
    rule: 'complexity',
    code: `/* eslint-disable complexity */\nexport function r(n: number) {\n${Array.from({ length: 8 }, (_, at) => `  if (n === ${at}) return ${at};`).join('\n')}\n  return 9;\n}`,
  },
  {
    file: 'src/fund/s.ts',
    rule: '@typescript-eslint/no-floating-promises',
    code: 'export function s() {\n  Promise.resolve(1);\n}',
  },
];

/** Statements that do not only read. */
export const writingStatements = [
  'insert into change_log values ($1)',
  'update sequencer\n set last = $1',
  'delete from union_closure',
  'select id from household where id = $1 for update',
  "select nextval('numbers')",
  'select pg_advisory_xact_lock($1)',
] as const;

/** Names and places that the house does not have. */
export const misplacedFiles: readonly (readonly [path: string, fault: string])[] = [
  ['notes.txt', 'is not of the top level'],
  ['scripts/build.ts', 'is not of the top level'],
  ['src/utils/strings.ts', 'is in no room'],
  ['src/server.ts', 'is in no room'],
  ['src/fund/index.ts', 'is a barrel'],
  ['src/fund/Ledger.ts', 'has a name of no kind'],
  ['src/fund/ledger.service.ts', 'has a name of no kind'],
  ['src/fund/ledger.js', 'has a name of no kind'],
  ['src/fund/package.json', 'has a name of no kind'],
  ['src/signing/LICENSE', 'has a name of no kind'],
  ['src/signing/dist/signature.js', 'has a name of no kind'],
  ['test/misc/a.test.ts', 'is in no room of the tests'],
];

/** A function that `src/kernel/calendar.ts` exports, exported by another file too. */
export const plantedDuplicate = {
  name: 'requireDay',
  file: 'src/kernel/calendar.ts',
  code: 'export const requireDay = (text: string): number => Number(text);',
};

/** What two files export under the name `one`, and whether it is a function. */
export const sameNames: readonly (readonly [code: string, isFunction: boolean])[] = [
  ['export function one(): void {}', true],
  ['export async function* one() {}', true],
  ['export const one = async (at: number) => at;', true],
  ['export const one = function () {};', true],
  ['function one(): void {}', false],
  ['export const one = 1;', false],
  ['export interface one {}', false],
];
