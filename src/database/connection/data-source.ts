import type pg from 'pg';
import { DataSource } from 'typeorm';
import { Foundations1764000000000 } from '../../../migrations/1764000000000-foundations.ts';
import { Register1764000001000 } from '../../../migrations/1764000001000-register.ts';
import { Archive1764000002000 } from '../../../migrations/1764000002000-archive.ts';
import { Access1764000003000 } from '../../../migrations/1764000003000-access.ts';
import { Lists1764000004000 } from '../../../migrations/1764000004000-lists.ts';
import { Jobs1764000005000 } from '../../../migrations/1764000005000-jobs.ts';
import { Names1764000006000 } from '../../../migrations/1764000006000-names.ts';
import { Areas1764000007000 } from '../../../migrations/1764000007000-areas.ts';
import { Surveys1764000008000 } from '../../../migrations/1764000008000-surveys.ts';
import { Lives1764000009000 } from '../../../migrations/1764000009000-lives.ts';
import { Reversals1764000009500 } from '../../../migrations/1764000009500-reversals.ts';
import { Search1764000010000 } from '../../../migrations/1764000010000-search.ts';
import { PaymentDetails1764000011000 } from '../../../migrations/1764000011000-payment-details.ts';
import { StaleKeys1764000012000 } from '../../../migrations/1764000012000-stale-keys.ts';
import { ExportLinks1764000013000 } from '../../../migrations/1764000013000-export-links.ts';
import { Artefacts1764000014000 } from '../../../migrations/1764000014000-artefacts.ts';
import { LockedTables1764000015000 } from '../../../migrations/1764000015000-locked-tables.ts';
import { Decisions1764000016000 } from '../../../migrations/1764000016000-decisions.ts';
import { Tree1764000017000 } from '../../../migrations/1764000017000-tree.ts';
import { ChangeActor1764000018000 } from '../../../migrations/1764000018000-change-actor.ts';
import { Dashboard1764000019000 } from '../../../migrations/1764000019000-dashboard.ts';
import { NamedKeys1764000020000 } from '../../../migrations/1764000020000-named-keys.ts';
import { WorkerLogins1764000021000 } from '../../../migrations/1764000021000-worker-logins.ts';
import { UnionChanges1764000022000 } from '../../../migrations/1764000022000-union-changes.ts';
import { RuleProposals1764000023000 } from '../../../migrations/1764000023000-rule-proposals.ts';
import { Changes1764000024000 } from '../../../migrations/1764000024000-changes.ts';
import { WhoLooked1764000025000 } from '../../../migrations/1764000025000-who-looked.ts';
import { AuditChain1764000026000 } from '../../../migrations/1764000026000-audit-chain.ts';
import { Deputies1764000027000 } from '../../../migrations/1764000027000-deputies.ts';
import { Undecided1764000029000 } from '../../../migrations/1764000029000-undecided.ts';
import { TreeWorkbook1764000032000 } from '../../../migrations/1764000032000-tree-workbook.ts';
import { DivisionNames1764000033000 } from '../../../migrations/1764000033000-division-names.ts';
import { FileSteps1764000034000 } from '../../../migrations/1764000034000-file-steps.ts';
import { FilingUnion1764000035000 } from '../../../migrations/1764000035000-filing-union.ts';
import { FileTransfers1764000036000 } from '../../../migrations/1764000036000-file-transfers.ts';
import { Ledger1764000040000 } from '../../../migrations/1764000040000-ledger.ts';
import { Conditions1764000041000 } from '../../../migrations/1764000041000-conditions.ts';
import { Batches1764000042000 } from '../../../migrations/1764000042000-batches.ts';
import { BatchLines1764000043000 } from '../../../migrations/1764000043000-batch-lines.ts';
import { PublicList1764000050000 } from '../../../migrations/1764000050000-public-list.ts';
import { PublicityContact1764000051000 } from '../../../migrations/1764000051000-publicity-contact.ts';
import { NationalEntries1764000052000 } from '../../../migrations/1764000052000-national-entries.ts';
import { DeclaredRelatives1764000053000 } from '../../../migrations/1764000053000-declared-relatives.ts';
import { FileOffers1764000053500 } from '../../../migrations/1764000053500-file-offers.ts';
import { NationalFollowed1764000053700 } from '../../../migrations/1764000053700-national-followed.ts';
import { ROW_TYPES } from './row-types.ts';

/** The table in which TypeORM records the migrations that have run; only the owner role uses it. */
export const MIGRATIONS_TABLE = 'schema_migration';

const MIGRATIONS = [
  Foundations1764000000000,
  Register1764000001000,
  Archive1764000002000,
  Access1764000003000,
  Lists1764000004000,
  Jobs1764000005000,
  Names1764000006000,
  Areas1764000007000,
  Surveys1764000008000,
  Lives1764000009000,
  Reversals1764000009500,
  Search1764000010000,
  PaymentDetails1764000011000,
  StaleKeys1764000012000,
  ExportLinks1764000013000,
  Artefacts1764000014000,
  LockedTables1764000015000,
  Decisions1764000016000,
  Tree1764000017000,
  ChangeActor1764000018000,
  Dashboard1764000019000,
  NamedKeys1764000020000,
  WorkerLogins1764000021000,
  UnionChanges1764000022000,
  RuleProposals1764000023000,
  Changes1764000024000,
  WhoLooked1764000025000,
  AuditChain1764000026000,
  Deputies1764000027000,
  Undecided1764000029000,
  TreeWorkbook1764000032000,
  DivisionNames1764000033000,
  FileSteps1764000034000,
  FilingUnion1764000035000,
  FileTransfers1764000036000,
  Ledger1764000040000,
  Conditions1764000041000,
  Batches1764000042000,
  BatchLines1764000043000,
  PublicList1764000050000,
  PublicityContact1764000051000,
  NationalEntries1764000052000,
  DeclaredRelatives1764000053000,
  FileOffers1764000053500,
  NationalFollowed1764000053700,
];

/** The pool that answers requests: its size, and the timeout of its statements. */
export interface RequestPool {
  readonly connections: number;
  readonly statementSeconds: number;
}

const MOST_CONNECTIONS = 10;
/** A hundred thousand payments are sorted in memory, for which PostgreSQL's 4 MB are too little. */
const SESSION = '-c timezone=Asia/Shanghai -c datestyle=ISO -c work_mem=32MB';
/** The driver gives up on a statement that the server itself failed to cancel in time, as one that is frozen does. */
const GRACE_MILLISECONDS = 1000;

/**
 * A TypeORM data source on PostgreSQL 15 or newer, with sessions in China's time zone. Only connections for `requests` have
 * timeouts; migrations, commands and jobs may run long. `entities`, patterns of files, are needed by TypeORM's own tools
 * alone, which compare entities with tables: the platform's statements are written by hand.
 */
export function createDataSource(
  url: string,
  requests: RequestPool | null = null,
  entities: readonly string[] = [],
): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    entities: [...entities],
    migrations: [...MIGRATIONS],
    migrationsTableName: MIGRATIONS_TABLE,
    migrationsTransactionMode: 'all',
    poolSize: requests?.connections ?? MOST_CONNECTIONS,
    logging: false,
    extra: {
      ...(requests === null ? { options: SESSION, connectionTimeoutMillis: 10_000 } : timeouts(requests)),
      types: ROW_TYPES,
      // When the database crashes, a checked-out connection emits an error event, which would end the process unhandled.
      verify: ignoreClientErrors,
    },
  });
}

function timeouts({ statementSeconds }: RequestPool): object {
  const milliseconds = statementSeconds * 1000;
  return {
    options: `${SESSION} -c statement_timeout=${milliseconds}`,
    query_timeout: milliseconds + GRACE_MILLISECONDS,
    connectionTimeoutMillis: 3000,
  };
}

function ignoreClientErrors(client: pg.PoolClient, done: (error?: Error) => void): void {
  client.on('error', () => undefined);
  done();
}
