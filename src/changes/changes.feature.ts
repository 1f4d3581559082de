import type { Feature } from '../graph/feature.ts';
import {
  ChangeResolver,
  FileHistoryResolver,
  HouseholdHistoryResolver,
  PersonHistoryResolver,
  StandardHistoryResolver,
  UnionHistoryResolver,
} from './change.resolver.ts';

export const changes: Feature = {
  resolvers: [
    ChangeResolver,
    HouseholdHistoryResolver,
    PersonHistoryResolver,
    FileHistoryResolver,
    UnionHistoryResolver,
    StandardHistoryResolver,
  ],
};
