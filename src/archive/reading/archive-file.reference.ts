import { type ResolveReference, textKey, viewOfReference } from '../../graph/federation.ts';
import { readAt } from '../../graph/arguments/read-at.ts';
import { loadArchiveFile } from './archive-file.loader.ts';

/** Resolves a reference to a file by its id, which may have times, or by its number. */
export const archiveFileReference: ResolveReference = async (reference, context) => {
  const viewed = await viewOfReference(reference, context);
  if (viewed !== undefined) return viewed && loadArchiveFile(context, 'id', viewed.id, viewed.at);
  const number = textKey(reference, 'number');
  return number === null ? null : loadArchiveFile(context, 'number', number, await readAt(context.deps, {}));
};
