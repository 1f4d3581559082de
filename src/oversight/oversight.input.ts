import { PageArgs } from '../graph/arguments/args.input.ts';
import { DayScalar } from '../graph/scalars.ts';
import { argumentsType, maybe } from '../graph/values.ts';

export const DaysArgs = argumentsType(PageArgs, {
  from: maybe('起始日期。The first day.', DayScalar),
  to: maybe('截止日期。The last day.', DayScalar),
});

export type DaysArgs = InstanceType<typeof DaysArgs>;

export const OversightArgs = argumentsType(DaysArgs, {
  union: maybe('工会（含下级）：标识或代码。The id or code of a union; those under it count.'),
  staff: maybe('工作人员代码。The code of a member of staff.'),
});

export type OversightArgs = InstanceType<typeof OversightArgs>;
