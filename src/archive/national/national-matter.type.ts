import { registerCodes } from '../../graph/dictionary.ts';
import { NATIONAL_MATTERS } from './national-entry.codes.ts';

export const NationalMatterEnum = registerCodes('ArchiveNationalMatter', NATIONAL_MATTERS, '全国系统录入事项');
