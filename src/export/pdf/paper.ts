/** A printed page of text, such as a notice. Its parts are texts of data, never markup. */
export interface PrintedPaper {
  readonly title: string;
  /** 编号, or another line under the title; `null` for none. */
  readonly number: string | null;
  /** Whom it is for, before the text; `null` for a paper that is put up. */
  readonly recipient: string | null;
  readonly parts: readonly PaperPart[];
  /** 落款: who issues it, and the day in words. The seal is put on both. */
  readonly issuer: string;
  readonly day: string;
  /** What is filled in or signed below it. */
  readonly below: readonly PaperPart[];
  /** `YYYY-MM-DD`. */
  readonly printedOn: string;
}

/** A paragraph, items one under another, a table with the widths of its columns as shares, or lines to read or to fill in. */
export type PaperPart =
  | { readonly kind: 'TEXT'; readonly text: string }
  | { readonly kind: 'ITEMS'; readonly items: readonly string[] }
  | {
      readonly kind: 'TABLE';
      readonly head: readonly string[];
      readonly rows: readonly (readonly string[])[];
      readonly widths: readonly number[];
    }
  /** An empty value is a line to be written on. */
  | { readonly kind: 'LINES'; readonly lines: readonly (readonly [name: string, value: string])[] };

export function textPart(text: string): PaperPart {
  return { kind: 'TEXT', text };
}

/** All texts of a paper. */
export function paperTexts({ title, number, recipient, parts, issuer, day, below }: PrintedPaper): readonly string[] {
  return [title, number ?? '', recipient ?? '', ...[...parts, ...below].flatMap(partTexts), issuer, day];
}

function partTexts(part: PaperPart): readonly string[] {
  if (part.kind === 'TEXT') return [part.text];
  if (part.kind === 'ITEMS') return part.items;
  return part.kind === 'TABLE' ? [...part.head, ...part.rows.flat()] : part.lines.flat();
}
