import type { GraphQLSchema } from 'graphql';
import { buildSchemaSync, type NonEmptyArray } from 'type-graphql';
import { StaffResolver } from '../staff/staff.resolver.ts';
import { DecidingResolver } from '../archive/deciding/deciding.resolver.ts';
import { ArchiveFileResolver, HouseholdFilesResolver } from '../archive/reading/archive-file.resolver.ts';
import { archiveFileReference } from '../archive/reading/archive-file.reference.ts';
import {
  RealNameRowResolver,
  RealNameSubtotalResolver,
  RealNameTableResolver,
} from '../fund/real-name-table.resolver.ts';
import { AssessmentResolver, EligibilityResolver } from '../eligibility/eligibility.resolver.ts';
import { JobResolver } from '../intake/jobs/job.resolver.ts';
import { RecordingResolver } from '../registry/recording/graph/recording.resolver.ts';
import { HouseholdResolver } from '../registry/graph/household.resolver.ts';
import { MemberResolver, PersonResolver } from '../registry/graph/person.resolver.ts';
import { recordResolvers } from '../registry/graph/record.resolver.ts';
import { registerReferences } from '../registry/graph/register.reference.ts';
import { DisbursementResolver } from '../registry/payments/disbursement.resolver.ts';
import { StandardResolver } from '../standards/standard.resolver.ts';
import { RegionResolver, TradeUnionResolver } from '../organisation/union.resolver.ts';
import { regionReference, tradeUnionReference } from '../organisation/union.reference.ts';
import { StatisticsResolver } from '../statistics/statistics.resolver.ts';
import type { Class } from '../graph/dictionary.ts';
import { asSubgraph, each } from '../graph/federation.ts';
import { guardSchema } from '../graph/policy/guard.ts';
import { KeeperResolver } from '../registry/household/steward.resolver.ts';

const RESOLVERS: readonly Class[] = [
  HouseholdResolver,
  ...recordResolvers,
  PersonResolver,
  MemberResolver,
  EligibilityResolver,
  AssessmentResolver,
  TradeUnionResolver,
  RegionResolver,
  KeeperResolver,
  StandardResolver,
  DisbursementResolver,
  RealNameTableResolver,
  RealNameRowResolver,
  RealNameSubtotalResolver,
  StatisticsResolver,
  ArchiveFileResolver,
  HouseholdFilesResolver,
  RecordingResolver,
  DecidingResolver,
  JobResolver,
  StaffResolver,
];

const REFERENCES = {
  ...registerReferences,
  ArchiveFile: each(archiveFileReference),
  TradeUnion: each(tradeUnionReference),
  Region: each(regionReference),
};

/** The graph without the machinery of federation, whose policies are not yet in force: what is printed and walked. */
export function openSchema(): GraphQLSchema {
  return buildSchemaSync({
    resolvers: RESOLVERS as unknown as NonEmptyArray<new () => object>,
    validate: false,
    emitSchemaFile: false,
  });
}

/** The graph as it is served: a subgraph of federation 2, every field behind its policy. */
export function buildGraph(): GraphQLSchema {
  return asSubgraph(guardSchema(openSchema()), REFERENCES);
}
