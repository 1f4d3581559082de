import { readdirSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, extname, join } from 'node:path';

export interface GraphiqlFile {
  readonly type: string;
  /** The ETag, which changes with the content. */
  readonly tag: string;
  readonly read: () => Promise<Buffer>;
}

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.ttf': 'font/ttf',
};

/** The files that the package ships, by name; no other file can be requested. */
export function graphiqlFiles(): ReadonlyMap<string, GraphiqlFile> {
  const folder = join(dirname(createRequire(import.meta.url).resolve('ruru/static')), '..', 'static');
  return new Map(
    readdirSync(folder).flatMap((name) => {
      const type = TYPES[extname(name)];
      const path = join(folder, name);
      return type === undefined ? [] : [[name, { type, tag: etag(path), read: () => readFile(path) }]];
    }),
  );
}

function etag(path: string): string {
  const { size, mtimeMs } = statSync(path);
  return `"${size.toString(36)}-${Math.round(mtimeMs).toString(36)}"`;
}
