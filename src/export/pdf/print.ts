import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { extname, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { limited } from '../../jobs/limited.ts';
import { invariant } from '../../kernel/invariant.ts';
import { parseJson } from '../../kernel/parse-json.ts';
import { fail, type Result, succeed } from '../../kernel/result.ts';
import type { PrintedPaper } from './paper.ts';
import type { Unprintable } from './set-volume.ts';
import type { PrintedVolume } from './volume.ts';

/** The program runs from `src` or from `dist`, which have other extensions. */
const PROGRAM = join(import.meta.dirname, `print-process${extname(import.meta.filename)}`);
const LONGEST_MILLISECONDS = 60_000;
/** How many volumes are set at the same time: each takes a core and some 250 MB. */
const MOST_AT_ONCE = 2;

const atOnce = limited(MOST_AT_ONCE);

/** What the process sets. */
export type PrintRequest = { readonly volume: PrintedVolume } | { readonly paper: PrintedPaper };

/** Prints a volume of a table as PDF/A-2b; others wait while two are being set. */
export function printVolume(volume: PrintedVolume): Promise<Result<Buffer, Unprintable>> {
  return atOnce(() => runProcess({ volume }));
}

/** Prints a paper as PDF/A-2b, as {@link printVolume} does. */
export function printPaper(paper: PrintedPaper): Promise<Result<Buffer, Unprintable>> {
  return atOnce(() => runProcess({ paper }));
}

async function runProcess(request: PrintRequest): Promise<Result<Buffer, Unprintable>> {
  const child = spawn(process.execPath, [PROGRAM], { stdio: 'pipe', timeout: LONGEST_MILLISECONDS });
  // A process that dies early closes its input; how it ended says more.
  child.stdin.on('error', () => undefined);
  child.stdin.end(JSON.stringify(request));
  const [pdf, said, [status]] = await Promise.all([
    buffer(child.stdout),
    buffer(child.stderr),
    once(child, 'close') as Promise<[number | null]>,
  ]);
  if (status === 0 && pdf.length > 0) return succeed(pdf);
  const unprintable = parseJson(said.toString()) as Unprintable | undefined;
  invariant(status === 0 && unprintable !== undefined, `it is set: ${String(status)} ${said.toString()}`);
  return fail(unprintable);
}
