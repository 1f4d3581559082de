import { ID, Int, ObjectType } from 'type-graphql';
import { Needs } from '../../graph/policy/policy.ts';
import { MomentScalar } from '../../graph/scalars.ts';
import { HasFields, inputType, needed } from '../../graph/values.ts';

export const FilePaperInput = inputType(
  'ArchiveFilePaperInput',
  '打印档案文书（第七、九、十五、十六条）。The step of a file whose paper is printed.',
  {
    fileId: needed('档案标识。The file; today’s view of it.', ID),
    step: needed<number>(
      '步骤序号。The number of the step: of 公示, 公示结果, 不予建档, 注销 or 脱困撤档. Other steps have no paper.',
      Int,
    ),
  },
);

export type FilePaperInput = InstanceType<typeof FilePaperInput>;

@ObjectType('ArchiveFilePaperExport', {
  description:
    '档案文书的下载链接。A link to a paper as PDF/A, which the one who asked for it can use once within five minutes.',
  simpleResolvers: true,
})
@Needs('READ_HISTORY')
@HasFields({
  url: needed(
    '下载地址。Relative to the address of the graph; GET it with the same `authorization` header. What is served is read under the rights of that moment, for the purpose that was stated with the mutation, and is on record.',
  ),
  expiresAt: needed('有效期至。When the link expires.', MomentScalar),
  fileName: needed('文件名。The name of the file.'),
})
export class FilePaperExport {}
