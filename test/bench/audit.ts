import { appendFileSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import pg from 'pg';
import type { Command } from '../../src/app/command-line/command-line.ts';
import { preset, wholeNumber } from '../../src/app/command-line/option.ts';
import { runCommand } from '../../src/app/command-line/run-command.ts';
import type { Platform } from '../../src/app/platform.ts';
import { printCheckpoint, signCheckpoint } from '../../src/audit-chain/checkpoint.ts';
import { FIRST_LINK, leafOf, linkOf } from '../../src/audit-chain/entry.ts';
import { ChainKeeper, type Outside } from '../../src/audit-chain/keep-chain.ts';
import { MerkleTree } from '../../src/audit-chain/merkle.ts';
import { readPublicKeys, readSigningKeys } from '../../src/audit-chain/signing-keys.ts';
import { verifyChain } from '../../src/audit-chain/verify/verify-chain.ts';
import { onOwnConnection } from '../../src/database/connection/own-connection.ts';
import { copyTexts, hex } from '../../src/database/copy-texts.ts';
import type { Sql } from '../../src/database/database.ts';
import { prepareChain } from '../../src/database/migrations/chain-form.ts';
import { changeNumber, sealChanges } from '../../src/database/time/change-log.ts';
import { invariant } from '../../src/kernel/invariant.ts';
import type { Result } from '../../src/kernel/result.ts';
import { recordOne } from '../audit-chain/record-one.ts';
import { onSeededRegister } from './seeded-register.ts';

/** `npm run bench:audit`: what sealing costs of the rate of writes, and how fast the chain is verified. */
const COMMAND = {
  call: 'npm run bench:audit --',
  about:
    '测量审计链占用的写入速度（交替各运行若干次取中位数）与核验速度 / ' +
    'measures what the audit chain costs of the rate of writes, the median of alternating runs, and how fast it is verified',
  options: {
    runs: preset('N', '次数，缺省 10 / the number of runs of each kind; 10 by default', wholeNumber(1, 100), 10),
    seconds: preset('N', '每次秒数，缺省 6 / the seconds of each; 6 by default', wholeNumber(1, 600), 6),
    links: preset('N', '条数，缺省 1000000 / the number of links', wholeNumber(1, 10_000_000), 1_000_000),
  },
} satisfies Command;

const WRITERS = 4;
const PASS_MILLISECONDS = 500;

process.exitCode = await runCommand(COMMAND, ({ options: { runs, seconds, links } }) =>
  onSeededRegister(1, async (_, { dataFolder }, _environment, platform) => {
    const outside = {
      file: join(dataFolder, 'checkpoints.jsonl'),
      url: null,
      keyFile: join(dataFolder, 'audit-keys.json'),
    };
    await measureWrites(platform, outside, runs, seconds);
    await verifyTimed(platform, outside, true);
    await makeLinks(platform, outside, links);
    await verifyTimed(platform, outside, false);
  }),
);

async function measureWrites(platform: Platform, outside: Outside, runs: number, seconds: number): Promise<void> {
  const ids = await clerkOf(platform);
  const rates = { with: [] as number[], without: [] as number[] };
  const sealer = new pg.Client({ connectionString: platform.sealerUrl });
  await sealer.connect();
  const keeper = new ChainKeeper(outside, console.error);
  let serial = 0;
  const write = async (until: number): Promise<number> => {
    let written = 0;
    const one = async () => {
      while (performance.now() < until) {
        await recordOne({ deps: { ...platform, today: '2026-06-30' }, ids }, (serial += 1), serial % 2 === 0);
        await changeNumber(platform.database, await lastChange(platform));
        written += serial % 2 === 0 ? 2 : 1;
      }
    };
    await Promise.all(Array.from({ length: WRITERS }, one));
    return written;
  };
  await write(performance.now() + seconds * 1000);
  for (let run = 0; run < 2 * runs; run += 1) {
    const kind = run % 2 === 0 ? 'with' : 'without';
    await (kind === 'with'
      ? onOwnConnection(platform.ownerUrl, prepareChain)
      : onOwnConnection(platform.ownerUrl, dropChain));
    if (kind === 'with') await keeper.finish(sealer);
    const stop = repeat(async () => {
      await sealChanges(platform.database);
      if (kind === 'with') await keeper.keep(sealer);
    });
    const started = performance.now();
    const written = await write(started + seconds * 1000);
    rates[kind].push((written * 1000) / (performance.now() - started));
    await stop();
  }
  await onOwnConnection(platform.ownerUrl, prepareChain);
  await keeper.finish(sealer);
  await sealer.end();
  const [with_, without] = [median(rates.with), median(rates.without)];
  const cost = (100 * (1 - with_ / without)).toFixed(1);
  console.log(`${runs} alternating runs of ${seconds} s, ${WRITERS} writers, changes a second:`);
  console.log(
    `  sealed ${with_.toFixed(1)} (${spread(rates.with)}), not sealed ${without.toFixed(1)} (${spread(rates.without)})`,
  );
  console.log(`  sealing costs ${cost} % of the rate (medians)`);
}

/** What the leading process repeats. */
function repeat(work: () => Promise<void>): () => Promise<void> {
  let isOver = false;
  const run = async () => {
    while (!isOver) {
      await work();
      await new Promise((resolve) => setTimeout(resolve, PASS_MILLISECONDS));
    }
  };
  const running = run();
  return () => {
    isOver = true;
    return running;
  };
}

async function clerkOf({ database }: Platform): Promise<Readonly<Record<string, string>>> {
  const [row] = await database.session((sql) =>
    sql.query<{ clerk: string; employer: string }>(
      `select s.id as clerk, u.id as employer from staff s, trade_union u where s.code = 'clerk.410502' and u.code = '410502-Q1'`,
    ),
  );
  if (row === undefined) throw new Error('the sample has a clerk of a county');
  return { clerk: row.clerk, employer: row.employer };
}

async function lastChange({ database }: Platform): Promise<string> {
  const [row] = await database.session((sql) =>
    sql.query<{ id: string }>('select id from change_log order by transaction desc limit 1'),
  );
  return row?.id ?? '';
}

/** Takes off what the chain adds to writes. */
async function dropChain(owner: Sql): Promise<void> {
  const rows = await owner.query<{ name: string }>(
    "select indexname as name from pg_indexes where schemaname = 'public' and indexname ~ '_(recorded|superseded)_in$'",
  );
  for (const { name } of rows) await owner.query(`drop index ${name}`);
  await owner.query('drop trigger note_pending on sensitive_read');
}

/** A chain of so many entries, in the place of the one that is there, with its checkpoints. */
async function makeLinks({ ownerUrl }: Platform, { file, keyFile }: Outside, links: number): Promise<void> {
  const keys = valueOf(await readSigningKeys(keyFile));
  const tree = new MerkleTree();
  let link: Buffer = FIRST_LINK;
  writeFileSync(file, '');
  await onOwnConnection(ownerUrl, async (sql) => {
    await sql.query('delete from audit_checkpoint; delete from audit_entry');
    const [newest] = await sql.query<{ number: number; digest: Buffer }>(
      "select number, sha256(convert_to(form, 'UTF8')) as digest from audit_form order by number desc limit 1",
    );
    const form = newest?.digest ?? FIRST_LINK;
    const columns = ['position', 'at', 'source', 'key', 'number', 'form', 'digest', 'link'];
    for (let size = 0; size < links;) {
      const rows = Array.from({ length: Math.min(1000, links - size) }, () => {
        const [position, key, digest] = [(size += 1), randomBytes(16), randomBytes(32)];
        const leaf = leafOf({
          position,
          at: 1_780_000_000_000_000n,
          source: 'change_log',
          key,
          number: position,
          form,
          digest,
        });
        link = linkOf(link, leaf);
        tree.add(leaf);
        const at = new Date(1_780_000_000_000).toISOString();
        const number = String(position);
        return [number, at, 'change_log', key.toString('hex'), number, String(newest?.number), hex(digest), hex(link)];
      });
      await copyTexts(sql, { table: 'audit_entry', columns, rows });
      const content = { size, root: tree.root().toString('hex'), link: link.toString('hex') };
      const signed = signCheckpoint({ ...content, at: new Date().toISOString(), number: size }, keys.newest());
      appendFileSync(file, printCheckpoint(signed));
    }
    await sql.query('analyze audit_entry');
  });
}

async function verifyTimed({ url }: Platform, { file, keyFile }: Outside, facts: boolean): Promise<void> {
  const keys = valueOf(await readPublicKeys(keyFile));
  const started = performance.now();
  const verdict = await verifyChain(url, { checkpoints: file, keys, facts });
  const seconds = (performance.now() - started) / 1000;
  const rows =
    verdict.facts === null
      ? ''
      : `, ${verdict.facts.rows} rows (${Math.round((verdict.facts.rows * 1000) / verdict.facts.milliseconds)}/s)`;
  console.log(`verified ${verdict.entries} links${rows} in ${seconds.toFixed(1)} s: ${JSON.stringify(verdict.faults)}`);
}

function valueOf<T>(result: Result<T, string>): T {
  invariant(result.ok, 'there are keys');
  return result.value;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

function spread(values: readonly number[]): string {
  return `${Math.min(...values).toFixed(1)} to ${Math.max(...values).toFixed(1)}`;
}
