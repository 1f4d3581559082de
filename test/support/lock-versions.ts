import { payAgain } from './pay-again.ts';
import { sealAll } from './register.ts';
import type { ServedPlatform } from './served/platform.ts';

/** Locks a table of a county, pays another household than one, locks its next version and ties that out. */
export async function lockVersions(served: ServedPlatform, clerk: string, unpaid: string): Promise<string> {
  const { database, secrets } = served.platform;
  const token = await served.bearer({ staff: 'finance.410502' });
  const act = async (mutation: string, type: string, input: object) => {
    const query = `mutation ($input: ${type}!) { done: ${mutation}(input: $input) { problems { code path } table { id } } }`;
    const { data, errors } = await served.ask(query, { token, variables: { input } });
    const { problems, table } = data?.['done'] as {
      readonly problems: readonly object[];
      readonly table: Table | null;
    };
    if (errors.length > 0 || table === null) throw new Error(JSON.stringify([errors, problems]));
    return table.id;
  };
  const lock = (more: object) =>
    act('lockRealNameTable', 'LockRealNameTableInput', {
      ...{ year: 2025, union: '410502', reviewer: 'finance.410500', ...more },
    });
  const previous = await lock({});
  const query =
    'query ($id: ID!) { table: lockedRealNameTable(id: $id) { rows(first: 200) { nodes { disbursementId amount } } } }';
  const { data } = await served.ask(query, { token, variables: { id: previous } });
  const { rows } = data?.['table'] as {
    readonly rows: { readonly nodes: readonly { readonly disbursementId: string }[] };
  };
  const [paid] = await served.asOwner(
    'select household_id as id from disbursement_version where anchor_id = any($1) and household_id <> $2 limit 1',
    [rows.nodes.map(({ disbursementId }) => disbursementId), unpaid],
  );
  await payAgain({ database, secrets, today: served.today }, String(paid?.['id']), clerk);
  await sealAll(database);
  const next = await lock({ previous });
  return act('tieOutRealNameTable', 'SealRealNameTableInput', { table: next });
}

interface Table {
  readonly id: string;
}
