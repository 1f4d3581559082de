import type { Rights } from '../../access/viewer.ts';

/** An object of the graph whose fields are protected by policies: it carries the viewer's rights and its subject. */
export interface Protected {
  /** The viewer's rights on the object, determined once when it was read. */
  readonly rights: Rights;
  /** The person or household that a sensitive read of it is recorded for. */
  readonly subject: Subject;
  /** Decrypts a value of the object; `null` if there is none. */
  readonly secret: (key: string) => unknown;
}

export interface Subject {
  readonly kind: 'Person' | 'Household';
  readonly id: string;
}
