import { AsyncLocalStorage } from 'node:async_hooks';

/** A value, and the texts of the statements that it was read by. */
export interface Recorded<T> {
  readonly value: T;
  readonly texts: ReadonlySet<string>;
}

const recording = new AsyncLocalStorage<Set<string>>();

/** Runs a read and records the statements that it runs, on whichever connection. */
export async function recordStatements<T>(read: () => Promise<T>): Promise<Recorded<T>> {
  const texts = new Set<string>();
  return { value: await recording.run(texts, read), texts };
}

/** Runs work whose statements do not belong to the read under way. */
export function withoutRecording<T>(work: () => Promise<T>): Promise<T> {
  return recording.exit(work);
}

export function noteStatement(text: string): void {
  recording.getStore()?.add(text);
}

/** Gives a value that another read has recorded, and notes its statements as those of the read under way. */
export function noteRecorded<T>({ value, texts }: Recorded<T>): T {
  const own = recording.getStore();
  if (own !== undefined) for (const text of texts) own.add(text);
  return value;
}
