import { z } from 'zod';
import { type StandardEntries, STANDARD_STATUSES } from '../policy/standards.ts';
import { repeated } from './facts-checks.ts';
import type { Reason } from './fault.ts';
import * as leaf from './leaves.ts';

const { record, list, evenIfRefused } = leaf;

const status = leaf.choice(STANDARD_STATUSES).optional();

const monthlyStandard = record({
  region: leaf.region,
  from: leaf.day,
  monthly: leaf.amount,
  status,
  knownUntil: leaf.dayOrNull.optional(),
}).transform((entry) => ({
  ...entry,
  status: entry.status ?? ('PUBLISHED' as const),
  knownUntil: entry.knownUntil ?? null,
}));

const ruralIncome = record({
  region: leaf.region,
  year: leaf.year,
  annual: leaf.amount,
  status,
}).transform((entry) => ({ ...entry, status: entry.status ?? ('PUBLISHED' as const) }));

/** The JSON of dated local standards; of one region no two begin on one day (or are of one year). */
export const standardsJson = record({
  dibao: list(monthlyStandard).superRefine(oneEach('from'), evenIfRefused),
  minimumWage: list(monthlyStandard).superRefine(oneEach('from'), evenIfRefused),
  ruralIncome: list(ruralIncome).superRefine(oneEach('year'), evenIfRefused),
}) satisfies z.ZodType<StandardEntries>;

function oneEach(key: 'from' | 'year') {
  return (
    entries: readonly Readonly<Record<string, unknown>>[],
    context: { readonly addIssue: (issue: { code: 'custom'; path: PropertyKey[]; message: Reason }) => void },
  ): void => {
    const starts = entries.map((entry) => startOf(entry, key));
    for (const index of repeated(starts)) {
      context.addIssue({ code: 'custom', path: [index, key], message: 'duplicateStandard' });
    }
  };
}

/** `z.NEVER` where region or start is itself refused: that is no second entry. */
function startOf(entry: unknown, key: 'from' | 'year'): unknown {
  if (typeof entry !== 'object' || entry === null) return z.NEVER;
  const { region, [key]: start } = entry as Readonly<Record<string, unknown>>;
  return typeof region === 'string' && typeof start === 'number' ? `${region}.${start}` : z.NEVER;
}
