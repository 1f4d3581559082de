import { Client, fetchExchange } from '@urql/core';
import { cacheExchange, type CacheExchangeOpts } from '@urql/exchange-graphcache';
import { relayPagination } from '@urql/exchange-graphcache/extras';

const embedded = () => null;

/** What has no id is part of the object around it; connections, their edges and `PageInfo` need no line. */
export const keys: NonNullable<CacheExchangeOpts['keys']> = {
  Region: ({ code }) => String(code),
  ArchiveActAnswer: embedded,
  ArchiveAssets: embedded,
  ArchiveClosing: embedded,
  ArchiveDeath: embedded,
  ArchiveFigureChange: embedded,
  ArchiveImportFault: embedded,
  ArchiveImportReport: embedded,
  ArchiveListExport: embedded,
  ArchiveMergeAnswer: embedded,
  ArchiveMergedFact: embedded,
  ArchiveOpenFileAnswer: embedded,
  ArchiveRecordAssessmentAnswer: embedded,
  ArchiveRecordSurveyAnswer: embedded,
  ArchiveSplitAnswer: embedded,
  ArchiveStatistics: embedded,
  ArchiveStatisticsDefinition: embedded,
  ArchiveStatisticsFigure: embedded,
  ArchiveStatisticsKey: embedded,
  ArchiveStatisticsLink: embedded,
  ArchiveStatisticsRow: embedded,
  ArchiveSurveyDue: embedded,
  ArchiveUndoMergeAnswer: embedded,
  EligibilityAssessment: embedded,
  EligibilityFigures: embedded,
  EligibilityFinding: embedded,
  EligibilityMissing: embedded,
  EligibilityTrialAnswer: embedded,
  InputNotice: embedded,
  InputProblem: embedded,
  LockedRealNameRow: embedded,
  LockedTableAnswer: embedded,
  LockedTableCell: embedded,
  LockedTableDifference: embedded,
  LockedTableFile: embedded,
  LockedTableLedgerLine: embedded,
  LockedTableLeg: embedded,
  LockedTableLink: embedded,
  LockedTableRowChange: embedded,
  LockedTableSeal: embedded,
  LockedTableStaff: embedded,
  LockedTableTieOut: embedded,
  LockedTableUnprintable: embedded,
  RealNameExport: embedded,
  RealNameRow: embedded,
  RealNameSubtotal: embedded,
  RealNameTable: embedded,
  RealNameTotal: embedded,
  ReliefProposedProfile: embedded,
  ReliefProposedStandard: embedded,
  ReliefRuleAnswer: embedded,
  ReliefRuleDocument: embedded,
  ReliefRuleDocumentLink: embedded,
  ReliefRulePreview: embedded,
  ReliefRulePreviewChange: embedded,
  ReliefRulePreviewGroup: embedded,
  ReliefStandard: embedded,
  ReliefStandardNotice: embedded,
  StampedScan: embedded,
  UnionDashboardTokenAnswer: embedded,
  UnionStaffAnswer: embedded,
  UnionStaffInHand: embedded,
};

/** `schema`, the answer to an introspection, is optional: with it the store knows which types a `Node` may be. */
export function makeClient(url: string, token: string, schema?: CacheExchangeOpts['schema']): Client {
  const resolvers = { Query: { households: relayPagination() } };
  return new Client({
    url,
    exchanges: [cacheExchange({ keys, resolvers, ...(schema ? { schema } : {}) }), fetchExchange],
    fetchOptions: { headers: { authorization: `Bearer ${token}` } },
  });
}
