import type { RecordHousehold } from '../../registry/recording/documents/household-document.ts';
import { recordHouseholds } from '../../registry/recording/record-household.ts';
import type { StoredHousehold } from '../../registry/household/stored-household.ts';
import type { Deps } from '../../usecase/command.ts';
import type { ImportRequest } from '../import-answer.ts';
import type { AssembledHousehold } from '../rows/assemble-household.ts';
import { assembleBatch, type HouseholdResult, type HouseholdRows, knownHouseholds } from './assemble-batch.ts';

const REFUSED = { outcome: 'refused', notices: [], missing: [] } as const;

/**
 * Writes a batch. A household that was new when its rows were read, and is on record by now, was written by another import
 * meanwhile: its rows are read once more against what is there.
 */
export async function writeBatch(
  deps: Deps,
  request: ImportRequest,
  numbers: readonly string[],
  rows: HouseholdRows,
): Promise<readonly HouseholdResult[]> {
  const known = await knownHouseholds(deps, request.actorId, numbers);
  const results = await writeAssembled(deps, request, numbers, known, rows);
  const refused = numbers.filter((number, at) => !known.has(number) && results[at]?.outcome === 'refused');
  if (refused.length === 0) return results;
  const meanwhile = await knownHouseholds(deps, request.actorId, refused);
  const lost = refused.filter((number) => meanwhile.has(number));
  const again = await writeAssembled(deps, request, lost, meanwhile, rows);
  const answers = new Map(lost.map((number, at) => [number, again[at]]));
  return results.map((result, at) => answers.get(numbers[at] ?? '') ?? result);
}

async function writeAssembled(
  deps: Deps,
  request: ImportRequest,
  numbers: readonly string[],
  known: ReadonlyMap<string, StoredHousehold>,
  rows: HouseholdRows,
): Promise<readonly HouseholdResult[]> {
  const assembled = assembleBatch(request, numbers, known, rows);
  const commands = assembled.flatMap(({ stored, household }) => recordCommands(request, stored, household));
  const outcomes = await recordHouseholds(deps, commands);
  let at = 0;
  return assembled.map(({ stored, household, rows, row }): HouseholdResult => {
    const id = stored?.id;
    if (household.household === null) return { ...REFUSED, id, rows, faults: household.faults };
    const outcome = outcomes[at];
    at += 1;
    if (outcome?.ok !== true) {
      return { ...REFUSED, id, rows, faults: (outcome?.error ?? []).map(household.locate) };
    }
    const { changeId, kept } = outcome.value;
    const notices = outcome.value.notices.filter(household.hasRow).map(household.locate);
    const missing = [...household.missing, ...kept].map((what) => ({ sheet: '困难职工', row, what }));
    return { id, outcome: changeId === null ? 'unchanged' : 'recorded', rows, faults: [], notices, missing };
  });
}

function recordCommands(
  { actorId, union, on, purpose }: ImportRequest,
  stored: StoredHousehold | undefined,
  { household, from, correction, leaving }: AssembledHousehold,
): readonly RecordHousehold[] {
  if (household === null) return [];
  return [
    {
      ...{ actorId, purpose, household, idempotencyKey: null, expectedRevision: null },
      ...{ correction, leaving },
      householdId: stored?.id ?? null,
      unionId: union.id,
      from: from ?? on,
    },
  ];
}
