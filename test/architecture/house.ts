/** The house of DESIGN, section 1: which rooms there are and what a file may be called. */
const ROOMS = [
  'kernel',
  'policy',
  'assessment',
  'registry',
  'archive',
  'fund',
  'statistics',
  'partners',
  'access',
  'jobs',
  'graph',
  'database',
  'usecase',
  'secrets',
  'fields',
  'server',
  'app',
  'organisation',
  'standards',
  'eligibility',
  'intake',
  'staff',
  'sample',
  'web',
  'cli',
];
const DOORS = ['main.ts', 'config.ts'];
const FEATURES = [
  'assessment',
  'registry',
  'archive',
  'fund',
  'statistics',
  'partners',
  'access',
  'jobs',
  'organisation',
  'standards',
  'eligibility',
  'intake',
  'staff',
  'sample',
];
const MOST_FILES_OF_A_FEATURE = 12;
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
];
const TEST_ROOMS = [...ROOMS, 'support', 'programs', 'scenarios', 'architecture', 'bench', 'mutation'];
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

/** What stands in the wrong place or under a wrong name, a line each; paths from the top, with `/`. */
export function houseFaults(paths: readonly string[]): readonly string[] {
  const faults = paths.flatMap((path) => faultsOfPath(path).map((fault) => `${path}: ${fault}`));
  return [...faults, ...FEATURES.flatMap((feature) => faultsOfFeature(feature, paths))];
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
  if (name === undefined) return DOORS.includes(room) ? [] : ['is in no room'];
  const inRoom = ROOMS.includes(room) ? [] : ['is in no room'];
  return room === 'web' ? inRoom : [...inRoom, ...faultsOfName(name)];
}

function faultsOfName(name: string): readonly string[] {
  const [, base, suffix = ''] = FILE_NAME.exec(name) ?? [];
  if (base === undefined || !SUFFIXES.includes(suffix)) return ['has a name of no kind'];
  return base === 'index' ? ['is a barrel'] : [];
}

function faultsOfFeature(feature: string, paths: readonly string[]): readonly string[] {
  const folders = Map.groupBy(
    paths.filter((path) => path.startsWith(`src/${feature}/`)),
    (path) => path.slice(0, path.lastIndexOf('/')),
  );
  return [...folders]
    .filter(([, files]) => files.length > MOST_FILES_OF_A_FEATURE)
    .map(([folder, files]) => `${folder}: has ${files.length} files, split it`);
}
