import { copyBinary } from '../database/copy-rows.ts';
import type { Sql } from '../database/database.ts';
import { invariant } from '../kernel/invariant.ts';
import type { Entry } from './entry.ts';

/** An entry as the database has it. */
export interface StoredEntry extends Entry {
  readonly link: Buffer;
  /** The number of its form. */
  readonly formNumber: number;
}

/** Microseconds from 1970 until PostgreSQL's epoch, 2000. */
const EPOCH = 946_684_800_000_000n;
/** `PGCOPY`, a signature, the flags and the length of an extension that there is not. */
const COPY_HEAD = 19;
const NO_NUMBER = -1;
/** The digest of a form that the database has not. */
const NO_FORM = Buffer.alloc(32);

/**
 * Reads entries in the order of their positions in the binary form of `COPY`, which a million are read by in seconds. The visitor
 * is not awaited.
 */
export async function readEntries(
  sql: Sql,
  { after }: { readonly after: number },
  visit: (entry: StoredEntry) => void,
): Promise<void> {
  // Not materialized, the digest of a form, a text of many thousand characters, would be computed for each of its entries.
  const query = `with f as materialized (select number, sha256(convert_to(form, 'UTF8')) as digest from audit_form)
    select e.position, e.at, convert_to(e.source, 'UTF8'), e.key,
      coalesce(e.number, ${NO_NUMBER}), e.form, coalesce(f.digest, ''), e.digest, e.link
    from audit_entry e left join f on f.number = e.form
    where e.position > ${Math.trunc(after)} order by e.position`;
  const rows = new RowReader(visit);
  await copyBinary(sql, query, (bytes) => {
    rows.read(bytes);
  });
}

/** Takes COPY's binary form apart: for each row the number of its fields, and for each field its length and its bytes. */
class RowReader {
  readonly #visit: (entry: StoredEntry) => void;
  #rest: Buffer = Buffer.alloc(0);
  #isBegun = false;
  readonly #sources = new Map<string, string>();

  constructor(visit: (entry: StoredEntry) => void) {
    this.#visit = visit;
  }

  read(chunk: Buffer): void {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    let at = this.#isBegun ? 0 : COPY_HEAD;
    if (bytes.length < at) {
      this.#rest = bytes;
      return;
    }
    this.#isBegun = true;
    for (let end = this.#row(bytes, at); end !== undefined; end = this.#row(bytes, at)) at = end;
    this.#rest = bytes.subarray(at);
  }

  /** Reads the row that begins here; where it ends, if it is all there. */
  #row(bytes: Buffer, from: number): number | undefined {
    if (from + 2 > bytes.length || bytes.readInt16BE(from) === -1) return undefined;
    const fields: Buffer[] = [];
    let at = from + 2;
    for (let left = bytes.readInt16BE(from); left > 0; left -= 1) {
      if (at + 4 > bytes.length) return undefined;
      const length = bytes.readInt32BE(at);
      at += 4;
      if (length > bytes.length - at) return undefined;
      fields.push(bytes.subarray(at, at + length));
      at += length;
    }
    this.#visit(this.#entry(fields));
    return at;
  }

  #entry([position, at, source, key, number, formNumber, form, digest, link]: readonly Buffer[]): StoredEntry {
    const sequenced = toNumber(number);
    return {
      position: toNumber(position),
      at: BigInt(toNumber(at)) + EPOCH,
      source: this.#source(held(source)),
      key: held(key),
      number: sequenced === NO_NUMBER ? null : sequenced,
      formNumber: held(formNumber).readInt32BE(),
      form: held(form).length === 0 ? NO_FORM : held(form),
      digest: held(digest),
      link: held(link),
    };
  }

  /** Few sources have many entries: each is decoded once. */
  #source(bytes: Buffer): string {
    const name = bytes.toString('latin1');
    const known = this.#sources.get(name);
    if (known !== undefined) return known;
    const text = bytes.toString();
    this.#sources.set(name, text);
    return text;
  }
}

function held(field: Buffer | undefined): Buffer {
  invariant(field !== undefined, 'a row has a field for each column, none of them null');
  return field;
}

/** Eight bytes as a number; microseconds since 2000 are exact until 2285. */
function toNumber(field: Buffer | undefined): number {
  const bytes = held(field);
  return bytes.readInt32BE(0) * 2 ** 32 + bytes.readUInt32BE(4);
}
