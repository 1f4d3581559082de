import type { Feature } from '../graph/feature.ts';
import { InHandResolver } from './in-hand/in-hand.resolver.ts';
import { RelativeResolver } from './relatives/relative.resolver.ts';
import { WorkerLoginResolver } from './logins/worker-login.resolver.ts';
import { UnionChangeResolver } from './organising/union-change.resolver.ts';
import { StaffResolver } from './staff.resolver.ts';

export const staff: Feature = {
  resolvers: [StaffResolver, InHandResolver, WorkerLoginResolver, UnionChangeResolver, RelativeResolver],
};
