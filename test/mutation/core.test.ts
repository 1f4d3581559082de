/**
 * The tests that mutants of the pure core are tried against, in one file, so that a mutant costs one loading of the
 * modules. None needs a database; the random ones run at their small count, always with the same seed.
 */
import '../intake/rows/assemble-household.test.ts';
import '../intake/rows/row-store.test.ts';
import '../registry/household/stored-household.test.ts';
import '../registry/recording/check-household.test.ts';
import '../registry/recording/check-values.test.ts';
import '../registry/recording/deep-equal.test.ts';
import '../registry/recording/new-rows.test.ts';
import '../registry/recording/plan-household.test.ts';
