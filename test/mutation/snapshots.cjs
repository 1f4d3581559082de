// The sentences keep one snapshot, whether they are tested on their own or for mutants.
module.exports = {
  resolveSnapshotPath: (testPath, extension) =>
    testPath.replace(/mutation([\\/])rules\.test\.ts$/, 'policy$1__snapshots__$1sentences.test.ts') + extension,
  resolveTestPath: (snapshotPath, extension) =>
    snapshotPath
      .replace(/policy([\\/])__snapshots__[\\/]sentences\.test\.ts/, 'mutation$1rules.test.ts')
      .slice(0, -extension.length),
  testPathForConsistencyCheck: 'test/mutation/rules.test.ts',
};
