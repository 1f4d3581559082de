import { hex, type TableRows } from '../../../database/copy-texts.ts';
import type { TableName } from '../../../database/migrations/table-classes.ts';
import { printDay } from '../../../kernel/calendar.ts';
import { invariant } from '../../../kernel/invariant.ts';
import { identityBinding, seal, type Secrets } from '../../../secrets/secrets.ts';
import type { Writing } from '../new-rows.ts';

/** The new rows of what plans write about lives, table by table (pure, but encryption is random). */
export function lifeRows(secrets: Secrets, writings: readonly Writing[]): readonly TableRows[] {
  return [
    numberRows(secrets, writings),
    {
      table: 'person_death',
      columns: ['anchor_id', 'died_on', 'source', 'recorded_in'],
      rows: writings.flatMap(({ plan, change }) =>
        plan.lives.deaths.begun.map(({ id, on, source }) => [id, printDay(on), source, change.id]),
      ),
    },
    {
      table: 'person_merge',
      columns: ['anchor_id', 'into_id', 'recorded_in'],
      rows: writings.flatMap(({ plan, change }) =>
        plan.lives.merges.begun.map(({ id, intoId }) => [id, intoId, change.id]),
      ),
    },
    {
      table: 'household_closing',
      columns: ['anchor_id', 'valid_from', 'valid_to', 'reason', 'recorded_in'],
      rows: writings.flatMap(({ plan, change }) =>
        plan.lives.closings.begun.map(({ id, from, to, reason }) => {
          return [id, printDay(from), to === null ? null : printDay(to), reason, change.id];
        }),
      ),
    },
  ];
}

function numberRows(secrets: Secrets, writings: readonly Writing[]): TableRows {
  return {
    table: 'person_number',
    columns: ['anchor_id', 'identity', 'token', 'recorded_in'],
    rows: writings.flatMap(({ plan, change, persons: { keys } }) =>
      plan.lives.numbers.begun.map(({ id, identityNumber }) => {
        const key = keys.get(id);
        invariant(key !== undefined, 'every person has a data key');
        const identity = seal(key, identityBinding(id), Buffer.from(identityNumber));
        return [id, hex(identity), hex(secrets.token(identityNumber, secrets.version())), change.id];
      }),
    ),
  };
}

/** The facts about lives that plans end: the table, whose they are and, of closings, their first day. */
export function endedLives(writings: readonly Writing[]): readonly EndedLife[] {
  const ofPersons = (table: TableName, of: 'numbers' | 'deaths' | 'merges') =>
    writings.flatMap(({ plan, change }) =>
      plan.lives[of].ended.map((id): EndedLife => ({ table, id, from: null, changeId: change.id })),
    );
  return [
    ...ofPersons('person_number', 'numbers'),
    ...ofPersons('person_death', 'deaths'),
    ...ofPersons('person_merge', 'merges'),
    ...writings.flatMap(({ plan, change }) =>
      plan.lives.closings.ended.map(({ id, from }): EndedLife => {
        return { table: 'household_closing', id, from: printDay(from), changeId: change.id };
      }),
    ),
  ];
}

interface EndedLife {
  readonly table: TableName;
  readonly id: string;
  readonly from: string | null;
  readonly changeId: string;
}
