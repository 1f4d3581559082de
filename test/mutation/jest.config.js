import base from '../../jest.config.js';

/**
 * The tests that mutants are tried against: the kernel's and the policy's, without the random ones and the sweep, which
 * are slow and kill nothing that the worked cases and the tables do not.
 *
 * @type {import('jest').Config}
 */
export default {
  ...base,
  rootDir: '../..',
  testMatch: ['<rootDir>/test/{kernel,policy}/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/(properties|quarters)\\.test\\.ts$'],
};
