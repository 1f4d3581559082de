import { idProblem } from '../../graph/arguments/ids.ts';
import { timesKey } from '../../graph/arguments/read-at.ts';
import { sharedLoader } from '../../graph/batch/batch.ts';
import { buildCommand } from '../../graph/command.ts';
import type { GraphContext } from '../../graph/context.ts';
import { requireDay } from '../../kernel/calendar.ts';
import { fail } from '../../kernel/result.ts';
import type { ArchiveFileNode } from '../reading/archive-file.loader.ts';
import { enterNational } from './enter-national.ts';
import type { NationalMatter } from './national-entry.codes.ts';
import { type NationalEntryRow, readNationalDue, readNationalEntries } from './national-entry.read.ts';
import type { EnterNationalInput } from './national-entry.type.ts';

const idsOf = (files: readonly ArchiveFileNode[]) => files.map(({ id }) => id);

const entries = sharedLoader<ArchiveFileNode, readonly NationalEntryRow[]>({
  cacheKey: ({ id }) => id,
  groupKey: ({ at }) => timesKey(at),
  read: async (sql, files, _deps, { at }) =>
    Map.groupBy(await readNationalEntries(sql, idsOf(files), at), ({ fileId }) => fileId),
});

const due = sharedLoader<ArchiveFileNode, NationalMatter>({
  cacheKey: ({ id }) => id,
  groupKey: ({ at }) => timesKey(at),
  read: (sql, files, _deps, { at }) => readNationalDue(sql, idsOf(files), at),
});

export async function loadNationalEntries(context: GraphContext, file: ArchiveFileNode): Promise<readonly object[]> {
  const rows = (await entries(context).load(file)) ?? [];
  return rows.map((row) => ({ ...row, enteredOn: requireDay(row.enteredOn) }));
}

export function loadNationalDue(context: GraphContext, file: ArchiveFileNode): Promise<NationalMatter | null> {
  return due(context).load(file);
}

export async function enterNationalFromInput(
  context: GraphContext,
  { fileId, matter, on, idempotencyKey }: EnterNationalInput,
): ReturnType<typeof enterNational> {
  const command = buildCommand(context, idempotencyKey, '登记全国系统录入');
  const wrong = idProblem(fileId, 'NO_SUCH_ARCHIVE_FILE', 'fileId');
  return wrong === null ? enterNational(context.deps, { ...command, fileId, matter, on }) : fail([wrong]);
}
