// cspell:words nonnulls
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * By which rules the union files that opened a file, or what leaves it open (Articles 11 and 12; R19 to R21), on the first step. A
 * server of the release before opens files without them.
 */
export class FilingUnion1764000035000 implements MigrationInterface {
  readonly name = 'FilingUnion1764000035000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(FILING);
  }

  /** Forward only: a correction is a migration of its own. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}

const FILING = `
alter table archive_file_step
  add column filing_rules text[] check (filing_rules <@ array['EMPLOYED', 'DISPATCHED', 'EMPLOYER_WITHOUT_UNION', 'FLEXIBLE',
    'ON_BENEFIT', 'AFTER_BENEFIT']),
  add column filing_gaps text[] check (filing_gaps <@ array['STATUS', 'DISPATCH', 'BENEFIT', 'EMPLOYER', 'ADMITTING', 'DISPATCHER',
    'SUPERIOR', 'STREET', 'NO_RULE', 'READING_OFF', 'NO_UNION']),
  add column filing_stated text[] check (filing_stated <@ array['STATUS', 'DISPATCH', 'BENEFIT', 'EMPLOYER', 'ADMITTING',
    'DISPATCHER', 'SUPERIOR', 'STREET']),
  add constraint filing_of_the_first check (number = 1 or num_nonnulls(filing_rules, filing_gaps, filing_stated) = 0),
  add constraint filing_known_or_not check (num_nonnulls(filing_rules, filing_gaps) < 2);
`;
