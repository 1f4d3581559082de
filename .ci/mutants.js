/**
 * The groups of files that are mutated, each with its configuration of Stryker, its report, and whether all its files are
 * mutated where nobody knows what changed.
 */
export const GROUPS = [
  { name: 'policy and kernel', configuration: 'stryker.config.json', report: 'reports/mutation.json', always: true },
  {
    name: 'the core',
    configuration: 'test/mutation/stryker.core.json',
    report: 'reports/mutation-core.json',
    always: false,
  },
];

/**
 * Counts all mutants of a report as one check, which passes if enough of them were killed. A group without changed files has
 * passed; one of which nobody knows what changed has neither passed nor failed.
 */
export function judgeMutants({ files, thresholds, skipped, passed }) {
  if (typeof skipped === 'string') {
    console.log(`mutants: none (${skipped})`);
    return { passed: passed === 1 ? 1 : 0, failed: 0 };
  }
  const mutants = Object.values(files).flatMap((file) => file.mutants);
  const killed = mutants.filter(({ status }) => status === 'Killed' || status === 'Timeout').length;
  const alive = mutants.filter(({ status }) => status === 'Survived' || status === 'NoCoverage').length;
  // Files of types alone have no mutants; mutants of which none was tried have failed.
  const score = mutants.length === 0 ? 100 : (100 * killed) / (killed + alive);
  console.log(`mutants: ${killed} killed, ${alive} alive, ${score.toFixed(2)} % of at least ${thresholds.low} %`);
  return score >= thresholds.low ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}
