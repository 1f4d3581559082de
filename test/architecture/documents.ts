import { dirname, join } from 'node:path/posix';

/** What of the project the documents may name: its files and folders, paths from the top. */
export type Tree = ReadonlySet<string>;

/** The files with all folders above them. */
export function treeOf(files: readonly string[]): Tree {
  return new Set(files.flatMap((file) => [file, ...foldersOf(file)]));
}

function foldersOf(path: string): readonly string[] {
  const folder = dirname(path);
  return folder === '.' ? [] : [folder, ...foldersOf(folder)];
}

/** The paths that a page names in code marks: `src/config.ts`, `.ci/run`. */
export function namedPaths(text: string): readonly string[] {
  const marks = [...withoutBlocks(text).matchAll(/`([^`\n]+)`/g)].map(([, mark = '']) => mark);
  return marks.filter((mark) => PATH.test(mark) && !RUNTIME.test(mark)).map((mark) => mark.replace(/\/$/, ''));
}

const PATH = /^\.?[\w-][\w.-]*(?:\/[\w.-]+)*(?:\/|\.(?:ts|js|cjs|md|json|txt|graphql))$|^[\w.-]+(?:\/[\w.-]+)+$/;
/** What only a running platform has. */
const RUNTIME = /^(?:keys|audit-keys|public-keys|gateways|signing-key)\.json$|^application\/json$|^dist\//;

/** The paths of a page that lead nowhere, from the top of the project. */
export function missingPaths(text: string, tree: Tree): readonly string[] {
  return namedPaths(text).filter((path) => !tree.has(path));
}

/** The paths of a page of which nothing in the project ends like it: pages may leave out where a file stands. */
export function unknownPaths(text: string, tree: Tree): readonly string[] {
  const all = [...tree];
  return missingPaths(text, tree).filter((path) => !all.some((known) => known.endsWith(`/${path}`)));
}

/** The links of a page that lead to no file, or to no heading of it. */
export function brokenLinks(page: string, read: (path: string) => string, tree: Tree): readonly string[] {
  const links = [...withoutBlocks(read(page)).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
  return links.filter((link) => !/^[a-z]+:/.test(link) && !leadsSomewhere(page, link, read, tree));
}

function leadsSomewhere(page: string, link: string, read: (path: string) => string, tree: Tree): boolean {
  const [path = '', heading] = link.split('#');
  const file = path === '' ? page : join(dirname(page), path);
  if (!tree.has(file)) return false;
  return heading === undefined || anchorsOf(read(file)).includes(decodeURIComponent(heading));
}

/** The anchors that GitHub gives the headings of a page. */
function anchorsOf(text: string): readonly string[] {
  return [...withoutBlocks(text).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

function withoutBlocks(text: string): string {
  return text.replaceAll('\r\n', '\n').replaceAll(/^```[\s\S]*?^```$/gm, '');
}
