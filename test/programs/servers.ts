import { rmSync } from 'node:fs';
import { startServers } from '../support/servers.ts';
import { endProcessesOf } from '../support/run-folder.ts';

/**
 * `node servers.ts FOLDER`: runs the databases that tests share, until its standard input is closed. That happens however the
 * run ends, by SIGKILL too. Then it ends all processes of the run and removes the run's temporary files.
 */
const [folder = ''] = process.argv.slice(2);
process.stdin.resume();
const closed = new Promise((resolve) => process.stdin.once('close', resolve));
const { addresses, stop } = await startServers(folder);
process.stdout.write(`${JSON.stringify(addresses)}\n`);
await closed;
await stop();
await endProcessesOf(folder);
rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
