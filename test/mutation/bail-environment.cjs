const { TestEnvironment } = require('jest-environment-node');

/** One failed test kills a mutant: the rest of the file is skipped, which Jest's own `bail` does only between files. */
module.exports = class BailEnvironment extends TestEnvironment {
  failed = false;

  async handleTestEvent(event) {
    if (event.name === 'test_fn_failure') this.failed = true;
    if (event.name === 'test_start' && this.failed) event.test.mode = 'skip';
  }
};
