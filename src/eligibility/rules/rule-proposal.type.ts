import { ID, Int, ObjectType } from 'type-graphql';
import { registerCodes } from '../../graph/dictionary.ts';
import { makeConnectionType } from '../../graph/page/connection.type.ts';
import { Needs } from '../../graph/policy/policy.ts';
import { Problem } from '../../graph/problem.type.ts';
import {
  DayScalar,
  DecimalScalar,
  DivisionCodeScalar,
  MomentScalar,
  RevisionScalar,
  YuanScalar,
} from '../../graph/scalars.ts';
import { HasFields, maybe, needed } from '../../graph/values.ts';
import { CategoryEnum, LevelEnum, OutcomeEnum } from '../../registry/graph/codes.type.ts';
import { PROFILE_ACTS, RULE_KINDS, STANDARD_ACTS } from '../../standards/proposals/rule-content.ts';
import { PROPOSAL_STATES } from '../../standards/proposals/rule-proposal.read.ts';
import { EXCLUSION_NAMES, PROFILE_MATTERS } from '../../standards/standard.codes.ts';
import { StandardKindEnum, StandardStatusEnum } from '../../standards/standard.type.ts';
import { PREVIEW_EFFECTS, PREVIEW_PARTS } from './preview.read.ts';

export const StandardActEnum = registerCodes('ReliefStandardAct', STANDARD_ACTS, '对标准的办理');
export const ProfileActEnum = registerCodes('ReliefProfileAct', PROFILE_ACTS, '对地方规定的办理');
export const ExclusionEnum = registerCodes('ReliefExclusion', EXCLUSION_NAMES, '排除情形（第六、七、十三条）');
export const ProfileMatterEnum = registerCodes('ReliefProfileMatter', PROFILE_MATTERS, '地方规定的事项');
export const PreviewPartEnum = registerCodes('ReliefPreviewPart', PREVIEW_PARTS, '试算的内容');
export const PreviewEffectEnum = registerCodes('ReliefPreviewEffect', PREVIEW_EFFECTS, '试算影响');
const RuleKindEnum = registerCodes('ReliefRuleKind', RULE_KINDS, '标准或规定');
const ProposalStateEnum = registerCodes('ReliefRuleProposalState', PROPOSAL_STATES, '标准、规定的确认状态');

@ObjectType('ReliefProposedStandard', {
  description: '提出的当地标准（第三至五条）。A local standard of a proposal.',
  simpleResolvers: true,
})
@Needs('INHERIT')
@HasFields({
  act: needed('办理。What is done with it.', StandardActEnum),
  kind: needed('标准类别。The kind of the standard.', StandardKindEnum),
  region: needed('行政区划代码。The division that it applies to.', DivisionCodeScalar),
  from: needed('起始日期。The first day that it applies to.', DayScalar),
  amount: maybe('标准金额。The amount for a month; for rural income, for a year. `null`: it is retracted.', YuanScalar),
  status: maybe('状态。Whether it was published for that division. `null`: it is retracted.', StandardStatusEnum),
  checkedUntil: maybe(
    '核实至。The last day on which it was checked to be the newest; of rural income, none.',
    DayScalar,
  ),
})
class ProposedStandard {}

@ObjectType('ReliefProposedProfile', {
  description:
    '提出的地方规定（第二、二十三条）。The local profile of a proposal; what is `null` is as in the regulation.',
  simpleResolvers: true,
})
@Needs('INHERIT')
@HasFields({
  act: needed('办理。What is done with it.', ProfileActEnum),
  level: needed('建档标准（第二条）。The level of the files for which it rules.', LevelEnum),
  from: needed('起始日期。The first day that it applies to; of one that ends, the first day without it.', DayScalar),
  to: maybe('终止日期。The first day without it; `null`: until another begins.', DayScalar),
  nearMultiple: maybe(
    '略高倍数（第三、五条）。The multiple up to which an income is slightly above the standard.',
    DecimalScalar,
  ),
  suddenMultiple: maybe(
    '突发困难倍数（第五条）。The multiple above which savings and investments count.',
    DecimalScalar,
  ),
  areaPerHead: maybe('人均房屋面积（第六条）。The largest floor area per head, in square metres.', DecimalScalar),
  dwellings: maybe('住宅套数（第六条）。The number of dwellings that excludes a household.', Int),
  exclusionsOff: needed('停用的排除情形。The exclusions that are switched off.', [ExclusionEnum]),
  forbids: needed('不许下级另定的事项。What profiles of unions below may not set.', [ProfileMatterEnum]),
})
class ProposedProfile {}

@ObjectType('ReliefRuleDocument', {
  description: '标准、规定的文件扫描件。The scan of the document of a proposal.',
  simpleResolvers: true,
})
@Needs('INHERIT')
@HasFields({
  place: needed('次序。Its place, from 1, in the order in which they came.', Int),
  sha256: needed('校验码。The SHA-256 of the file, in hexadecimal.'),
  mediaType: needed('文件类型。Its media type.'),
  bytes: needed('字节数。Its size.', Int),
  receivedOn: needed('存入日期。The day on which it was stored.', DayScalar),
  receivedBy: needed('存入人标识。The id of the member of staff who stored it.', ID),
})
class RuleDocument {}

const BEFORE = '`null`: 此级别当时没有地方规定 / no local profile of the level is in force.';

@ObjectType('ReliefRulePreviewGroup', {
  description:
    '试算汇总（第三、五条）。How many of your households would be decided otherwise, by category before and after.',
  simpleResolvers: true,
})
@Needs('INHERIT')
@HasFields({
  part: needed('试算的内容。What is compared.', PreviewPartEnum),
  level: needed('建档标准（第二条）。The level of the decision.', LevelEnum),
  outcomeBefore: maybe(`现行结果。The outcome as the rules are. ${BEFORE}`, OutcomeEnum),
  outcomeAfter: maybe(`试算结果。The outcome as they would be. ${BEFORE}`, OutcomeEnum),
  categoryBefore: maybe('现行困难情形。The primary category as the rules are, if any.', CategoryEnum),
  categoryAfter: maybe('试算困难情形。The primary category as they would be, if any.', CategoryEnum),
  households: needed('户数。The number of households.', Int),
})
class RulePreviewGroup {}

@ObjectType('ReliefRulePreview', {
  description:
    '试算（第三至五条）。What a proposal would do: on its first day, and if its last figures had been in force through each household’s window.',
  simpleResolvers: true,
})
@Needs('INHERIT')
@HasFields({
  revision: needed('登记版本。The revision of the register that was decided.', RevisionScalar),
  firstDay: needed('起始日期。The first day of the proposal, of which `FIRST_DAY` is.', DayScalar),
  windowDay: needed(
    '核算日期。The day of which `THROUGH_WINDOW` is: today, or the last first day if that is later.',
    DayScalar,
  ),
  households: needed('试算户数。The number of all households that were decided, your own or not.', Int),
  changedElsewhere: needed('其他辖区的户数。How many others than your own would be decided otherwise.', Int),
  groups: needed('汇总。Your households that would be decided otherwise, in numbers.', [RulePreviewGroup]),
})
export class RulePreview {}

@ObjectType('ReliefRuleProposal', {
  description:
    '当地标准、地方规定的提出与确认（第二、三、二十三条）。Local standards, or a local profile, that were proposed.',
  simpleResolvers: true,
})
@Needs('READ_RULE_PROPOSALS')
@HasFields({
  id: needed('标识。The id of the proposal.', ID),
  kind: needed('标准或规定。What is proposed.', RuleKindEnum),
  state: needed('状态。What became of it.', ProposalStateEnum),
  unionId: needed('工会标识。The union whose standards or profile it is.', ID),
  documentNumber: needed('文号。The number of the document.'),
  documentTitle: needed('文件标题。The title of the document.'),
  standards: needed('当地标准。The standards, at most 500.', [ProposedStandard]),
  profile: maybe('地方规定。The local profile.', ProposedProfile),
  validFrom: needed('提出日期。The day on which it was proposed.', DayScalar),
  validTo: needed('自此日起不能再确认。The first day on which it can no longer be confirmed.', DayScalar),
  proposedBy: needed('提出人标识。The id of the member of staff who proposed it.', ID),
  confirmedBy: maybe('确认人标识。The id of the member of staff who confirmed it.', ID),
  confirmedOn: maybe('确认日期。The day on which it was confirmed.', DayScalar),
})
export class RuleProposal {}

export const RuleDocuments = [RuleDocument];

export const RuleProposalConnection = makeConnectionType('ReliefRuleProposal', '提出的标准与规定', () => RuleProposal);

@ObjectType('ReliefRulePreviewChange', {
  description: '试算结果有变的家庭。A household that would be decided otherwise at a level.',
  simpleResolvers: true,
})
@Needs('READ_RULE_PROPOSALS')
@HasFields({
  householdId: needed('家庭标识。The household.', ID),
  level: needed('建档标准（第二条）。The level of the decision.', LevelEnum),
  outcomeBefore: maybe(`现行结果。The outcome as the rules are. ${BEFORE}`, OutcomeEnum),
  outcomeAfter: maybe(`试算结果。The outcome as they would be. ${BEFORE}`, OutcomeEnum),
  categoriesBefore: needed('现行困难情形。The categories as the rules are.', [CategoryEnum]),
  categoriesAfter: needed('试算困难情形。The categories as they would be.', [CategoryEnum]),
  effect: needed('试算影响。Whether it would become eligible, or be so no longer.', PreviewEffectEnum),
})
export class RulePreviewChange {}

export const RulePreviewChangeConnection = makeConnectionType(
  'ReliefRulePreviewChange',
  '试算结果有变的家庭',
  () => RulePreviewChange,
);

@ObjectType('ReliefRuleAnswer', {
  description: '办理结果。The result of an act on a proposal.',
  simpleResolvers: true,
})
@Needs('INHERIT')
@HasFields({
  problems: needed('错误；有错误则什么也没有写入。The reasons for a refusal; if there is any, nothing was written.', [
    Problem,
  ]),
  proposalId: maybe('提出事项的标识。The id of the proposal.', ID),
})
export class RuleAnswer {}

@ObjectType('ReliefRuleDocumentLink', {
  description: '文件扫描件的下载链接。A link to a scan, which the one who asked can use once within five minutes.',
  simpleResolvers: true,
})
@Needs('INHERIT')
@HasFields({
  url: needed('下载地址。Relative to the address of the graph; GET it with the same `authorization` header.'),
  expiresAt: needed('有效期至。When the link expires.', MomentScalar),
  fileName: needed('文件名。The name of the file.'),
  sha256: needed('校验码。The SHA-256 of the file, in hexadecimal.'),
})
export class RuleDocumentLink {}
