import type { ChildProcess } from 'node:child_process';

declare global {
  /** Holds the databases that tests share; known to the set-up and the teardown of a run alone. */
  var testServers: ChildProcess | undefined;
  /** Drops the registers that a failed test has left. */
  var leftRegisters: ReadonlySet<() => Promise<void>> | undefined;
}
