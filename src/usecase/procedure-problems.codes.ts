/** Why a step of a file's procedure is refused (Articles 7, 10 to 17), in the order of the guards. */
export const PROCEDURE_PROBLEMS = {
  NOT_RECORDED_THEN: '该日档案尚未备案 / the file was not recorded yet on this day',
  FILE_NOT_ENTERED: '该日全国系统中尚无此档案 / on this day the file was not yet in the national system',
  NOT_ENDED_THEN: '该日档案尚未终结 / the file had not ended on this day',
  NO_SUCH_ARCHIVE_FILE: '没有此档案，或无权办理 / there is no such file, or you are not allowed to act on it',
  STEPPED_MEANWHILE:
    '此后已有他人办理，请重新读取 / somebody has taken a step of the file in the meantime: read it again',
  NO_FILES_CHOSEN: '没有符合筛选条件的档案 / no file meets the conditions',
  TOO_MANY_FILES:
    '一次至多办理 10000 份档案，请缩小范围 / at most 10,000 files are stepped at once: narrow the conditions',
  TOO_MANY_BATCHES:
    '您已有 3 批在等待，请待其完成后再提交 / you already have 3 batches waiting: wait until one is finished',
  STEP_FAILED: '系统内部错误，此档案未办理 / something is wrong inside: this file was not stepped',
  NOT_OF_THIS_ACT: '此步骤不填此项 / this step names no such thing',
  OUTCOME_REQUIRED: '须填写处理结论 / say how it came out',
  NO_SURVEY_OF_THE_STEP: '该日没有登记入户调查，请先登记 / no survey of this day is on record: record the survey first',
  NOT_IN_THIS_STATE: '档案当前状态不能办理此步骤 / this step cannot be taken in the present state of the file',
  NOT_THIS_BODY: '此步骤现不由此级办理 / this step is not this body’s to take now',
  NOT_THE_UNION_OF_THE_STEP:
    '此工会不是本档案办理此步骤的工会 / this union is not the one that takes this step for the file',
  OWN_FILE: '不得办理本人家庭的档案 / nobody acts on the file of their own household',
  RELATIVES_FILE: '不得办理已申报亲属的档案 / nobody acts on the file of a relative whom they have declared',
  BEFORE_LAST_STEP: '不得早于上一步骤的日期 / must not be before the day of the last step',
  PUBLICITY_UNDER_WAY:
    '公示内容未变且无异议成立，不必重新公示 / ' +
    'nothing has changed and no objection was upheld: the publicity is not done again',
  NOT_ELIGIBLE: '该日的认定结果不是符合 / the decision as of that day is not that the household is eligible',
  PROVISIONAL_STANDARD:
    '使用了暂用标准，须有县级帮扶中心的确认文件 / ' +
    'a provisional standard was used: a county assistance centre must confirm it with a document',
  OBJECTION_OPEN: '尚有异议未处理 / an objection is still open',
  OBJECTION_TOO_LATE: '公示已结束 / the publicity has ended',
  NO_OPEN_OBJECTION: '没有待处理的异议 / no objection is open',
  CONCLUDED_ALREADY: '公示结果已出具 / the result sheet of the publicity was made already',
  PUBLICITY_RUNNING: '公示期未满 / the publicity has not ended yet',
  PUBLICITY_NOT_CONCLUDED: '尚未出具公示结果 / the result sheet of the publicity was not made yet',
  OBJECTION_UPHELD: '异议成立，须重新公示或不予建档 / an objection was upheld: publicise the file again, or refuse it',
  PUBLICISE_AGAIN:
    '姓名、单位或困难情形与公示不同，须退回重新公示或不予建档 / ' +
    'name, unit or category are not those of the publicity: publicise the file again, or refuse it',
  NOT_OUT_OF_HARDSHIP:
    '尚未脱困：须各情形均不符合，且最近六个月每月家庭人均收入均高于低保标准 / ' +
    'not out of hardship: no category may hold, and income per head must be above the standard in each of the last six months',
  DELIVERED_ALREADY: '通知已送达 / the notice was delivered already',
  APPEALED_ALREADY: '已申诉过一次 / there was an appeal already, and there is only one',
  NO_APPEAL: '没有待处理的申诉 / no appeal is open',
  SUSPENDED_ALREADY: '已暂缓发放 / payments are suspended already',
  NOT_SUSPENDED: '并未暂缓发放 / payments are not suspended',
  DOCUMENT_REQUIRED: '须填写文号 / the number of a document is required',
  NOT_AS_ON_RECORD:
    '公示内容与登记不符，请先更正登记 / what was publicised is not what is on record: correct the record first',
  PUBLICITY_TOO_SHORT: '公示不足规定的工作日 / the publicity is shorter than the working days that it must last',
  ENDS_ON_A_DAY_OFF: '公示的最后一日须为工作日 / the last day of the publicity must be a working day',
  OBJECTION_TOO_EARLY: '早于公示开始 / this is before the publicity began',
  RECEIVED_AFTER_STEP:
    '收到异议的日期不得晚于登记日期 / an objection is not received after the day on which it is recorded',
  NO_SUCH_OBJECTION: '没有此异议 / there is no such objection',
  OBJECTION_SETTLED: '此异议已处理 / this objection was settled already',
  FINDINGS_REQUIRED: '须列明不予建档的理由 / the findings for which the file is refused are required',
  ONLY_FOR_RECORDED: '此理由只用于在档档案 / this reason ends only a file that is recorded',
  NOTICE_REQUIRED: '须填写通知文号 / the number of the notice is required',
  PROOF_REQUIRED: '须填写证明材料 / the proof is required',
  RECOVERY_DAY:
    '追回的起始日期只用于隐瞒或虚假证明，此时必填且不得晚于当日 / ' +
    'the day from which payments are recovered goes with concealment alone, is required there, and is not after the step',
  NO_TRANSFER: '没有待接收的移交 / the file is offered to nobody',
  NOT_UNCLAIMED:
    '只有无法移交的档案由上一级帮扶中心代管：接收工会不予接收，或建档工会已撤销 / ' +
    'a centre takes only what cannot be transferred: the transfer was refused, or the filing union exists no more',
  TRANSFER_TO_ITSELF: '接收工会即建档工会 / the file is with this union already',
  OFFERED_ALREADY: '已向此工会提出移交，尚待接收 / the file is offered to this union already',
  NO_CENTRE_ABOVE: '此工会之上没有县级以上帮扶中心 / no assistance centre at county level or above is over this union',
  WORK_NOT_AS_ON_RECORD:
    '与登记的就业情况、工会不符，请先更正登记 / this is not what is on record of the work or the unions: correct the record first',
  NOT_THE_FILING_UNION: '此工会不是应当建档的工会 / this union is not the one that files',
  NOT_EMPLOYED_AGAIN:
    '须已登记或说明职工已重新就业，且新档案由另一工会建立 / ' +
    'the worker must be on record, or stated, as employed, and another union must open the new file',
} as const;
