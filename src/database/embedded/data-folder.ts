import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { dirname, join } from 'node:path';

const OPEN_FOLDER = '/var/lib/bangfu';
const OTHERS_ENTER = 0o001;

/**
 * Where a project's data lie unless it is said: beside it in `.data`. PostgreSQL refuses to run as root and then runs as
 * `nobody`, which has to reach its folder: root's own projects (`/root/…`) have theirs in `/var/lib`.
 */
export function findDataFolder(project: string, isRoot: boolean = process.getuid?.() === 0): string {
  if (!isRoot || isOpen(project)) return join(project, '.data');
  const name = createHash('sha256').update(project).digest('hex').slice(0, 12);
  return join(OPEN_FOLDER, `data-${name}`);
}

/** Whether everybody can go into a folder, that is into all the folders above it too. */
function isOpen(folder: string): boolean {
  const isEntered = (statSync(folder).mode & OTHERS_ENTER) !== 0;
  return isEntered && (dirname(folder) === folder || isOpen(dirname(folder)));
}
