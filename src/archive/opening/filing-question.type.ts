import { ID, ObjectType } from 'type-graphql';
import { Needs } from '../../graph/policy/policy.ts';
import { Problem } from '../../graph/problem.type.ts';
import { DayScalar } from '../../graph/scalars.ts';
import { HasFields, inputType, maybe, needed } from '../../graph/values.ts';
import { FilingGapEnum, FilingRuleEnum } from '../procedure/graph/procedure-codes.type.ts';
import { FilingWorkInput, FirstStateEnum } from '../procedure/graph/procedure.input.ts';

export const FilingQuestionInput = inputType(
  'ArchiveFilingQuestionInput',
  '询问建档单位（第十一、十二条）。An opening that is only asked about.',
  {
    householdId: needed('家庭标识。The household.', ID),
    union: maybe('拟建档单位的代码。The code of the union that would open the file; the one that files by default.'),
    on: needed('日期。The day of the survey or application.', DayScalar),
    state: needed<'SURVEYED' | 'APPLIED'>('起始状态（第十五条）。With what it would begin.', FirstStateEnum),
    work: maybe<FilingWorkInput>('就业情况说明。Stated where the register does not say who files.', FilingWorkInput),
  },
);

export type FilingQuestionInput = InstanceType<typeof FilingQuestionInput>;

@ObjectType('ArchiveFilingAnswer', {
  description: '应当建档的单位（第十一、十二条）。Which union files for a worker, and why, before anything is entered.',
  simpleResolvers: true,
})
@Needs('INHERIT')
@HasFields({
  rules: needed('依据。The rules that hold, or may where it is open which union files.', [FilingRuleEnum]),
  gaps: needed('未能推定的原因。What leaves it open which union files; none if one is derived.', [FilingGapEnum]),
  wouldOpen: maybe(
    '能否建档。Whether `openFile` would open the file today, for the union that is asked about, else the one that files; `null` if neither is known.',
    Boolean,
  ),
  problems: needed('不能建档或无法回答的理由。Why it would be refused, or why it cannot be said who files.', [Problem]),
})
export class FilingAnswerType {}
