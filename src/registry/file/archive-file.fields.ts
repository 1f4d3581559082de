import { also, code, optional, sealed, text } from '../../fields/field.ts';
import { CATEGORY_NAMES, LEVEL_NAMES } from '../../policy/names.ts';
import { HARDSHIP_CLASSES } from '../household/household.codes.ts';
import { FILE_STATES } from './archive-file.codes.ts';

/** The fields of the state of a file (困难职工档案), which holds from a day on. */
export const archiveFileFields = {
  level: also(code('建档标准', LEVEL_NAMES), '档案级别'),
  category: optional(code('困难情形', CATEGORY_NAMES)),
  hardshipClass: optional(also(code('困难类别', HARDSHIP_CLASSES), '困难标准')),
  state: also(code('档案状态', FILE_STATES), '审核状态'),
  reason: optional(sealed(text('变动理由'), 'NARRATIVE')),
};
