import { ID, ObjectType } from 'type-graphql';
import { Needs } from '../../graph/policy/policy.ts';
import { Problem } from '../../graph/problem.type.ts';
import { DayScalar, RevisionScalar } from '../../graph/scalars.ts';
import { HasFields, inputType, maybe, needed, REQUEST_KEY } from '../../graph/values.ts';
import type { NationalMatter } from './national-entry.codes.ts';
import { ArchiveFile } from '../reading/archive-file.type.ts';
import { NationalMatterEnum } from './national-matter.type.ts';

@ObjectType('ArchiveNationalEntry', {
  description:
    '全国系统录入（第九条）。A day on which something of a file was entered in the national system. It never changes.',
  simpleResolvers: true,
})
@Needs('INHERIT')
@HasFields({
  matter: needed('事项。What was entered.', NationalMatterEnum),
  enteredOn: needed('录入日期。The day.', DayScalar),
})
export class NationalEntry {}

export const EnterNationalInput = inputType(
  'ArchiveEnterNationalInput',
  '登记全国系统录入（第九条）。What was entered of a file in the national system, and when.',
  {
    fileId: needed('档案标识。The file.', ID),
    matter: needed<NationalMatter>('事项。What was entered.', NationalMatterEnum),
    on: needed('录入日期。The day on which it was entered there.', DayScalar),
    idempotencyKey: REQUEST_KEY,
  },
);

export type EnterNationalInput = InstanceType<typeof EnterNationalInput>;

@ObjectType('ArchiveEnterNationalAnswer', {
  description: '登记结果。The result of marking an entry in the national system.',
  simpleResolvers: true,
})
@Needs('INHERIT')
@HasFields({
  problems: needed('错误；有错误则什么也没有写入。The reasons for a refusal; if there is any, nothing was written.', [
    Problem,
  ]),
  file: maybe('档案。The file with its entries.', ArchiveFile),
  revision: maybe(
    '变更序号。The number of the change; `null` if nothing was written, or for a moment after the change.',
    RevisionScalar,
  ),
})
export class EnterNationalAnswer {}
