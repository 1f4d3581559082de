/**
 * The tests that mutants of the pure core are tried against, in one file, so that a mutant costs one loading of the
 * modules. None needs a database; the random ones run at their small count, always with the same seed.
 */
import '../access/permissions.test.ts';
import '../access/purpose/purpose.test.ts';
import '../database/reads/areas/area-cache.test.ts';
import '../database/reads/areas/cached-rows.test.ts';
import '../database/reads/areas/statement-areas.test.ts';
import '../database/reads/recorded-statements.test.ts';
import '../database/reads/shared-reads.test.ts';
import '../fields/day-text.test.ts';
import '../fields/field.test.ts';
import '../fields/hidden-numbers.test.ts';
import '../fields/identity-number.test.ts';
import '../fields/name-form.test.ts';
import '../fields/number-forms.test.ts';
import '../fields/row-codec.test.ts';
import '../fields/version-reader.test.ts';
import '../fund/capital-amount.test.ts';
import '../graph/page/cursor.test.ts';
import '../graph/page/walk-page.test.ts';
import '../graph/policy/field-policy.test.ts';
import '../graph/policy/sensitive-reads.test.ts';
import '../intake/rows/assemble-household.test.ts';
import '../intake/rows/assemble-records.test.ts';
import '../intake/rows/nearest-record.test.ts';
import '../intake/rows/read-rows.test.ts';
import '../intake/rows/row-store.test.ts';
import '../intake/rows/same-fact.test.ts';
import '../intake/rows/survey-day.test.ts';
import '../intake/workbook/cells.test.ts';
import '../intake/workbook/headings.test.ts';
import '../registry/household/stored-household.test.ts';
import '../registry/recording/acts/revise-fields.test.ts';
import '../registry/recording/check-household.test.ts';
import '../registry/recording/check-values.test.ts';
import '../registry/recording/deep-equal.test.ts';
import '../registry/recording/new-rows.test.ts';
import '../registry/recording/plan-household.test.ts';
import '../server/limits/admission.test.ts';
import '../server/limits/cost.test.ts';
import '../server/limits/gate.test.ts';
import '../server/limits/text-limits.test.ts';
