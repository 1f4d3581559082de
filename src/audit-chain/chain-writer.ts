import { invariant } from '../kernel/invariant.ts';
import type { Sql } from '../database/database.ts';
import {
  checkpointsAfter,
  lastCheckpoint,
  nameOf,
  newestForm,
  readDigests,
  readUnsealed,
  type StoredCheckpoint,
} from './chain.read.ts';
import { appendEntries, insertCheckpoint, numberChanges } from './chain.store.ts';
import { byVersion, type SigningKeys } from './signing-keys.ts';
import { type Checkpoint, isSigned, signCheckpoint } from './checkpoint.ts';
import { type Entry, FIRST_LINK, leafOf, linkOf } from './entry.ts';
import { MerkleTree } from './merkle.ts';
import { readEntries } from './entries.read.ts';

/** Changes and rows of journals that are sealed at once, at most each; two passes come to a thousand entries. */
const MOST_AT_ONCE = 250;
const CHECKPOINT_ENTRIES = 500;
const CHECKPOINT_MILLISECONDS = 5000;

/**
 * Writes the audit chain on a connection of the sealer. What was sealed is never read again: the tree and the last link are
 * kept in this process, so that a checkpoint never covers an entry that was altered since.
 */
export class ChainWriter {
  readonly #sql: Sql;
  readonly #keys: SigningKeys;
  readonly #tree: MerkleTree;
  #last: { readonly at: bigint; readonly link: Buffer; readonly number: number };
  /** The entries that the last checkpoint covers, and when the first after it was sealed. */
  #covered: number;
  #since: number | undefined;

  private constructor(sql: Sql, keys: SigningKeys, stored: StoredCheckpoint | undefined) {
    this.#sql = sql;
    this.#keys = keys;
    this.#covered = stored?.checkpoint.size ?? 0;
    this.#tree = new MerkleTree(this.#covered, stored?.subtrees);
    const { link, number } = stored?.checkpoint ?? { link: FIRST_LINK.toString('hex'), number: 0 };
    this.#last = { at: 0n, link: Buffer.from(link, 'hex'), number };
  }

  /** Continues the chain from its last checkpoint, which must be the platform's own, and the entries after it. */
  static async open(sql: Sql, keys: SigningKeys): Promise<ChainWriter> {
    const stored = await lastCheckpoint(sql);
    const writer = new ChainWriter(sql, keys, stored);
    if (stored !== undefined) {
      invariant(isOwn(stored.checkpoint, keys), 'the last checkpoint of the audit chain bears a key of this platform');
      invariant(
        writer.#tree.root().toString('hex') === stored.checkpoint.root,
        'the last checkpoint of the audit chain has the root that was signed',
      );
    }
    await readEntries(sql, { after: writer.#covered }, ({ link, ...entry }) => {
      invariant(entry.position === writer.#tree.size + 1, 'the audit chain has no gap after its last checkpoint');
      const leaf = leafOf(entry);
      invariant(linkOf(writer.#last.link, leaf).equals(link), 'the audit chain holds after its last checkpoint');
      writer.#append(entry, leaf, link);
    });
    return writer;
  }

  /**
   * Seals a part of what waits, and writes a checkpoint if one is due; `now` is in milliseconds since 1970. Says whether more may
   * wait.
   */
  async seal(now: number): Promise<{ readonly hasMore: boolean; readonly checkpoints: readonly Checkpoint[] }> {
    const hasMore = await this.#sealPart(now);
    const isDue = this.#since !== undefined && now - this.#since >= CHECKPOINT_MILLISECONDS;
    const isFull = this.#tree.size - this.#covered >= CHECKPOINT_ENTRIES;
    return { hasMore, checkpoints: isDue || isFull ? await this.checkpoint(now) : [] };
  }

  /** Writes a checkpoint over all entries, unless the last one covers them. */
  async checkpoint(now: number): Promise<readonly Checkpoint[]> {
    const { size } = this.#tree;
    if (size === this.#covered) return [];
    const content = { size, root: this.#tree.root().toString('hex'), link: this.#last.link.toString('hex') };
    const signed = { ...content, at: new Date(now).toISOString(), number: this.#last.number };
    const checkpoint = signCheckpoint(signed, this.#keys.newest());
    await insertCheckpoint(this.#sql, { checkpoint, subtrees: this.#tree.subtrees() });
    this.#covered = size;
    this.#since = undefined;
    return [checkpoint];
  }

  /** Gives the committed changes their numbers, without which they are not sealed. */
  async numberChanges(): Promise<void> {
    await numberChanges(this.#sql);
  }

  /** The checkpoints of the database with more than so many entries that bear a key of this platform. */
  async checkpointsAfter(size: number): Promise<readonly Checkpoint[]> {
    const stored = await checkpointsAfter(this.#sql, size);
    return stored.map(({ checkpoint }) => checkpoint).filter((checkpoint) => isOwn(checkpoint, this.#keys));
  }

  get covered(): number {
    return this.#covered;
  }

  /** Seals at most {@link MOST_AT_ONCE} of each kind; whether there may be more. Only the writing has a transaction's number. */
  async #sealPart(now: number): Promise<boolean> {
    const unsealed = await readUnsealed(this.#sql, this.#last.number, MOST_AT_ONCE);
    if (unsealed.length === 0) return false;
    const form = await newestForm(this.#sql);
    const digests = await readDigests(this.#sql, form, unsealed);
    const at = BigInt(now) * 1000n;
    let { link } = this.#last;
    const made = unsealed.map((given, index) => {
      const digest = digests.get(nameOf(given))?.digest;
      invariant(digest !== undefined, 'what waits to be sealed is on record');
      const key = Buffer.from(given.key.replaceAll('-', ''), 'hex');
      const position = this.#tree.size + index + 1;
      const entry = { position, at: at > this.#last.at ? at : this.#last.at, form: form.digest, digest };
      const whole = { ...entry, source: given.source, key, number: given.number };
      const leaf = leafOf(whole);
      link = linkOf(link, leaf);
      return { ...whole, uuid: given.key, leaf, link };
    });
    await appendEntries(this.#sql, made, form);
    for (const { leaf, link: own, ...entry } of made) this.#append(entry, leaf, own);
    this.#since ??= now;
    return unsealed.length >= MOST_AT_ONCE;
  }

  #append({ at, number }: Entry, leaf: Buffer, link: Buffer): void {
    this.#tree.add(leaf);
    this.#last = { at, link, number: number ?? this.#last.number };
  }
}

function isOwn(checkpoint: Checkpoint, keys: SigningKeys): boolean {
  return isSigned(checkpoint, byVersion(keys.published()));
}
