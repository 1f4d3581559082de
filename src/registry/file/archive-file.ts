import type { Values } from '../../fields/field.ts';
import type { archiveFileFields } from './archive-file.fields.ts';

/** What holds of a file from a day on. */
export type ArchiveFileState = Values<typeof archiveFileFields>;
