import { ID } from 'type-graphql';
import { AS_KNOWN_ON, AT_REVISION, argumentsType, inputType, maybe, needed } from '../../graph/values.ts';
import { Times, PageArgs } from '../../graph/arguments/args.input.ts';
import type { Level } from '../../policy/facts/facts.ts';
import { DayScalar, DivisionCodeScalar, JsonScalar } from '../../graph/scalars.ts';
import { HARDSHIP_CAUSES, HARDSHIP_CLASSES } from '../household/household.codes.ts';
import { findEnum } from '../../graph/dictionary.ts';
import type { HouseholdOrder } from '../listing/household-list.codes.ts';
import { CategoryEnum, FileStateEnum, HouseholdOrderEnum, LevelEnum, OutcomeEnum } from './codes.type.ts';

export const HouseholdArgs = argumentsType(Times, {
  id: maybe('家庭标识。Its id.', ID),
  fileNumber: maybe('档案编号。The number of one of its files.'),
  idNumber: maybe('身份证号。The identity number of one of its members.'),
});

export type HouseholdArgs = InstanceType<typeof HouseholdArgs>;

const HouseholdFilterInput = inputType(
  'ArchiveHouseholdFilterInput',
  '筛选条件，全部须满足。A filter of households; all its conditions must hold.',
  {
    union: maybe('工会（含下级）：标识或代码。The id or code of the steward on the day, or of a union above it then.'),
    awaitsSteward: maybe<boolean>(
      '待接管：建档工会已撤销、无接收工会。Whether it waits for a steward: its own was dissolved by that day, and merged into no other.',
      Boolean,
    ),
    region: maybe('适用标准行政区划。The division whose standards apply.', DivisionCodeScalar),
    mainCause: maybe('主要致困原因。The main cause.', findEnum(HARDSHIP_CAUSES)),
    declaredClass: maybe('困难类别。The class on the form.', findEnum(HARDSHIP_CLASSES)),
    migrant: maybe<boolean>('是否农民工。Whether the worker is a migrant.', Boolean),
    singleParent: maybe<boolean>('是否单亲。Whether it is a single-parent household.', Boolean),
    level: maybe('建档标准。The level of its live file.', LevelEnum),
    category: maybe('困难情形。The category of its live file.', CategoryEnum),
    fileState: maybe('档案状态。The state of its live file, or of one that has ended.', FileStateEnum),
    workerName: maybe('职工姓名（部分即可）。A part of the worker’s name.'),
    search: maybe(
      '检索：家庭任一成员姓名的开头，或其拼音首字母；档案编号（或其前 5 位以上）；身份证号后四位（须有权查看）。' +
        'A search for any member on that day, by the beginning of a name or by its pinyin initials, or by the last four characters ' +
        'of an identity number, with the right to see it; or for a file, by its number or the first five digits of it or more.',
    ),
    outcome: maybe(
      '认定结果（第三至七条）。The outcome of its assessment on that day, as statistics count it.',
      OutcomeEnum,
    ),
    primaryCategory: maybe(
      '认定的主要困难情形（第三、五条）。The first category that holds for it on that day.',
      CategoryEnum,
    ),
    cell: maybe<unknown>(
      '统计数值对应的家庭。The `cell` of a figure of the statistics, unchanged: only the households that it counts.',
      JsonScalar,
    ),
    assessedAtLevel: needed<Level>(
      '认定所依建档标准（第二条）。The level whose rules are applied; the national level when left out.',
      LevelEnum,
      'NATIONAL',
    ),
  },
);

export const HouseholdsArgs = argumentsType(PageArgs, {
  filter: maybe('筛选条件。Only households that match this filter.', HouseholdFilterInput),
  orderBy: maybe<HouseholdOrder>('排序。The order of the list; by file number when left out.', HouseholdOrderEnum),
  asOf: maybe('截至日期。The day on which the facts hold; today by default.', DayScalar),
  asKnownOn: AS_KNOWN_ON,
  revision: AT_REVISION,
});

export type HouseholdsArgs = InstanceType<typeof HouseholdsArgs>;
