const { chmodSync, mkdtempSync, rmSync } = require('node:fs');
const { flushCompileCache } = require('node:module');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { TestEnvironment } = require('jest-environment-node');
const { ModuleMocker } = require('jest-mock');

/** Tests run in the context of the process, with the modules that files share (`shared-modules-runtime.cjs`). */
class SharedModulesEnvironment {
  sharesModules = true;
  global = globalThis;
  moduleMocker = new ModuleMocker(globalThis);
  #variables = { ...process.env };
  #console = globalThis.console;
  #exit = process.exit;

  setup() {
    return Promise.resolve();
  }

  /** Puts back what Jest or a test has replaced. */
  teardown() {
    const added = Object.keys(process.env).filter((name) => !(name in this.#variables));
    for (const name of added) Reflect.deleteProperty(process.env, name);
    Object.assign(process.env, this.#variables);
    globalThis.console = this.#console;
    process.exit = this.#exit;
    delete globalThis.leftRegisters;
    // At the end of a worker it would take longer than Jest waits for it.
    flushCompileCache();
    return Promise.resolve();
  }

  exportConditions() {
    return ['node', 'node-addons'];
  }

  getVmContext() {
    return globalThis;
  }
}

/** Gives each test file a folder of its own for temporary files, which is removed after it, and drops the registers that it left. */
const inOwnFolder = (Environment) =>
  class OwnFolderEnvironment extends Environment {
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

// A worker that has nothing left to do ends without freeing what the system frees with it: that would take longer than the
// half second that Jest waits on a busy machine, and Jest would say that the worker failed to end.
const isWorker = process.send !== undefined && process.argv[1]?.includes('jest-worker') === true;
if (isWorker) process.once('beforeExit', () => process.exit());

const Shared = inOwnFolder(SharedModulesEnvironment);
const Own = inOwnFolder(TestEnvironment);

/** A file whose first comment says `@own-modules`, since it mocks one, has all modules and a context to itself. */
module.exports = function Environment(config, context) {
  return 'own-modules' in context.docblockPragmas ? new Own(config, context) : new Shared(config, context);
};
