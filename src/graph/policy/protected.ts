import type { Rights } from '../../access/viewer.ts';

/** An object of the graph that somebody may see: what of it, and whose it is. */
export interface Protected {
  /** What the viewer may do with it: found once, when it was read. */
  readonly rights: Rights;
  /** Whom a sensitive read of it names. */
  readonly subject: Subject;
  /** An encrypted value, opened when it is asked for; `null` where there is none. */
  readonly secret: (key: string) => unknown;
}

export interface Subject {
  readonly kind: 'Person' | 'Household';
  readonly id: string;
}
