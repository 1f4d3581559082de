import { ID, Int } from 'type-graphql';
import { PageArgs } from '../../graph/arguments/args.input.ts';
import { DayScalar, DecimalScalar, DivisionCodeScalar, YuanScalar } from '../../graph/scalars.ts';
import { argumentsType, inputType, maybe, needed, REQUEST_KEY } from '../../graph/values.ts';
import type { ExclusionId, Level } from '../../policy/facts/facts.ts';
import { LevelEnum } from '../../registry/graph/codes.type.ts';
import type { ProfileEntry, StandardEntry } from '../../standards/proposals/rule-content.ts';
import type { ProfileMatter } from '../../standards/standard.codes.ts';
import { StandardKindEnum, StandardStatusEnum } from '../../standards/standard.type.ts';
import type { PreviewEffect, PreviewPart } from './preview.read.ts';
import {
  ExclusionEnum,
  PreviewEffectEnum,
  PreviewPartEnum,
  ProfileActEnum,
  ProfileMatterEnum,
  StandardActEnum,
} from './rule-proposal.type.ts';

const DOCUMENT = {
  documentNumber: needed('文号。The number of the document.'),
  documentTitle: needed('文件标题。The title of the document.'),
};

const StandardInput = inputType('ReliefStandardInput', '当地标准（第三至五条）。A local standard.', {
  act: needed<StandardEntry['act']>('办理。What is done with it.', StandardActEnum, 'ENTER'),
  kind: needed<StandardEntry['kind']>('标准类别。The kind of the standard.', StandardKindEnum),
  region: needed('行政区划代码。The division that it applies to.', DivisionCodeScalar),
  from: needed(
    '起始日期；人均收入为当年 1 月 1 日。The first day that it applies to; of an income, 1 January of its year.',
    DayScalar,
  ),
  amount: maybe('标准金额。The amount for a month; for rural income, for a year. A retraction has none.', YuanScalar),
  status: maybe<NonNullable<StandardEntry['status']>>(
    '状态。Whether it was published for that division.',
    StandardStatusEnum,
  ),
  checkedUntil: maybe(
    '核实至。The last day on which it was checked to be the newest; of rural income, none.',
    DayScalar,
  ),
});

type StandardInput = InstanceType<typeof StandardInput>;

export const ProposeStandardsInput = inputType(
  'ReliefProposeStandardsInput',
  '提出当地标准（第三至五条）。Local standards of the divisions of a centre, with the document that sets them.',
  {
    union: needed('县级以上工会代码。The code of the union of county level or above whose divisions they are of.'),
    ...DOCUMENT,
    standards: needed<readonly StandardInput[]>('当地标准。The standards, at most 500.', [StandardInput]),
    idempotencyKey: REQUEST_KEY,
  },
);

export type ProposeStandardsInput = InstanceType<typeof ProposeStandardsInput>;

const ProfileInput = inputType(
  'ReliefProfileInput',
  '地方规定（第二、二十三条）。A local profile; what is left out is as in the regulation.',
  {
    act: needed<ProfileEntry['act']>('办理。What is done with it.', ProfileActEnum, 'ISSUE'),
    level: needed<Level>('建档标准（第二条）。The level of the files for which it rules.', LevelEnum),
    from: needed('起始日期。The first day that it applies to; of one that ends, the first day without it.', DayScalar),
    to: maybe('终止日期。The first day without it; by default until another begins.', DayScalar),
    nearMultiple: maybe(
      '略高倍数（第三、五条）。The multiple up to which an income is slightly above the standard.',
      DecimalScalar,
    ),
    suddenMultiple: maybe(
      '突发困难倍数（第五条）。The multiple above which savings and investments count.',
      DecimalScalar,
    ),
    areaPerHead: maybe('人均房屋面积（第六条）。The largest floor area per head, in square metres.', DecimalScalar),
    dwellings: maybe<number>('住宅套数（第六条）。The number of dwellings that excludes a household.', Int),
    exclusionsOff: maybe<readonly ExclusionId[]>('停用的排除情形。The exclusions that are switched off.', [
      ExclusionEnum,
    ]),
    forbids: maybe<readonly ProfileMatter[]>('不许下级另定的事项。What profiles of unions below may not set.', [
      ProfileMatterEnum,
    ]),
  },
);

export const ProposeProfileInput = inputType(
  'ReliefProposeProfileInput',
  '提出地方规定（第二、二十三条）。A local profile of a union, with the document that sets it.',
  {
    union: needed('工会代码。The code of the union that issues it.'),
    ...DOCUMENT,
    profile: needed<InstanceType<typeof ProfileInput>>('地方规定。The local profile.', ProfileInput),
    idempotencyKey: REQUEST_KEY,
  },
);

export type ProposeProfileInput = InstanceType<typeof ProposeProfileInput>;

export const PreviewChangesArgs = argumentsType(PageArgs, {
  proposalId: needed('提出事项的标识。The id of the proposal.', ID),
  part: needed<PreviewPart>('试算的内容。What is compared.', PreviewPartEnum, 'FIRST_DAY'),
  effect: maybe<PreviewEffect>('试算影响。Only households that would enter, or leave.', PreviewEffectEnum),
});

export type PreviewChangesArgs = InstanceType<typeof PreviewChangesArgs>;
