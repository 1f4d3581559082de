import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The rooms in their order, as dependency-cruiser reads it too: each imports only from the lines before its own. */
const ORDER = JSON.parse(readFileSync(join(__dirname, 'rooms.json'), 'utf8')) as readonly (readonly string[])[];
/** Rooms that are one file. */
const DOORS = ['main', 'config', 'settings'];
const ROOMS = ORDER.flat().filter((name) => !DOORS.includes(name));
const MOST_FILES_OF_A_FOLDER = 12;
const SUFFIXES = [
  '',
  '.entity',
  '.store',
  '.read',
  '.type',
  '.input',
  '.resolver',
  '.loader',
  '.reference',
  '.fields',
  '.codes',
  '.feature',
  '.measure',
];
/** What a room that is a package has besides its code. */
const PACKAGE_FILES = ['signing/package.json', 'signing/tsconfig.json', 'signing/README.md'];
/** What `.ci/copy-fonts.js` copies beside the code that prints. */
const COPIED_FILES = ['LICENSE_FONT', 'NotoSerifSC_400Regular.ttf', 'NotoSerifSC_700Bold.ttf'].map(
  (name) => `export/pdf/fonts/${name}`,
);
const TEST_ROOMS = [...ROOMS, 'support', 'programs', 'scenarios', 'architecture', 'bench', 'mutation', 'clients'];
const TOP = [
  'src',
  'schema',
  'migrations',
  'test',
  'docs',
  '.ci',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'tsconfig.build.json',
  'ormconfig.ts',
  'README.md',
  'CHANGELOG.md',
  'LICENSE',
  '.gitignore',
  '.npmrc',
  '.prettierrc.json',
  '.prettierignore',
  '.dependency-cruiser.cjs',
  'eslint.config.js',
  'jest.config.js',
  'stryker.config.json',
  'knip.json',
  'cspell.json',
];

const FILE_NAME = /^([a-z0-9]+(?:-[a-z0-9]+)*)((?:\.[a-z]+)?)\.ts$/;
/** Statements, and functions of PostgreSQL, that leave something behind. */
const WRITES =
  /\b(insert\s+into|update\s+\w+\s+set|delete\s+from|merge\s+into|truncate|copy\s+\w+|for\s+(no\s+key\s+)?update|nextval|set_config|pg_advisory\w*lock)\b/i;

/** What stands in the wrong place or under a wrong name, a line each; paths from the top, with `/`. */
export function houseFaults(paths: readonly string[]): readonly string[] {
  return [...paths.flatMap((path) => faultsOfPath(path).map((fault) => `${path}: ${fault}`)), ...fullFolders(paths)];
}

/** Whether a file that promises to read only (`*.read.ts`) has a statement that writes. */
export function writesInRead(path: string, text: string): boolean {
  return path.endsWith('.read.ts') && WRITES.test(text);
}

function faultsOfPath(path: string): readonly string[] {
  const [top = '', room = '', ...rest] = path.split('/');
  if (!TOP.includes(top)) return ['is not of the top level'];
  if (top === 'src') return faultsOfSource(room, rest);
  if (top === 'test') return TEST_ROOMS.includes(room) ? [] : ['is in no room of the tests'];
  return [];
}

function faultsOfSource(room: string, rest: readonly string[]): readonly string[] {
  const name = rest.at(-1);
  if (name === undefined) return DOORS.includes(room.replace(/\.ts$/, '')) ? [] : ['is in no room'];
  if ([...PACKAGE_FILES, ...COPIED_FILES].includes([room, ...rest].join('/'))) return [];
  const inRoom = ROOMS.includes(room) ? [] : ['is in no room'];
  return room === 'web' ? inRoom : [...inRoom, ...faultsOfName(name)];
}

function faultsOfName(name: string): readonly string[] {
  const [, base, suffix = ''] = FILE_NAME.exec(name) ?? [];
  if (base === undefined || !SUFFIXES.includes(suffix)) return ['has a name of no kind'];
  return base === 'index' ? ['is a barrel'] : [];
}

function fullFolders(paths: readonly string[]): readonly string[] {
  const folders = Map.groupBy(
    paths.filter((path) => path.startsWith('src/')),
    (path) => path.slice(0, path.lastIndexOf('/')),
  );
  return [...folders]
    .filter(([, files]) => files.length > MOST_FILES_OF_A_FOLDER)
    .map(([folder, files]) => `${folder}: has ${files.length} files, split it`);
}
