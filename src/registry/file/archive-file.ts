import type { Values } from '../../fields/field.ts';
import type { archiveFileFields } from './archive-file.fields.ts';

/** The state of a file, which holds from a day on. */
export type ArchiveFileState = Values<typeof archiveFileFields>;
