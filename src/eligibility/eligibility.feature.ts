import type { Feature } from '../graph/feature.ts';
import { AssessmentResolver, EligibilityResolver } from './eligibility.resolver.ts';

export const eligibility: Feature = { resolvers: [EligibilityResolver, AssessmentResolver] };
