import type { Feature } from '../graph/feature.ts';
import { StandardResolver } from './standard.resolver.ts';

export const standards: Feature = { resolvers: [StandardResolver] };
