import { expect, test } from '@jest/globals';
import { followPace } from '../../../src/statistics/projection/feed/follow-pace.ts';

const NEVER = new AbortController().signal;
const MINUTE = 60_000;

test('a reader who waits cuts a rest short, but not below its least', async () => {
  const pace = followPace();
  const started = performance.now();
  const rest = pace.rest(50, MINUTE, NEVER);
  pace.hurry();
  await rest;
  expect(performance.now() - started).toBeGreaterThanOrEqual(45);
});

test('who waits while a pass is made cuts the rest after it short', async () => {
  const pace = followPace();
  pace.hurry();
  await pace.rest(0, MINUTE, NEVER);
  // What was waited for has come: the next rest is a whole one.
  const started = performance.now();
  await pace.rest(0, 50, NEVER);
  expect(performance.now() - started).toBeGreaterThanOrEqual(45);
});

test('the end of the follower ends its rest', async () => {
  const ended = new AbortController();
  const rest = followPace().rest(MINUTE, MINUTE, ended.signal);
  ended.abort();
  await rest;
});
