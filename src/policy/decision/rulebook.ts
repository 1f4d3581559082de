import type { ExclusionId } from '../facts/facts.ts';
import type { CategoryId, Rule } from './rule.ts';
import { belowStandardAided } from '../rules/categories/below-standard-aided.ts';
import { belowStandardUnaided } from '../rules/categories/below-standard-unaided.ts';
import { commercialProperty } from '../rules/exclusions/commercial-property.ts';
import { concealment } from '../rules/exclusions/concealment.ts';
import { costlySchooling } from '../rules/exclusions/costly-schooling.ts';
import { largeDwelling } from '../rules/exclusions/large-dwelling.ts';
import { migrantWorker } from '../rules/categories/migrant-worker.ts';
import { nearStandardWithCause } from '../rules/categories/near-standard-with-cause.ts';
import { refusedVerification } from '../rules/exclusions/refused-verification.ts';
import { refusedWork } from '../rules/exclusions/refused-work.ts';
import { retiredSocialised } from '../rules/exclusions/retired-socialised.ts';
import { runsBusiness } from '../rules/exclusions/runs-business.ts';
import { suddenHardship } from '../rules/categories/sudden-hardship.ts';
import { twoDwellings } from '../rules/exclusions/two-dwellings.ts';
import { vehicles } from '../rules/exclusions/vehicles.ts';

/** The categories of Articles 3 and 5 in the order of POLICY section 4: the first that holds is primary. */
export const categoryRules: readonly Rule<CategoryId>[] = Object.freeze([
  belowStandardUnaided,
  belowStandardAided,
  nearStandardWithCause,
  suddenHardship,
  migrantWorker,
]);

/** The exclusions of Articles 6, 7 and 13 in the order of POLICY section 5. */
export const exclusionRules: readonly Rule<ExclusionId>[] = Object.freeze([
  twoDwellings,
  largeDwelling,
  commercialProperty,
  runsBusiness,
  costlySchooling,
  vehicles,
  refusedVerification,
  refusedWork,
  concealment,
  retiredSocialised,
]);

/** The version of the rulebook: the regulation, and how many times our reading of it has changed. Receipts store it. */
export const RULEBOOK_VERSION = '安工文〔2019〕41号-1';
