import type { Sql } from '../../database/database.ts';
import { type Checkpoint, isSigned, type PublicKeys } from '../checkpoint.ts';
import { readEntries, type StoredEntry } from '../entries.read.ts';
import { FIRST_LINK, leafOf, linkOf } from '../entry.ts';
import { MerkleTree } from '../merkle.ts';
import { type Fault, chainFault } from './fault.ts';

/** The entries of a chain, and what holds of them. */
interface Links {
  readonly entries: number;
  readonly proven: Checkpoint | undefined;
  readonly fault: Fault | undefined;
}

/** Recomputes all links, and compares them with the checkpoints from outside the database, in the order of their file. */
export async function verifyLinks(sql: Sql, checkpoints: readonly Checkpoint[], keys: PublicKeys): Promise<Links> {
  const forged = checkpoints.findIndex((one) => !isSigned(one, keys));
  if (forged !== -1) return { ...NOTHING, fault: forgedAt(forged + 1, checkpoints[forged - 1]) };
  const check = new LinkCheck(checkpoints);
  await readEntries(sql, { after: 0 }, (entry) => {
    check.take(entry);
  });
  return check.end();
}

const NOTHING = { entries: 0, proven: undefined };

class LinkCheck {
  readonly #checkpoints: readonly Checkpoint[];
  /** The first checkpoint that was not compared yet. */
  #next = 0;
  readonly #tree = new MerkleTree();
  #link: Buffer = FIRST_LINK;
  #fault: Fault | undefined;
  #entries = 0;

  constructor(checkpoints: readonly Checkpoint[]) {
    this.#checkpoints = checkpoints;
  }

  take(entry: StoredEntry): void {
    this.#entries += 1;
    if (this.#fault !== undefined) return;
    const expected = this.#tree.size + 1;
    if (entry.position !== expected) {
      this.#fault = chainFault(expected, entry.position - 1, MISSING);
      return;
    }
    const leaf = leafOf(entry);
    this.#link = linkOf(this.#link, leaf);
    if (!this.#link.equals(entry.link)) {
      this.#fault = chainFault(expected, expected, ALTERED);
      return;
    }
    this.#tree.add(leaf);
    if (this.#checkpoints[this.#next]?.size === expected) this.#compare(expected);
  }

  end(): Links {
    const left = this.#checkpoints[this.#next];
    if (left !== undefined) this.#fault ??= this.#faultOf(left);
    return { entries: this.#entries, proven: this.#checkpoints[this.#next - 1], fault: this.#fault };
  }

  /** Compares the checkpoints of this size; the same may have been published twice. */
  #compare(size: number): void {
    const [root, link] = [this.#tree.root().toString('hex'), this.#link.toString('hex')];
    for (let one = this.#checkpoints[this.#next]; one?.size === size; one = this.#checkpoints[this.#next]) {
      if (one.root !== root || one.link !== link) {
        this.#fault = chainFault((this.#checkpoints[this.#next - 1]?.size ?? 0) + 1, size, contradicted(one));
        return;
      }
      this.#next += 1;
    }
  }

  /** Why a checkpoint was never reached: the chain ends before it, or it lies before one that was published earlier. */
  #faultOf(left: Checkpoint): Fault {
    const { size } = this.#tree;
    if (left.size > size) return chainFault(size + 1, left.size, ended(left));
    return chainFault(left.size, left.size, wentBack(left));
  }
}

const MISSING = '条目缺失 / entries are missing';
const ALTERED = '条目被改动，或其链接被改动 / the entry was altered, or its link';

function forgedAt(line: number, before: Checkpoint | undefined): Fault {
  const first = (before?.size ?? 0) + 1;
  return chainFault(
    first,
    first,
    `检查点文件第 ${line} 个检查点的签名无效 / the signature of checkpoint ${line} in the file is not valid`,
  );
}

function contradicted({ at }: Checkpoint): string {
  return `与 ${at} 签署的检查点不符，条目被重写 / contradicts the checkpoint of ${at}: entries were written anew`;
}

function ended({ at }: Checkpoint): string {
  return (
    `链在 ${at} 签署的检查点之前中断：条目被删除，或数据库被换成旧副本 / ` +
    `the chain ends before the checkpoint of ${at}: entries were deleted, or an older copy of the database was put in its place`
  );
}

function wentBack({ at }: Checkpoint): string {
  return (
    `${at} 签署的检查点落在更早签署者之前：数据库曾被换成旧副本 / ` +
    `the checkpoint of ${at} lies before an earlier one: an older copy of the database was put in its place`
  );
}
