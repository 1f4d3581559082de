import type { Command } from '../app/command-line/command-line.ts';
import { refuseCommand, runCommand, withConfig } from '../app/command-line/run-command.ts';
import type { Config } from '../config.ts';
import { startEmbeddedServer } from '../database/embedded/embedded-server.ts';

const COMMAND = {
  call: 'npm run database',
  about:
    '启动内置数据库，打印其地址，直至 Ctrl-C / ' +
    'starts the embedded database, prints its address and keeps it running until Ctrl-C',
  options: {},
} satisfies Command;

process.exitCode = await runCommand(COMMAND, () => withConfig(keepDatabase));

async function keepDatabase({ dataFolder }: Config): Promise<number> {
  const stopSignal = new Promise((resolve) => process.on('SIGINT', resolve).on('SIGTERM', resolve));
  const server = await startEmbeddedServer(dataFolder, (event) => process.stderr.write(`${event}\n`));
  if (!server.ok) return refuseCommand(server.error);
  process.stdout.write(`${server.value.ownerUrl}\n`);
  await stopSignal;
  await server.value.stop();
  return 0;
}
