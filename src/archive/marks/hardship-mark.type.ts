import { registerCodes } from '../../graph/dictionary.ts';
import { HARDSHIP_MARKS } from './hardship-mark.codes.ts';

export const HardshipMarkEnum = registerCodes('ArchiveHardshipMark', HARDSHIP_MARKS, '解困、返困标识');
