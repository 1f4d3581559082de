import { registerCodes } from '../../../graph/dictionary.ts';
import { ACTS, BODIES, FINDINGS_OF_DISPUTE } from '../course/course.codes.ts';
import { WITHDRAWAL_NAMES } from '../steps/file-step.fields.ts';

/** Registers the code lists of the procedure as enums of the graph. */
export const FileActEnum = registerCodes('ArchiveFileAct', ACTS, '档案步骤');
export const BodyEnum = registerCodes('ArchiveBody', BODIES, '经办方');
export const DisputeOutcomeEnum = registerCodes('ArchiveDisputeOutcome', FINDINGS_OF_DISPUTE, '异议、申诉的结论');
export const WithdrawalReasonEnum = registerCodes('ArchiveWithdrawalReason', WITHDRAWAL_NAMES, '注销理由');
