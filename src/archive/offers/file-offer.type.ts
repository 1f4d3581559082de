import { ID, Int, ObjectType } from 'type-graphql';
import { makeConnectionType } from '../../graph/page/connection.type.ts';
import { Needs } from '../../graph/policy/policy.ts';
import { HasFields, maybe, needed } from '../../graph/values.ts';
import { CategoryEnum, FileStateEnum, LevelEnum } from '../../registry/graph/codes.type.ts';

@ObjectType('ArchiveFileOffer', {
  description:
    '拟移交的档案（第十七条）。A file that is offered to a union of yours, with what it needs to decide; it sees the file once it has accepted.',
  simpleResolvers: true,
})
@Needs('OPEN_FILE')
@HasFields({
  // Not `id`: the file is not shown to the union before it has accepted.
  fileId: needed('档案标识。The file, for `takeFilingStep`.', ID),
  number: needed('档案编号。Its number.'),
  steps: needed('步骤数。How many steps it has, for `afterStep`.', Int),
  state: needed('档案状态。Its state: it is accepted while it is in the hands of its filing union.', FileStateEnum),
  level: needed('建档标准。Its level.', LevelEnum),
  category: maybe('困难情形。Its category.', CategoryEnum),
  workerName: maybe('职工姓名。The name of the worker.'),
  unit: maybe('单位。The unit of the worker.'),
  offeredOn: needed('移交日期。The day of the offer: `2026-06-30`.'),
  document: maybe('文号。The document by which the unit was dissolved.'),
})
export class FileOfferType {}

export const FileOfferConnection = makeConnectionType('ArchiveFileOffer', '拟移交的档案', () => FileOfferType);
