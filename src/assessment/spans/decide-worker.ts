import { parentPort, workerData } from 'node:worker_threads';
import { onOwnConnection } from '../../database/connection/own-connection.ts';
import type { Sql } from '../../database/database.ts';
import { invariant } from '../../kernel/invariant.ts';
import { readRulesHistory } from '../history/rules-history.read.ts';
import { rulesOf } from '../history/rules-history.ts';
import { type Decided, type DecidedAt, decideBatch } from './decide-batch.store.ts';
import type { SpansAt } from './span.store.ts';

/** What a worker thread is started with. */
export interface WorkerTask extends SpansAt, Omit<DecidedAt, 'rules'> {
  readonly url: string;
}

/** The households that a worker is to decide next, from one id to another. */
export interface WorkerBatch {
  readonly at: number;
  readonly from: string;
  readonly to: string;
}

export interface WorkerAnswer extends Decided {
  readonly at: number;
}

/** A thread that decides one batch of households after another, each in a transaction of its own, until it is ended. */
const port = parentPort;
invariant(port !== null, 'this is a worker thread');
const { url, slot, moment, revision, horizon } = workerData as WorkerTask;

await onOwnConnection(
  url,
  async (sql) => {
    const rules = rulesOf(await readRulesHistory(sql, revision));
    const decide = (batch: WorkerBatch) =>
      inTransaction(sql, () => decideBatch(sql, batch, { revision, rules, horizon }, { slot, moment }));
    await new Promise<void>((resolve, reject) => {
      port.on('message', (batch: WorkerBatch | 'END') => {
        if (batch === 'END') {
          port.close();
          resolve();
          return;
        }
        decide(batch).then((decided) => {
          port.postMessage({ at: batch.at, ...decided } satisfies WorkerAnswer);
        }, reject);
      });
      port.postMessage('READY');
    });
  },
  '-c timezone=Asia/Shanghai -c datestyle=ISO -c synchronous_commit=off',
);

async function inTransaction<T>(sql: Sql, work: () => Promise<T>): Promise<T> {
  await sql.query('begin');
  const value = await work();
  await sql.query('commit');
  return value;
}
