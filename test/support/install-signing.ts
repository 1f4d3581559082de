import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Packs `@bangfu/gateway-signing` and installs it, and nothing else, in a new folder, as a partner does. */
export async function installSigning(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'bangfu-partner-'));
  const platform = join(folder, 'platform');
  // A copy is packed: what packing builds for a moment is not the project's.
  cpSync('src/signing', join(platform, 'src/signing'), { recursive: true });
  cpSync('tsconfig.json', join(platform, 'tsconfig.json'));
  symlinkSync(join(process.cwd(), 'node_modules'), join(platform, 'node_modules'));
  const { stdout } = await run('npm', ['pack', './src/signing', '--silent'], { cwd: platform });
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  const tarball = join(platform, stdout.trim().split('\n').at(-1) ?? '');
  await run('npm', ['install', '--offline', '--no-audit', '--no-fund', tarball], { cwd: folder });
  return folder;
}
