import { readFileSync, statSync } from 'node:fs';

export const LOOK_MILLISECONDS = 1000;

/** What a file says now, looked at once a second; one that is gone or broken (`undefined`) changes nothing. */
export function watchedFile<T>(path: string, first: T, parse: (text: string) => T | undefined): () => T {
  let value = first;
  let looked = Date.now();
  let written = writtenAt(path);
  return () => {
    if (Date.now() - looked < LOOK_MILLISECONDS) return value;
    looked = Date.now();
    const now = writtenAt(path);
    if (now !== undefined && now !== written) {
      value = parse(readFileSync(path, 'utf8')) ?? value;
      written = now;
    }
    return value;
  };
}

function writtenAt(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs;
}
