import type { Feature } from '../graph/feature.ts';
import { StaffResolver } from './staff.resolver.ts';

export const staff: Feature = { resolvers: [StaffResolver] };
