const { relative, sep } = require('node:path');
const { default: TestSequencer } = require('@jest/test-sequencer');
const LONG = require('./long-files.json');

/** What a file is taken to last of which nothing is known. */
const SECONDS = 1;

/**
 * Begins with the files that last longest, so that no worker waits at the end for one of them. Jest knows how long they
 * last from a run before; a fresh clone knows it from `long-files.json`, the seconds of the longest on a quiet machine.
 */
module.exports = class LongestFirst extends TestSequencer {
  time(test) {
    const path = relative(test.context.config.rootDir, test.path).replaceAll(sep, '/');
    return super.time(test) ?? (LONG[path] ?? SECONDS) * 1000;
  }
};
