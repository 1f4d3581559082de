import type { Feature } from '../graph/feature.ts';
import { SurveyDueResolver } from './due/survey-due.resolver.ts';
import { NoticeResolver } from './duplicates/notice.resolver.ts';
import { archiveFileFields } from './file/archive-file.fields.ts';
import { HouseholdResolver } from './graph/household.resolver.ts';
import { MemberResolver, PersonResolver } from './graph/person.resolver.ts';
import { recordResolvers } from './graph/record.resolver.ts';
import { registerNodes } from './graph/register-node.loader.ts';
import { registerReferences } from './graph/register.reference.ts';
import { StewardResolver } from './household/steward.resolver.ts';
import { RECORDS, STATES } from './kinds.ts';
import { ClosingResolver, DeathResolver } from './lives/lives.resolver.ts';
import { DisbursementResolver } from './payments/disbursement.resolver.ts';
import { ActsResolver } from './recording/graph/acts.resolver.ts';
import { LivesResolver } from './recording/graph/lives.resolver.ts';
import { SEARCH_JOB, searchJob } from './search/search-job.ts';
import { RecordingResolver } from './recording/graph/recording.resolver.ts';

export const registry: Feature = {
  resolvers: [
    HouseholdResolver,
    ...recordResolvers,
    PersonResolver,
    MemberResolver,
    StewardResolver,
    DisbursementResolver,
    SurveyDueResolver,
    DeathResolver,
    ClosingResolver,
    RecordingResolver,
    ActsResolver,
    LivesResolver,
    NoticeResolver,
  ],
  references: registerReferences,
  nodes: registerNodes,
  jobs: { [SEARCH_JOB]: searchJob },
  repeatedJobs: [SEARCH_JOB],
  glossary: [
    ...Object.values(STATES),
    ...Object.values(RECORDS),
    { zh: '困难职工档案', articles: '第二、三、十五条', fields: archiveFileFields },
  ],
};
