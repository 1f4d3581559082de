import { once } from 'node:events';

/** Ends the process that holds the databases, which removes the run's temporary files. */
export default async function tearDown(): Promise<void> {
  const servers = globalThis.testServers;
  if (servers?.exitCode !== null) return;
  const ended = once(servers, 'exit');
  servers.stdin?.end();
  await ended;
}
