import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { dirname, join } from 'node:path';

const OPEN_FOLDER = '/var/lib/bangfu';
const OTHERS_ENTER = 0o001;

/**
 * Returns the default data folder of a project: `.data` in the project. PostgreSQL refuses to run as root, so it runs as
 * `nobody`, who must be able to reach the folder: projects that only root can enter (`/root/…`) use one in `/var/lib`.
 */
export function findDataFolder(project: string, isRoot: boolean = process.getuid?.() === 0): string {
  if (!isRoot || isOpen(project)) return join(project, '.data');
  const name = createHash('sha256').update(project).digest('hex').slice(0, 12);
  return join(OPEN_FOLDER, `data-${name}`);
}

/** Whether everybody can enter a folder and all folders above it. */
function isOpen(folder: string): boolean {
  const isEntered = (statSync(folder).mode & OTHERS_ENTER) !== 0;
  return isEntered && (dirname(folder) === folder || isOpen(dirname(folder)));
}
