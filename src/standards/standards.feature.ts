import type { Feature } from '../graph/feature.ts';
import { StandardNoticeResolver } from './notices/standard-notice.resolver.ts';
import { StandardResolver } from './standard.resolver.ts';

export const standards: Feature = { resolvers: [StandardResolver, StandardNoticeResolver] };
