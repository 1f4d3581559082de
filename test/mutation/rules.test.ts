/**
 * The tests that mutants are tried against, in one file, so that a mutant costs one loading of the modules: the
 * kernel's and the policy's, without the random ones and the sweep, which are slow and kill nothing that the worked
 * cases and the tables do not.
 */
import '../kernel/bilingual.test.ts';
import '../kernel/calendar.test.ts';
import '../kernel/error-code.test.ts';
import '../kernel/money.test.ts';
import '../kernel/parse-json.test.ts';
import '../kernel/truth.test.ts';
import '../policy/built-in-standards.test.ts';
import '../policy/cases.test.ts';
import '../policy/category-thresholds.test.ts';
import '../policy/clauses.test.ts';
import '../policy/exclusion-thresholds.test.ts';
import '../policy/findings.test.ts';
import '../policy/levels.test.ts';
import '../policy/out-of-hardship.test.ts';
import '../policy/procedure-parameters.test.ts';
import '../policy/rulebook.test.ts';
import '../policy/sentences.test.ts';
import '../policy/survey-service.test.ts';
import '../policy/sentences/exclusions.test.ts';
import '../policy/sentences/members.test.ts';
import '../policy/sentences/migrant.test.ts';
import '../policy/sentences/money.test.ts';
import '../policy/sentences/survey.test.ts';
import '../policy/wording/open.test.ts';
import '../usecase/working-calendar.test.ts';
