import { ID, ObjectType } from 'type-graphql';
import { findEnum, registerCodes } from '../../graph/dictionary.ts';
import { makeConnectionType } from '../../graph/page/connection.type.ts';
import { Needs } from '../../graph/policy/policy.ts';
import { DayScalar, DivisionCodeScalar } from '../../graph/scalars.ts';
import { HasFields, inputType, maybe, needed, REQUEST_KEY } from '../../graph/values.ts';
import { UNION_CHANGE_KINDS, type UnionChangeKind } from '../../organisation/changes/union-change.ts';
import { UNION_KINDS, type UnionKind } from '../../organisation/union.codes.ts';
import { UNION_CHANGE_STATES } from './union-change-list.read.ts';

const KindEnum = registerCodes('UnionChangeKind', UNION_CHANGE_KINDS, '工会变动');
const StateEnum = registerCodes('UnionChangeState', UNION_CHANGE_STATES, '工会变动的状态');

@ObjectType('UnionChange', {
  description: '工会变动的提出与确认（第十条）。A change of a union that was proposed, and what became of it.',
  simpleResolvers: true,
})
@Needs('READ_UNION_CHANGES')
@HasFields({
  id: needed('标识。The id of the proposal; a union that is founded gets it.', ID),
  state: needed('状态。What became of it.', StateEnum),
  kind: needed('工会变动。What becomes of the union.', KindEnum),
  unionId: maybe('工会标识。The union; a union to be founded has none yet.', ID),
  superiorId: needed('上级工会标识。The superior of the union when it was proposed; the topmost union itself.', ID),
  targetId: maybe('新的上级或接收工会标识。The new superior, or the union that it is merged into.', ID),
  code: maybe('工会或行政区划代码。The code of the union to be founded, or of the division.'),
  name: maybe('工会名称。Its new name.'),
  unionKind: maybe('工会层级。The kind of the union to be founded.', findEnum(UNION_KINDS)),
  region: maybe('行政区划代码。The division of the union to be founded.', DivisionCodeScalar),
  centreName: maybe('帮扶中心名称。The name of its centre.'),
  unlisted: needed(
    '代码表所无（GB/T 2260）。Whether the division is said to be in no edition of the standard yet.',
    Boolean,
  ),
  workbookId: maybe(
    '所属工作簿标识，整本确认。The workbook that it is a row of; its id confirms or rejects all rows.',
    ID,
  ),
  superiorCode: maybe(
    '工作簿中的上级代码。In a workbook: the code of its superior, or of the division that it is part of.',
  ),
  from: needed('起始日期。The first day of the change: `2026-06-30`.'),
  documentNumber: needed('文号。The number of the document.'),
  documentDay: needed('文件日期。The day of the document.'),
  documentTitle: needed('文件标题。The title of the document.'),
  confirmedBefore: needed('自此日起不能再确认。The first day on which it can no longer be confirmed.'),
  proposedBy: needed('提出人标识。The id of the member of staff who proposed it.', ID),
  answeredBy: maybe('确认或不予确认的人标识。The id of the member of staff who confirmed or rejected it.', ID),
  rejection: maybe('不予确认的理由。Why it was rejected.'),
})
class UnionChangeRecord {}

export const UnionChangeConnection = makeConnectionType('UnionChange', '工会变动', () => UnionChangeRecord);

export const ProposeUnionChangeInput = inputType(
  'UnionProposeChangeInput',
  '提出工会变动（第十条）。A change of a union from a day on, by a document.',
  {
    kind: needed<UnionChangeKind>('工会变动。What becomes of the union.', KindEnum),
    union: maybe('工会代码。The code of the union; not for one to be founded.'),
    target: maybe(
      '上级或接收工会代码。The code of its superior (`FOUND`, `MOVE`), of the union that it is merged into or that takes over its households, or of a union of the division that a division is part of.',
    ),
    code: maybe('新工会或行政区划代码。The code of the union to be founded, or of the division; it never changes.'),
    name: maybe('工会名称。The name (`FOUND`, `RENAME`, `FOUND_DIVISION`, `RENAME_DIVISION`).'),
    unionKind: maybe<UnionKind>('工会层级。The kind of the union to be founded.', findEnum(UNION_KINDS)),
    region: maybe('行政区划代码。The division of the union to be founded.', DivisionCodeScalar),
    centreName: maybe(
      '帮扶中心名称。The name of its centre (`FOUND`, `NAME_CENTRE`); without it, it has no centre from that day on.',
    ),
    unlisted: maybe(
      '代码表所无：新设行政区划尚未列入国家标准（GB/T 2260）的，以文件为据。That a new division is not listed by the standard yet, on the word of the document.',
      Boolean,
    ),
    from: needed('起始日期。The first day of the change.', DayScalar),
    documentNumber: needed('文号。The number of the document.'),
    documentDay: needed('文件日期。The day of the document.', DayScalar),
    documentTitle: needed('文件标题。The title of the document.'),
    idempotencyKey: REQUEST_KEY,
  },
);

export type ProposeUnionChangeInput = InstanceType<typeof ProposeUnionChangeInput>;
