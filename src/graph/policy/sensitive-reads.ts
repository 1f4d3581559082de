import type { Sensitivity } from '../../fields/sensitivity.codes.ts';
import type { Subject } from './protected.ts';
import { perAnswer } from '../batch/per-request.ts';

/** The sensitive values of one person or household that an answer shows unmasked; none of one that was only named by key. */
interface SensitiveSubject extends Subject {
  readonly fields: ReadonlySet<Sensitivity>;
}

/** Collects the sensitive reads of one answer: the values shown, and the subjects whose values were masked. */
class SensitiveReads {
  readonly #shown = new Map<string, Subject & { readonly fields: Set<Sensitivity> }>();
  readonly #masked = new Set<string>();

  noteShown(subject: Subject, sensitivity: Sensitivity): void {
    const key = `${subject.kind} ${subject.id}`;
    const entry = this.#shown.get(key) ?? { ...subject, fields: new Set() };
    entry.fields.add(sensitivity);
    this.#shown.set(key, entry);
  }

  /** Notes a person or household that the viewer named by key, or that belongs to one: it is recorded whatever is shown of it. */
  noteNamed(subject: Subject): void {
    const key = `${subject.kind} ${subject.id}`;
    if (!this.#shown.has(key)) this.#shown.set(key, { ...subject, fields: new Set() });
  }

  noteMasked({ id }: Subject): void {
    this.#masked.add(id);
  }

  shown(): readonly SensitiveSubject[] {
    return [...this.#shown.values()];
  }

  /** The number of persons and households whose values were masked. */
  masked(): number {
    return this.#masked.size;
  }
}

export const sensitiveReads = perAnswer(() => new SensitiveReads());
