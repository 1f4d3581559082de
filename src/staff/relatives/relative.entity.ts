import { bytea, date, integer, key, open, table, text, uuid } from '../../database/table.ts';

/** The relatives that members of staff have declared; who is named by a number has it encrypted under a key of its own. */
export const declaredRelativeTable = table('declared_relative', {
  ...{ id: key(uuid), staffId: uuid, relation: text, personId: open(uuid) },
  ...{ dataKey: open(bytea), keyVersion: open(integer), identity: open(bytea), validFrom: date, recordedIn: uuid },
});

/** That a relative was declared in error, or is none any more: once, for ever. */
export const relativeWithdrawalTable = table('relative_withdrawal', {
  ...{ relativeId: key(uuid), withdrawnBy: uuid, withdrawnOn: date, reason: text, recordedIn: uuid },
});
