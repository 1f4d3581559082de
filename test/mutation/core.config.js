import base from './jest.config.js';

/** @type {import('jest').Config} */
export default {
  ...base,
  testMatch: ['<rootDir>/test/mutation/core.test.ts'],
  moduleNameMapper: { '^typeorm$': '<rootDir>/test/mutation/typeorm.cjs' },
  setupFiles: ['<rootDir>/test/mutation/first-counterexample.cjs'],
  // A mutant may let a test wait for ever.
  testTimeout: 5000,
};
