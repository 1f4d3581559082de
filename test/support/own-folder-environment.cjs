const { chmodSync, mkdtempSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { TestEnvironment } = require('jest-environment-node');

/** Gives each test file a folder of its own for temporary files, which is removed after it, and drops the registers that it left. */
module.exports = class OwnFolderEnvironment extends TestEnvironment {
  #before;
  #folder;

  constructor(config, context) {
    const before = process.env.TMPDIR;
    const folder = mkdtempSync(join(tmpdir(), 'file-'));
    // The embedded database does not run as root.
    chmodSync(folder, 0o755);
    process.env.TMPDIR = folder;
    super(config, context);
    this.#before = before;
    this.#folder = folder;
  }

  async teardown() {
    for (const drop of this.global.leftRegisters ?? []) await drop();
    await super.teardown();
    process.env.TMPDIR = this.#before;
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
};
