import { registerCodes } from '../../../graph/dictionary.ts';
import { FILING_GAPS, FILING_RULE_NAMES, STATED_FACTS, STATED_PLACES } from '../../jurisdiction/filing.codes.ts';
import { ACTS, BODIES, FINDINGS_OF_DISPUTE } from '../course/course.codes.ts';
import { WITHDRAWAL_NAMES } from '../steps/file-step.fields.ts';

/** Registers the code lists of the procedure as enums of the graph. */
export const FileActEnum = registerCodes('ArchiveFileAct', ACTS, '档案步骤');
export const BodyEnum = registerCodes('ArchiveBody', BODIES, '经办方');
export const FilingRuleEnum = registerCodes('ArchiveFilingRule', FILING_RULE_NAMES, '建档单位依据');
export const FilingGapEnum = registerCodes('ArchiveFilingGap', FILING_GAPS, '建档单位未能推定的原因');
registerCodes('ArchiveStatedWork', STATED_FACTS, '经办人说明的就业情况');
export const StatedPlaceEnum = registerCodes('ArchiveFilingPlace', STATED_PLACES, '可能建档的工会');
export const DisputeOutcomeEnum = registerCodes('ArchiveDisputeOutcome', FINDINGS_OF_DISPUTE, '异议、申诉的结论');
export const WithdrawalReasonEnum = registerCodes('ArchiveWithdrawalReason', WITHDRAWAL_NAMES, '注销理由');
