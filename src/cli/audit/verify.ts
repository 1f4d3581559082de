import type { Command } from '../../app/command-line/command-line.ts';
import { flag, optionalOption, type OptionValues, readText } from '../../app/command-line/option.ts';
import { refuseCommand, runCommand, withConfig } from '../../app/command-line/run-command.ts';
import { openServer } from '../../app/platform.ts';
import { fingerprintOf, readPublicKeys } from '../../audit-chain/signing-keys.ts';
import type { Fault, Verdict } from '../../audit-chain/verify/fault.ts';
import { verifyChain } from '../../audit-chain/verify/verify-chain.ts';
import type { Config } from '../../config.ts';

/** `audit:verify`: recomputes the audit chain and compares it with the checkpoints outside the database. Nothing is written. */
const COMMAND = {
  call: 'npm run audit:verify --',
  about:
    '重算审计链并与库外检查点核对，指明第一处不符；相符时退出码为 0 / ' +
    'recomputes the audit chain, compares it with the checkpoints outside the database and names the first entry that does not hold; exits with 0 if all do',
  options: {
    facts: flag('同时核对所封存的每一行 / compares every row that the chain covers too'),
    checkpoints: optionalOption(
      'FILE',
      '检查点文件，缺省为 BANGFU_CHECKPOINTS / the file of checkpoints (BANGFU_CHECKPOINTS)',
      readText,
    ),
    keys: optionalOption(
      'FILE',
      '公钥文件，缺省为 BANGFU_AUDIT_KEYS / a file of the public keys (BANGFU_AUDIT_KEYS)',
      readText,
    ),
  },
} satisfies Command;

process.exitCode = await runCommand(COMMAND, ({ options }) => withConfig((config) => run(config, options)));

async function run(
  config: Config,
  { facts, checkpoints, keys }: OptionValues<typeof COMMAND.options>,
): Promise<number> {
  const published = await readPublicKeys(keys ?? config.checkpoints.keyFile);
  if (!published.ok) return refuseCommand(published.error);
  const server = await openServer(config, (event) => process.stderr.write(`${event}\n`));
  if (!server.ok) return refuseCommand(server.error);
  try {
    const file = checkpoints ?? config.checkpoints.file;
    const started = performance.now();
    const verdict = await verifyChain(server.value.url, { checkpoints: file, keys: published.value, facts });
    const [first] = published.value;
    process.stdout.write(printVerdict(verdict, performance.now() - started, first ? fingerprintOf(first) : ''));
    return verdict.faults.length === 0 ? 0 : 1;
  } finally {
    await server.value.stop();
  }
}

function printVerdict(verdict: Verdict, milliseconds: number, fingerprint: string): string {
  const { entries, proven, provenAt, waiting, unreadable, faults, facts } = verdict;
  const unproven = Math.max(0, entries - proven);
  const lines = [
    `审计链 ${entries} 条，用时 ${seconds(milliseconds)} 秒 / ${entries} entries in ${seconds(milliseconds)} s`,
    `首版公钥指纹 / fingerprint of the first key: ${fingerprint}`,
    `库外检查点${provenAt === null ? '无' : ` ${provenAt}`}，证实至第 ${proven} 条 / proven up to entry ${proven} by the checkpoint outside the database${provenAt === null ? ': there is none' : ` of ${provenAt}`}`,
    `其后未证实 ${unproven} 条，尚未封存 ${waiting} 项 / unproven after it: ${unproven}; not sealed yet: ${waiting}`,
    ...(unreadable === 0
      ? []
      : [`检查点文件中不可读的行 / unreadable lines in the file of checkpoints: ${unreadable}`]),
    ...(facts === null ? [] : [factsLine(facts)]),
    ...faults.map(faultLine),
  ];
  return `${lines.join('\n')}\n`;
}

function factsLine({ rows, milliseconds }: NonNullable<Verdict['facts']>): string {
  const rate = Math.round((rows * 1000) / Math.max(milliseconds, 1));
  return `已核对 ${rows} 行，每秒 ${rate} 行 / ${rows} rows compared, ${rate} a second`;
}

function faultLine({ first, last, words }: Fault, at: number): string {
  const place = first === last ? String(first) : `${first}–${last}`;
  return at === 0
    ? `第一处不符：第 ${place} 条 / the first entry that does not hold: ${place}: ${words}`
    : `不符：第 ${place} 条 / does not hold: ${place}: ${words}`;
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(1);
}
