import { readConfig } from '../config.ts';
import { startEmbeddedServer } from '../database/embedded/embedded-server.ts';

/** `database`: starts the embedded database, prints its address and keeps it until Ctrl-C. */
const asked = new Promise((resolve) => process.on('SIGINT', resolve).on('SIGTERM', resolve));
const server = await startEmbeddedServer(readConfig().dataFolder, (event) => process.stderr.write(`${event}\n`));
if (server.ok) {
  process.stdout.write(`${server.value.ownerUrl}\n`);
  await asked;
  await server.value.stop();
} else {
  process.stderr.write(`${server.error}\n`);
  process.exitCode = 1;
}
