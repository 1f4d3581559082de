import { jest } from '@jest/globals';
import type * as Graphql from 'graphql';
import { planted, planting } from './planted-executors.ts';

/** To be imported before anything that executes: its `graphql` executes as `planted.fault` says. */
jest.mock('graphql', () => {
  const graphql = jest.requireActual<typeof Graphql>('graphql');
  return { ...graphql, execute: planting(graphql.execute, () => planted.fault) };
});
