// The sentences keep one snapshot, whether they are tested on their own or for mutants.
module.exports = {
  resolveSnapshotPath: (testPath, extension) =>
    testPath.replace(/mutation([\\/])all\.test\.ts$/, 'policy$1__snapshots__$1sentences.test.ts') + extension,
  resolveTestPath: (snapshotPath, extension) =>
    snapshotPath
      .replace(/policy([\\/])__snapshots__[\\/]sentences\.test\.ts/, 'mutation$1all.test.ts')
      .slice(0, -extension.length),
  testPathForConsistencyCheck: 'test/mutation/all.test.ts',
};
