import { join } from 'node:path';
import base from '../../jest.config.js';

// The same mutants are killed in every run; each runs the tests, so the random ones run at their small count.
process.env['TEST_SEED'] ??= '1';
delete process.env['TEST_COUNT'];

/** @type {import('jest').Config} */
export default {
  ...base,
  // A mutant may lie in what a module does when it is loaded.
  runtime: undefined,
  // No mutant needs a database.
  globalSetup: undefined,
  globalTeardown: undefined,
  rootDir: '../..',
  // Named whole: the mutation runner wraps it and does not know <rootDir>.
  testEnvironment: join(import.meta.dirname, 'bail-environment.cjs'),
  testMatch: ['<rootDir>/test/mutation/rules.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  snapshotResolver: '<rootDir>/test/mutation/snapshots.cjs',
};
