import type { Command } from '../../usecase/command.ts';
import type { RealNameColumnName } from '../export/real-name-columns.ts';
import type { PaymentFilter } from '../payments/payment.ts';

/** A real-name table that is to be locked. */
export interface LockTable extends Command {
  readonly unionId: string;
  /** The payments; its union is the one above. */
  readonly filter: Omit<PaymentFilter, 'union'>;
  readonly columns: readonly RealNameColumnName[];
  /** The code of the 审核人. */
  readonly reviewer: string;
  /** The table of which this is the next version. */
  readonly previousId: string | null;
  /** The revision of the table that was looked at; the newest by default. */
  readonly revision: number | null;
}
