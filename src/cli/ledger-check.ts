import type { Command } from '../app/command-line/command-line.ts';
import { refuseCommand, runCommand, withConfig } from '../app/command-line/run-command.ts';
import { openServer } from '../app/platform.ts';
import type { Config } from '../config.ts';
import { checkLedger } from '../fund/ledger/check-ledger.read.ts';
import type { ViolatedInvariant } from '../fund/ledger/invariants.read.ts';

/** `ledger:check`: runs the invariants of the ledger of relief money. Nothing is written. */
const COMMAND = {
  call: 'npm run ledger:check',
  about:
    '核对资金台账的各项不变式；全部成立时不输出，退出码为 0，否则列出不成立的各项及其行 / ' +
    'checks the invariants of the ledger; if all hold it prints nothing and exits with 0, or else it names those that do not, with their rows',
  options: {},
} satisfies Command;

process.exitCode = await runCommand(COMMAND, () => withConfig(run));

async function run(config: Config): Promise<number> {
  const server = await openServer(config, (event) => process.stderr.write(`${event}\n`));
  if (!server.ok) return refuseCommand(server.error);
  try {
    const violated = await checkLedger(server.value.url);
    process.stdout.write(violated.map(printViolation).join(''));
    return violated.length === 0 ? 0 : 1;
  } finally {
    await server.value.stop();
  }
}

function printViolation({ name, zh, en, rows }: ViolatedInvariant): string {
  return `${name}: ${zh} / ${en}\n${rows.map((row) => `  ${JSON.stringify(row)}\n`).join('')}`;
}
