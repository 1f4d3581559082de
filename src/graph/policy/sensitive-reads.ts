import type { Sensitivity } from '../../fields/sensitivity.codes.ts';
import type { Subject } from './protected.ts';
import { perAnswer } from '../batch/per-request.ts';

/** What of one person or household an answer shows unmasked. */
interface SensitiveSubject extends Subject {
  readonly fields: ReadonlySet<Sensitivity>;
}

/** The sensitive values of one answer: what was shown, and whose were masked. */
class SensitiveReads {
  readonly #shown = new Map<string, Subject & { readonly fields: Set<Sensitivity> }>();
  readonly #masked = new Set<string>();

  noteShown(subject: Subject, sensitivity: Sensitivity): void {
    const key = `${subject.kind} ${subject.id}`;
    const entry = this.#shown.get(key) ?? { ...subject, fields: new Set() };
    entry.fields.add(sensitivity);
    this.#shown.set(key, entry);
  }

  noteMasked({ id }: Subject): void {
    this.#masked.add(id);
  }

  shown(): readonly SensitiveSubject[] {
    return [...this.#shown.values()];
  }

  /** How many persons and households were seen masked. */
  masked(): number {
    return this.#masked.size;
  }
}

export const sensitiveReads = perAnswer(() => new SensitiveReads());
