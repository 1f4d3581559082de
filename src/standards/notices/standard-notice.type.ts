import { ObjectType } from 'type-graphql';
import { registerSentences } from '../../graph/dictionary.ts';
import { Needs } from '../../graph/policy/policy.ts';
import { DayScalar, DivisionCodeScalar } from '../../graph/scalars.ts';
import { HasFields, maybe, needed } from '../../graph/values.ts';
import { StandardKindEnum } from '../standard.type.ts';
import { NOTICE_REASONS } from './standard-notices.ts';

const NoticeReasonEnum = registerSentences('ReliefStandardNoticeReason', NOTICE_REASONS, '标准提示的原因');

@ObjectType('ReliefStandardNotice', {
  description: '标准提示（第三至五条）。A standard in use that needs attention.',
  simpleResolvers: true,
})
@Needs('READ_ORGANISATION')
@HasFields({
  region: needed('行政区划代码。The division.', DivisionCodeScalar),
  kind: needed('标准类别。The kind of the standard.', StandardKindEnum),
  code: needed('原因。Why it needs attention.', NoticeReasonEnum),
  zh: needed('中文说明。The reason in Chinese.'),
  en: needed('英文说明。The reason in English.'),
  from: maybe('现用标准的起始日期。The first day of the standard in use; `null`: there is none.', DayScalar),
  checkedUntil: maybe('核实至。The last day on which it was checked to be the newest.', DayScalar),
})
export class StandardNotice {}
