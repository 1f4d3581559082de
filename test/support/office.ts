import { spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { test } from '@jest/globals';

const hasOffice = spawnSync('soffice', ['--version']).status === 0;

/** A test that LibreOffice takes part in; where the machine has none, the test is skipped and says so. */
export function testWithOffice(name: string, run: () => Promise<void>): void {
  if (!hasOffice) process.stdout.write(`LibreOffice is not here, skipped: ${name}\n`);
  (hasOffice ? test : test.skip)(name, run);
}

/** Opens a workbook in LibreOffice and saves it in a new folder beside it; the path of what was saved. */
export function savedByOffice(path: string, format: 'xlsx' | 'pdf'): string {
  const folder = mkdtempSync(join(dirname(path), 'office-'));
  const profile = `-env:UserInstallation=file://${folder}/profile`;
  const run = spawnSync('soffice', [profile, '--headless', '--convert-to', format, '--outdir', folder, path]);
  if (run.status !== 0) throw new Error(`LibreOffice does not open ${path}: ${String(run.stderr)}`);
  return join(folder, `${basename(path, extname(path))}.${format}`);
}
