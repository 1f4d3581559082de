import { readFileSync, statSync } from 'node:fs';

export const LOOK_MILLISECONDS = 1000;

/** Returns a function for the parsed contents of a file, which checks for changes once a second; a missing or invalid file changes nothing. */
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
