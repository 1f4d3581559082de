/**
 * Tests run as CommonJS, although the platform is ESM: modules in Jest's ESM mode are never freed, and a process that
 * runs the tests many times over (mutation testing) grows by gigabytes.
 *
 * @type {import('jest').Config}
 */
export default {
  testEnvironment: '<rootDir>/test/support/jest/environment.cjs',
  runtime: '<rootDir>/test/support/jest/shared-modules-runtime.cjs',
  testSequencer: '<rootDir>/test/support/jest/longest-first.cjs',
  injectGlobals: false,
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/mutation/', '<rootDir>/test/clients/'],
  transform: {
    '^.+\\.[tj]s$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2024',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true },
        },
        module: { type: 'commonjs' },
      },
    ],
  },
  // Of the packages only these are ESM alone.
  transformIgnorePatterns: [
    '/node_modules/(?!(canonicalize|pg-boss|serialize-error|non-error|rrule-temporal|temporal-polyfill|temporal-utils|type-fest|jose|hyparquet|hyparquet-writer)/)',
  ],
  // In production graphql does so by itself, but tests are not in production.
  moduleNameMapper: { '/jsutils/instanceOf(\\.js)?$': '<rootDir>/test/support/jest/instance-of.ts' },
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/global-teardown.ts',
  modulePathIgnorePatterns: ['<rootDir>/.stryker-tmp/', '<rootDir>/test/clients/'],
  // PostgreSQL works on the other core.
  maxWorkers: 2,
  testTimeout: 120_000,
};
