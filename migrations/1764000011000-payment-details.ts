import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What offices write beside a payment: who received it for whom, how, under which allocation and voucher. */
export class PaymentDetails1764000011000 implements MigrationInterface {
  readonly name = 'PaymentDetails1764000011000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(COLUMNS);
  }

  /** Forward only: a correction is a migration of its own. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}

const COLUMNS = `
alter table disbursement_version
  add person_category text check (person_category in ('URBAN_WORKER', 'MIGRANT_WORKER')),
  add allocation_number text,
  add payment_method text check (payment_method in ('TRANSFER', 'CASH', 'GOODS')),
  add collector text,
  add voucher_number text;
`;
