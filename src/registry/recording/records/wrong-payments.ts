import type { Sql } from '../../../database/database.ts';
import { printDay } from '../../../kernel/calendar.ts';
import { problem, type Problem } from '../../../usecase/problem.ts';
import type { RegisterRecord } from '../../kinds.ts';
import { householdsOfFiles } from '../../reading/find.read.ts';

/** Payments that are given of a household. */
interface GivenPayments {
  readonly householdId: string;
  readonly payments: readonly RegisterRecord<'disbursements'>[];
}

/** Why payments are refused: they are dated after today, `YYYY-MM-DD`, or name a file of another household. */
export async function wrongPayments(
  sql: Sql,
  given: readonly GivenPayments[],
  today: string,
): Promise<readonly (readonly Problem[])[]> {
  const numbers = given.flatMap(({ payments }) => payments.flatMap(({ values }) => values.fileNumber ?? []));
  const households = await householdsOfFiles(sql, [...new Set(numbers)]);
  return given.map(({ householdId, payments }) =>
    payments.flatMap(({ values: { fileNumber, paidOn } }, at) => {
      const path = ['records', 'disbursements', at, 'values'] as const;
      const isForeign = fileNumber !== null && households.get(fileNumber) !== householdId;
      return [
        ...(isForeign ? [problem('NO_SUCH_FILE', ...path, 'fileNumber')] : []),
        ...(printDay(paidOn) > today ? [problem('AFTER_TODAY', ...path, 'paidOn')] : []),
      ];
    }),
  );
}
