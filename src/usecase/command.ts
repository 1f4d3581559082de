import type { Secrets } from '../secrets/secrets.ts';
import type { Database } from '../database/database.ts';

/** What every use case stands on; today is passed in, never read. */
export interface Deps {
  readonly database: Database;
  readonly secrets: Secrets;
  /** `YYYY-MM-DD` in China. */
  readonly today: string;
}

/** Who asks for a change, and why. */
export interface Command {
  /** The member of staff. */
  readonly actorId: string;
  /** The same key with the same content happens once; with another it is refused. `null`: repeating does no harm. */
  readonly idempotencyKey: string | null;
  readonly purpose: string;
}
