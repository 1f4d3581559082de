import type { Secrets } from '../secrets/secrets.ts';
import type { Database } from '../database/database.ts';

/** What every use case needs. `today` is passed in: no use case reads the clock. */
export interface Deps {
  readonly database: Database;
  readonly secrets: Secrets;
  /** The day in China, as `YYYY-MM-DD`. */
  readonly today: string;
}

/** What every command has: who makes a change, and why. */
export interface Command {
  /** The id of the member of staff who makes the change. */
  readonly actorId: string;
  /** A repeated key executes once; with other content it is refused. `null` for a command that is idempotent anyway. */
  readonly idempotencyKey: string | null;
  readonly purpose: string;
}
