import { parentPort, workerData } from 'node:worker_threads';
import { onOwnConnection } from '../../../database/connection/own-connection.ts';
import { invariant } from '../../../kernel/invariant.ts';
import { readRulesHistory } from '../../history/rules-history.read.ts';
import { rulesOf } from '../../history/rules-history.ts';
import type { IdRange } from '../../history/id-range.ts';
import { type DecidedAt, decideHouseholds } from '../decide-households.ts';
import type { SpansAt } from '../span.store.ts';

/** What a thread is started with. */
export interface ThreadTask extends SpansAt, Omit<DecidedAt, 'rules'> {
  readonly url: string;
}

/** Commits need not reach the disk one by one: a run that was interrupted notes how far it came only after them. */
const SESSION = '-c timezone=Asia/Shanghai -c datestyle=ISO -c synchronous_commit=off';

/** The program of a thread that decides one range of households after another, each in a transaction of its own. */
const port = parentPort;
invariant(port !== null, 'this is a thread');
const { url, slot, moment, revision, horizon } = workerData as ThreadTask;

await onOwnConnection(
  url,
  async (sql) => {
    const rules = rulesOf(await readRulesHistory(sql, revision));
    const decide = async (range: IdRange) => {
      const write = await decideHouseholds(sql, range, { revision, rules, horizon, slot, moment });
      await sql.query('begin');
      const decided = await write(sql);
      await sql.query('commit');
      return decided;
    };
    await new Promise<never>((_, reject) => {
      port.on('message', (range: IdRange) => {
        decide(range).then((decided) => {
          port.postMessage(decided);
        }, reject);
      });
      port.postMessage('READY');
    });
  },
  SESSION,
);
