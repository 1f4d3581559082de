import base from './jest.config.js';

/** @type {import('jest').Config} */
export default {
  ...base,
  testMatch: ['<rootDir>/test/mutation/core.test.ts'],
  moduleNameMapper: { '^typeorm$': '<rootDir>/test/mutation/typeorm.cjs' },
};
