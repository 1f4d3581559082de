import type { Feature } from '../graph/feature.ts';
import { AssessmentResolver, EligibilityResolver } from './eligibility.resolver.ts';
import { ruleDownloads, ruleUploads } from './rules/rule-documents.loader.ts';
import { RulePreviewChangeResolver, RuleProposalResolver } from './rules/rule-proposal.resolver.ts';

export const eligibility: Feature = {
  resolvers: [EligibilityResolver, AssessmentResolver, RuleProposalResolver, RulePreviewChangeResolver],
  uploads: () => Promise.resolve([ruleUploads]),
  downloads: [ruleDownloads],
};
