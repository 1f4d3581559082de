import { hash } from 'node:crypto';

export const DIGEST = 32;

/** SHA-256 of bytes. */
export function sha256(bytes: Buffer): Buffer {
  return hash('sha256', bytes, 'buffer');
}

const node = Buffer.alloc(1 + 2 * DIGEST, 0x01);

function hashNode(left: Buffer, right: Buffer): Buffer {
  left.copy(node, 1);
  right.copy(node, 1 + DIGEST);
  return sha256(node);
}

/**
 * The Merkle tree of RFC 6962 over leaves that are only ever added, as its whole subtrees from left to right: about the
 * logarithm of the number of leaves.
 */
export class MerkleTree {
  readonly #subtrees: Buffer[];
  #size: number;

  /** Continues a tree of so many leaves from what {@link subtrees} gave. */
  constructor(size = 0, subtrees: Buffer = Buffer.alloc(0)) {
    this.#size = size;
    this.#subtrees = Array.from({ length: subtrees.length / DIGEST }, (_, at) =>
      subtrees.subarray(at * DIGEST, (at + 1) * DIGEST),
    );
  }

  get size(): number {
    return this.#size;
  }

  /** Adds a leaf, given as the hash of `0x00` and its content. */
  add(leaf: Buffer): void {
    let subtree = leaf;
    for (let others = this.#size; others % 2 === 1; others = (others - 1) / 2) {
      const left = this.#subtrees.pop();
      if (left !== undefined) subtree = hashNode(left, subtree);
    }
    this.#subtrees.push(subtree);
    this.#size += 1;
  }

  /** The root; of an empty tree the hash of nothing. */
  root(): Buffer {
    const [last, ...others] = [...this.#subtrees].reverse();
    if (last === undefined) return sha256(Buffer.alloc(0));
    return others.reduce((right, left) => hashNode(left, right), last);
  }

  subtrees(): Buffer {
    return Buffer.concat(this.#subtrees);
  }
}
