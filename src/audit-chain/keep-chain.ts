import { createSql, type Sql } from '../database/database.ts';
import type { Checkpoint } from './checkpoint.ts';
import { ChainWriter } from './chain-writer.ts';
import { hasCheckpoints } from './chain.read.ts';
import { prepareSession } from './chain.store.ts';
import { addCheckpoints, readCheckpoints, sendCheckpoint } from './outside.ts';
import { makeSigningKeys, readSigningKeys, type SigningKeys } from './signing-keys.ts';

/** The parts that are sealed at once: what waits longer is left for the next time, so that a process can stop meanwhile. */
const MOST_PARTS = 8;

/** Where checkpoints go outside the database, and the file of the keys that sign them. */
export interface Outside {
  readonly file: string;
  readonly url: string | null;
  readonly keyFile: string;
}

/** Tells what somebody has to look after, as a sentence in Chinese and English. */
export type Tell = (sentence: string) => void;

/** The chain on one connection of the sealer, with the checkpoints that are not in the file yet. */
interface Kept {
  readonly client: Sql['client'];
  readonly writer: ChainWriter;
  readonly waiting: Checkpoint[];
}

/**
 * What the leading process does for the audit chain: it seals what was committed, signs checkpoints, and publishes them outside
 * the database, to a file and to an address where there is one.
 */
export class ChainKeeper {
  readonly #outside: Outside;
  readonly #tell: Tell;
  #kept: Kept | undefined;
  /** The newest checkpoint that the address has not taken yet; it stands for all before it. */
  #unsent: Checkpoint | undefined;
  #sending: Promise<void> = Promise.resolve();
  #isSending = false;

  constructor(outside: Outside, tell: Tell) {
    this.#outside = outside;
    this.#tell = tell;
  }

  /** Seals and publishes what waits. After an error, which is told, the connection is given up and the chain read anew. */
  async keep(client: Sql['client']): Promise<void> {
    await this.#orTell(async () => {
      await this.#seal(await this.#open(client));
    });
  }

  /** Seals what waits, signs a checkpoint over all of it and publishes it, before this process ends. */
  async finish(client: Sql['client']): Promise<void> {
    await this.#orTell(async () => {
      const kept = await this.#open(client);
      await kept.writer.numberChanges();
      await this.#seal(kept);
      kept.waiting.push(...(await kept.writer.checkpoint(Date.now())));
      await this.#publish(kept);
      await this.#sending;
    });
  }

  async #seal(kept: Kept): Promise<void> {
    let hasMore = true;
    for (let parts = 0; hasMore && parts < MOST_PARTS; parts += 1) {
      const sealed = await kept.writer.seal(Date.now());
      kept.waiting.push(...sealed.checkpoints);
      await this.#publish(kept);
      ({ hasMore } = sealed);
    }
  }

  async #orTell(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.#kept = undefined;
      this.#tell(`审计链未能续写 / the audit chain is not continued: ${String(error)}`);
      throw error;
    }
  }

  async #open(client: Sql['client']): Promise<Kept> {
    if (this.#kept?.client === client) return this.#kept;
    const sql = createSql(client);
    await prepareSession(sql);
    const { file } = this.#outside;
    const writer = await ChainWriter.open(sql, await this.#keys(sql));
    const published = (await readCheckpoints(file)).findLast((one) => one !== undefined)?.size ?? 0;
    if (published > writer.covered) this.#tell(behind(published, writer.covered));
    const waiting = [...(await writer.checkpointsAfter(published))];
    this.#unsent = waiting.at(-1) ?? this.#unsent;
    this.#kept = { client, writer, waiting };
    return this.#kept;
  }

  /** The keys that sign; the first are made for a database without a checkpoint. */
  async #keys(sql: Sql): Promise<SigningKeys> {
    const { keyFile } = this.#outside;
    if (!(await hasCheckpoints(sql))) await makeSigningKeys(keyFile);
    const keys = await readSigningKeys(keyFile);
    if (!keys.ok) throw new Error(keys.error);
    return keys.value;
  }

  async #publish({ waiting }: Kept): Promise<void> {
    const last = waiting.at(-1);
    if (last !== undefined) {
      await addCheckpoints(this.#outside.file, waiting);
      waiting.length = 0;
      this.#unsent = last;
    }
    this.#send();
  }

  /** Sends the newest checkpoint, one at a time, and tells when it is not taken: then it, or a later one, is sent next time. */
  #send(): void {
    const { url } = this.#outside;
    const checkpoint = this.#unsent;
    if (url === null || checkpoint === undefined || this.#isSending) return;
    this.#isSending = true;
    this.#sending = sendCheckpoint(url, checkpoint)
      .then(() => {
        if (this.#unsent === checkpoint) this.#unsent = undefined;
      })
      .catch((error: unknown) => {
        this.#tell(`检查点未能送达 / a checkpoint was not taken by its receiver: ${String(error)}`);
      })
      .finally(() => {
        this.#isSending = false;
      });
  }
}

function behind(published: number, covered: number): string {
  return (
    `审计链：数据库比库外检查点旧（检查点至第 ${published} 条，库中至第 ${covered} 条），数据库可能被换成旧副本，请执行 npm run audit:verify / ` +
    `the database is older than the checkpoints outside it (up to ${published}, the database up to ${covered}): an older copy ` +
    'may have been put in its place; see npm run audit:verify'
  );
}
