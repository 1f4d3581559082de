import js from '@eslint/js';
import tseslint from 'typescript-eslint';

const lengths = (lines) => ['error', { max: lines, skipBlankLines: true, skipComments: true }];

/** Syntax that no file may have, whatever the room. */
const everywhere = [
  { selector: 'ExportDefaultDeclaration', message: 'No default exports but where a tool demands one.' },
  { selector: 'ExportAllDeclaration', message: 'No barrels: import from the file that defines it.' },
  { selector: 'ExportNamedDeclaration[source]', message: 'No barrels: import from the file that defines it.' },
];

/** The regulation as pure code: no clock, no randomness, no async, and rules never throw. */
const pure = [
  ...everywhere,
  { selector: ':function[async=true]', message: 'policy and kernel are synchronous.' },
  { selector: 'AwaitExpression', message: 'policy and kernel are synchronous.' },
  { selector: 'ForOfStatement[await=true]', message: 'policy and kernel are synchronous.' },
  { selector: "MemberExpression[object.name='Math'][property.name='random']", message: 'No randomness in the rules.' },
];
const impureGlobals = [
  'Date',
  'Temporal',
  'Intl',
  'performance',
  'Promise',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
  'process',
  'console',
  'crypto',
  'fetch',
  'Buffer',
  'globalThis',
  'global',
  'require',
];

export default tseslint.config(
  {
    ignores: [
      '.planted-*/',
      'dist/',
      'coverage/',
      'reports/',
      '.stryker-tmp/',
      'node_modules/',
      'test/bench/read/peers/',
      'test/clients/',
    ],
  },
  { linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      complexity: ['error', 8],
      eqeqeq: 'error',
      // An object type of the graph has no more than its decorators.
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx', 'hack'], location: 'anywhere' }],
      'no-restricted-syntax': ['error', ...everywhere],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
    },
  },
  {
    files: ['src/**/*.ts'],
    rules: {
      'max-lines': lengths(200),
      'max-lines-per-function': lengths(40),
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'src/config.ts alone reads the environment.' },
      ],
    },
  },
  {
    // Declarative files: lists of fields, columns and codes.
    files: ['src/**/*.{type,input,entity,fields,codes}.ts', 'src/policy/parameters/**/*.ts', 'migrations/**/*.ts'],
    rules: { 'max-lines': lengths(400) },
  },
  {
    // A resolver parses, authorises, calls, maps.
    files: ['src/**/*.resolver.ts'],
    rules: { 'max-lines-per-function': lengths(12) },
  },
  {
    files: ['src/config.ts'],
    rules: { 'no-restricted-properties': 'off' },
  },
  {
    files: ['src/policy/**/*.ts', 'src/kernel/**/*.ts'],
    rules: {
      'no-restricted-syntax': ['error', ...pure],
      'no-restricted-globals': ['error', ...impureGlobals],
    },
  },
  {
    files: ['src/policy/rules/**/*.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        ...pure,
        { selector: 'ThrowStatement', message: 'A rule never throws: it finds.' },
        {
          selector: 'CallExpression[callee.property.name=/^(sort|toSorted|toReversed)$/]',
          message: 'A rule never orders: the rulebook and the outcome do.',
        },
        {
          selector: 'CallExpression[callee.property.name=/^(toFixed|toPrecision|toLocaleString)$/]',
          message: 'A rule never formats: its words go through src/policy/wording.',
        },
      ],
    },
  },
  {
    files: ['test/**/*.ts'],
    rules: { 'max-lines': lengths(400) },
  },
  {
    // Tools demand a default export.
    files: [
      '*.config.{js,ts}',
      'ormconfig.ts',
      'test/support/global-setup.ts',
      'test/support/global-teardown.ts',
      'test/mutation/*.config.js',
    ],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    files: ['**/*.cjs'],
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
  {
    files: ['**/*.{js,cjs}'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: {
      globals: {
        module: 'writable',
        require: 'readonly',
        process: 'readonly',
        console: 'readonly',
        performance: 'readonly',
      },
    },
  },
);
