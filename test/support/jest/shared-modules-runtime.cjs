const { createRequire, registerHooks } = require('node:module');
const { join, sep } = require('node:path');
const { fileURLToPath } = require('node:url');
const { compileFunction } = require('node:vm');
const { default: Runtime } = require('jest-runtime');

/** Where modules are the worker's, relative to the root. */
const SHARED = ['src', 'migrations', 'node_modules'];

/** What Node loads for all files of a worker; the code of TypeScript is what Jest transforms it to. */
class SharedModules {
  sourceMaps = new Map();
  /** Compiles a file to CommonJS; each test file gives its own. */
  transform;
  #folders;

  constructor(rootDir, replaced) {
    this.#folders = SHARED.map((name) => join(rootDir, name) + sep);
    this.load = createRequire(join(rootDir, 'package.json'));
    registerHooks({
      load: (url, context, next) => {
        if (!url.startsWith('file:')) return next(url, context);
        const path = fileURLToPath(url);
        const file = replaced(path) ?? path;
        if (file === path && !(path.endsWith('.ts') && this.has(path))) return next(url, context);
        return { format: 'commonjs', source: this.transform(file), shortCircuit: true };
      },
    });
  }

  has(path) {
    return this.#folders.some((folder) => path.startsWith(folder));
  }
}

let shared;

/**
 * Loads the platform's modules and the packages once a worker, as Node does, in place of once a test file: loading them
 * takes as long as the tests of most files. The modules of `test` are each file's own. This goes with an environment that
 * `sharesModules`; with any other, which a file needs that mocks a module, it is Jest's own runtime.
 */
module.exports = class SharedModulesRuntime extends Runtime {
  #shared;

  constructor(config, environment, ...rest) {
    super(config, environment, ...rest);
    if (environment.sharesModules !== true) return;
    const replacements = config.moduleNameMapper.map(([pattern, file]) => [new RegExp(pattern), file]);
    shared ??= new SharedModules(config.rootDir, (path) => replacements.find(([name]) => name.test(path))?.[1]);
    shared.transform = (file) => this.transformCache.transform(file);
    this.transformCache.sourceMaps = shared.sourceMaps;
    // What is shared is of the process's own context, and so is what tests it.
    this.executor.compile = (source, filename) =>
      compileFunction(source, this.executor.injectedModuleParameters, { filename });
    this.#shared = shared;
  }

  requireModule(from, moduleName, options, isRequireActual) {
    const isOwn =
      options?.isInternalModule === true || moduleName === undefined || this._resolution.isCoreModule(moduleName);
    if (this.#shared !== undefined && !isOwn) {
      const path = this._resolution.resolveCjs(from, moduleName);
      if (this.#shared.has(path)) return this.#shared.load(path);
    }
    return super.requireModule(from, moduleName, options, isRequireActual);
  }
};
