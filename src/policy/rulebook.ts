import type { ExclusionId } from './facts.ts';
import type { CategoryId, Rule } from './rule.ts';
import { belowStandardAided } from './rules/below-standard-aided.ts';
import { belowStandardUnaided } from './rules/below-standard-unaided.ts';
import { commercialProperty } from './rules/commercial-property.ts';
import { concealment } from './rules/concealment.ts';
import { costlySchooling } from './rules/costly-schooling.ts';
import { largeDwelling } from './rules/large-dwelling.ts';
import { migrantWorker } from './rules/migrant-worker.ts';
import { nearStandardWithCause } from './rules/near-standard-with-cause.ts';
import { refusedVerification } from './rules/refused-verification.ts';
import { refusedWork } from './rules/refused-work.ts';
import { retiredSocialised } from './rules/retired-socialised.ts';
import { runsBusiness } from './rules/runs-business.ts';
import { suddenHardship } from './rules/sudden-hardship.ts';
import { twoDwellings } from './rules/two-dwellings.ts';
import { vehicles } from './rules/vehicles.ts';

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

/** Which rulebook decided: the regulation, and how many times our reading of it has changed. Receipts keep it. */
export const RULEBOOK_VERSION = '安工文〔2019〕41号-1';
