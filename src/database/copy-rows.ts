import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { to as copyTo } from 'pg-copy-streams';
import type { Sql } from './database.ts';
import type { Texts } from './copy-texts.ts';
import { noteStatement } from './reads/recorded-statements.ts';

/** Reads a query's rows by COPY, in constant memory. The visitor is called in the query's order and is not awaited. */
export async function copyRows(sql: Sql, query: string, visit: (row: Texts) => void): Promise<void> {
  noteStatement(query);
  await pipeline(sql.client.query(copyTo(`copy (${query}) to stdout`)), lines(visit));
}

/** Reads a query's rows by COPY in its binary form, for a reader that takes them apart itself; the visitor is not awaited. */
export async function copyBinary(sql: Sql, query: string, visit: (bytes: Buffer) => void): Promise<void> {
  noteStatement(query);
  for await (const chunk of sql.client.query(copyTo(`copy (${query}) to stdout (format binary)`))) {
    visit(chunk as Buffer);
  }
}

/** About how many characters {@link copyText} hands over at once. */
const TEXT_SIZE = 1 << 20;

/**
 * Reads a query's rows by COPY as text in whole lines, for a reader that parses COPY's format itself. The visitor is awaited, so that
 * no more is read than it takes.
 */
export async function copyText(sql: Sql, query: string, visit: (lines: string) => Promise<void>): Promise<void> {
  noteStatement(query);
  let rest = '';
  const decoder = new TextDecoder();
  const take = async (text: string): Promise<void> => {
    rest += text;
    const end = rest.length < TEXT_SIZE ? 0 : rest.lastIndexOf('\n') + 1;
    if (end === 0) return;
    const whole = rest.slice(0, end);
    rest = rest.slice(end);
    await visit(whole);
  };
  await pipeline(sql.client.query(copyTo(`copy (${query}) to stdout`)), async (chunks: AsyncIterable<Buffer>) => {
    for await (const chunk of chunks) await take(decoder.decode(chunk, { stream: true }));
  });
  if (rest !== '') await visit(rest);
}

function lines(visit: (row: Texts) => void): Writable {
  let rest = '';
  const decoder = new TextDecoder();
  return new Writable({
    write(chunk: Buffer, _encoding, done) {
      const text = rest + decoder.decode(chunk, { stream: true });
      let from = 0;
      for (let to = text.indexOf('\n'); to !== -1; to = text.indexOf('\n', from)) {
        visit(text.slice(from, to).split('\t').map(unescapeValue));
        from = to + 1;
      }
      rest = text.slice(from);
      done();
    },
  });
}

const ESCAPES: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

/** Decodes a value of COPY's text format. */
function unescapeValue(text: string): string | null {
  if (text === '\\N') return null;
  if (!text.includes('\\')) return text;
  return text.replace(/\\(.)/g, (_, letter: string) => ESCAPES[letter] ?? letter);
}
