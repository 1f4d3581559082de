import { type ResolveReference, textKey } from '../../graph/federation.ts';
import { isId } from '../../graph/arguments/ids.ts';
import { readAt } from '../../graph/arguments/read-at.ts';
import { loadArchiveFile } from './archive-file.loader.ts';

export const archiveFileReference: ResolveReference = async (reference, context) => {
  const at = await readAt(context.deps, {});
  const [id, number] = [textKey(reference, 'id'), textKey(reference, 'number')];
  if (id !== null) return isId(id) ? loadArchiveFile(context, 'id', id, at) : null;
  return number === null ? null : loadArchiveFile(context, 'number', number, at);
};
