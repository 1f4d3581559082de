import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A document of the project that the server shows. */
export interface ShownDocument {
  /** Relative to the project's folder: `docs/security.md`. */
  readonly path: string;
  /** The document's first heading; empty if it has none. */
  readonly title: string;
  readonly text: string;
}

/**
 * Reads the documents of the project when the server starts. The schema files are left out of production, where
 * clients may not read the schema.
 */
export function shownDocuments(production: boolean, project = projectFolder()): readonly ShownDocument[] {
  const inFolder = (folder: string) =>
    (existsSync(join(project, folder)) ? readdirSync(join(project, folder)) : [])
      .toSorted()
      .map((name) => `${folder}/${name}`);
  const paths = ['README.md', ...inFolder('docs'), ...(production ? [] : inFolder('schema')), 'CHANGELOG.md'];
  return paths
    .filter((path) => /\.(md|graphql)$/.test(path) && existsSync(join(project, path)))
    .map((path) => {
      const text = readFileSync(join(project, path), 'utf8');
      return { path, title: /^# (.+)$/m.exec(path.endsWith('.md') ? text : '')?.[1] ?? '', text };
    });
}

/** The nearest folder above this file with a package.json, since the program runs from `src` or from `dist`. */
function projectFolder(folder: string = import.meta.dirname): string {
  return existsSync(join(folder, 'package.json')) ? folder : projectFolder(dirname(folder));
}
