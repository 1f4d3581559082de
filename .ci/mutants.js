/** The groups of files that are mutated, each with its configuration of Stryker and its report. */
export const GROUPS = [
  { name: 'policy and kernel', configuration: 'stryker.config.json', report: 'reports/mutation.json' },
  { name: 'the core', configuration: 'stryker.core.json', report: 'reports/mutation-core.json' },
];

/** Counts all mutants of a report as one check, which passes if enough of them were killed. */
export function judgeMutants({ files, thresholds, unmutated }) {
  if (typeof unmutated === 'string') {
    console.log(`mutants: none, ${unmutated}`);
    return { passed: 1, failed: 0 };
  }
  const mutants = Object.values(files).flatMap((file) => file.mutants);
  const killed = mutants.filter(({ status }) => status === 'Killed' || status === 'Timeout').length;
  const alive = mutants.filter(({ status }) => status === 'Survived' || status === 'NoCoverage').length;
  const score = killed + alive === 0 ? 100 : (killed / (killed + alive)) * 100;
  console.log(`mutants: ${killed} killed, ${alive} alive, ${score.toFixed(2)} % of at least ${thresholds.low} %`);
  return score >= thresholds.low ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}
