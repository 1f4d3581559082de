import { type Bilingual, bilingual } from '../kernel/bilingual.ts';
import type { Result } from '../kernel/result.ts';
import { INPUT_PROBLEMS } from './input-problems.ts';
import { PROCEDURE_PROBLEMS } from './procedure-problems.codes.ts';
import { RELIEF_PROBLEMS } from './relief-problems.codes.ts';
import { RULE_PROBLEMS } from './rule-problems.ts';
import { UNION_PROBLEMS } from './union-problems.ts';

/** Why a command was refused. `path` leads to the value from the root of the input, with indexes for lists. */
export interface Problem extends Bilingual {
  readonly code: ProblemCode;
  readonly path: string;
  /** The number of the case in which the common superior union decides. */
  readonly caseNumber?: string;
}

/** The codes of problems and their sentences. */
export const PROBLEMS = {
  ...RULE_PROBLEMS,
  ...UNION_PROBLEMS,
  NO_SUCH_HOUSEHOLD: '没有此家庭，或无权办理 / there is no such household, or you are not allowed to act on it',
  PAST_VIEW:
    '此标识指某日或某版本的记录，办理须用当前标识 / ' +
    'this id names the record as of another day or revision: use the id of the present one',
  NO_SUCH_UNION: '没有此工会，或无权办理 / there is no such union, or you are not allowed to act for it',
  NO_SUCH_STAFF: '没有此工作人员，或已停用 / there is no such member of staff, or they have been deactivated',
  NO_SUCH_GRANT: '没有此授权，或无权办理 / there is no such grant, or you are not allowed to act on it',
  NO_SUCH_PROPOSAL: '没有此待确认事项，或无权办理 / there is no such proposal, or you are not allowed to act on it',
  NOT_ITS_DIVISION:
    '没有此行政区划，或不在该工会的辖区 / there is no such division, or it is not in the territory of the union',
  STANDARD_OF_THAT_DAY:
    '该区划自该日起已有此类标准，请更正该标准 / a standard of this kind and division begins on that day: correct that one',
  NO_STANDARD_OF_THAT_DAY:
    '该区划自该日起没有此类标准可更正或撤销 / no standard of this kind and division begins on that day, so there is nothing to correct or retract',
  STANDARD_TWICE: '同一区划、类别、起始日期列了两次 / the same division, kind and first day are listed twice',
  STANDARD_GAP:
    '与前后标准之间有未核实的日期：请延长前一标准的核实日期，或补录其间的标准 / ' +
    'between it and its neighbour are days that nobody has checked: extend the day until which the earlier one was checked, or enter what held between',
  CHECKED_PAST_NEXT:
    '核实日期不得晚于下一标准的起始日期 / it cannot have been checked until a day on which the next one applies',
  CHECKED_TOO_FAR: '核实日期不得晚于明年年底 / nobody has checked beyond the end of next year',
  CHECKED_UNTIL_REQUIRED:
    '须填写核实至哪一日（人均收入按年公布，不填） / say until which day it was checked; of a yearly income, which is published once, say none',
  STARTS_WITH_ITS_YEAR: '人均收入自当年 1 月 1 日起 / an income is of a calendar year: it begins on 1 January',
  NOTHING_BESIDE_A_RETRACTION: '撤销或终止的不填其他内容 / what is retracted or ended has no other content',
  NOT_ITS_LEVEL:
    '市总工会可定各级、县级总工会可定县级和企业级、基层和产业工会只可定企业级的地方规定 / ' +
    'a municipal union rules for every level, a county’s for county and enterprise files, an employer’s or industry’s for enterprise files alone',
  PROFILE_OF_THAT_DAY:
    '该级别自该日起已有地方规定，请更正该规定 / a local profile of this level begins on that day: correct that one',
  NO_PROFILE_OF_THAT_DAY:
    '该级别当日没有可更正、终止或撤销的地方规定 / no local profile of this level is there on that day to be corrected, ended or retracted',
  PROFILE_OVERLAPS: '与此后的地方规定重叠 / overlaps a later local profile of this level',
  FORBIDDEN_ABOVE: '上级工会的地方规定不许下级另定此项 / the profile of a union above forbids to set this below it',
  SET_BELOW:
    '下级工会现行的地方规定另定了此项，请先终止 / a profile of a union below sets this on these days: end that one first',
  NEAR_ABOVE_SUDDEN:
    '略高倍数不得大于突发困难倍数 / the near-standard multiple is not above the sudden-hardship multiple',
  DOCUMENT_MISSING: '尚未存入文件扫描件 / the scanned document was not stored yet',
  NOT_PREVIEWED: '须先试算其影响 / a preview of what it would do comes first',
  NOT_ADMINISTRATOR: '只有管理员可办理 / only an administrator may do this',
  NOT_FOR_ONESELF: '不得为本人办理 / you cannot do this for yourself',
  ANOTHER_PERSON: '须由另一人办理，不得由同一人办理两步 / another person must do this: nobody takes both steps',
  EXCLUDING_ROLE:
    '与其在这些日子已有的角色不相容：审计、管理与登记、审批、财务不得兼任，财务不得兼任登记，看板不得兼有其他角色 / ' +
    'it excludes a role that they hold on these days: who audits or administers does not record, decide or pay, who pays does not record households, and a dashboard has no other role',
  NOTHING_TO_STAND_IN_FOR:
    '没有此角色、此工会且涵盖这些日期的授权可供代理，或无权办理 / ' +
    'there is no grant of this role at this union over all these days to stand in for, or you are not allowed to act on it',
  NOT_A_DASHBOARD: '只有看板的授权由平台签发令牌 / the platform issues tokens for grants of dashboards alone',
  CODE_TAKEN: '此编号已被使用 / this code is already in use',
  LOGIN_TAKEN: '此账号已属他人 / this login belongs to somebody else',
  AFTER_TODAY: '不得晚于今天 / must not be after today',
  BEFORE_TODAY: '不得早于今天 / must not be before today',
  NOT_A_CENTRE: '须由县级以上帮扶中心确认 / an assistance centre at county level or above must confirm this',
  STALE_REVISION: '此后已有他人修改，请重新读取 / somebody has changed this in the meantime: read it again',
  KEY_REUSED: '此请求编号已用于其他内容 / this idempotency key was already used with other content',
  ALREADY_ON_FILE_ELSEWHERE:
    '此人在该期间已属于另一在档家庭 / this person belongs to another household on record at that time',
  MORE_ELSEWHERE:
    '还有成员已属于其他在档家庭，请先办理已列出的 / ' +
    'more members belong to other households on record: resolve those listed first',
  TOO_MANY_ELSEWHERE:
    '今日查得的他处在档人员已达上限，明日再登记新成员或请上级办理 / ' +
    'you have reached today’s limit of persons found on file elsewhere: record new members tomorrow, or ask the superior union',
  ALREADY_HAS_A_FILE: '此家庭已有在办档案 / the household already has a live file',
  NO_PROFILE: '此级别没有地方规定 / no local profile of this level is in force',
  NOT_ON_RECORD_THEN: '该日尚无记录 / nothing is on record for that day',
  NO_SUCH_RECORD: '此家庭没有此记录 / the household has no such record',
  NO_MEMBER_THEN: '该日不是此家庭成员 / is not a member of this household on that day',
  NOT_IN_FORCE_THEN: '此记录当日并不存续 / the record is not in force on that day',
  DOES_NOT_LAST: '此种记录不会终止，只能更正或撤销 / a record of this kind does not end: it is corrected or retracted',
  OF_ANOTHER_SURVEY: '此段就业不属于当日所用的入户调查 / the spell does not belong to the survey in force on that day',
  FIRST_DAY_IS_CORRECTED:
    '变更自该日起记录，记录本身的开始日期须用更正 / ' +
    'a change begins on its own day: the first day of the record itself is corrected',
  BEFORE_THE_ACT:
    '早于办理日期，会改变此前各日的情况；请以该日为办理日期，属更正的请注明更正 / ' +
    'this lies before the day of the act and would alter earlier days: act as of that day, or say that it is a correction',
  KEY_ON_RECORD: '此编号已有记录，请更正该记录 / a record of this key is on record: correct that one',
  NAMED_TWICE: '同一记录列了两次 / the same record is named twice',
  NO_DAY_LEFT:
    '离开不得早于或等于加入之日；从未加入的请撤销 / ' +
    'they cannot leave on the day they came or before: retract a membership that never was',
  WORKER_STAYS: '此人届时是困难职工本人，请先移交 / this member is the worker then: hand the household over first',
  NUMBER_ON_RECORD:
    '此人已有身份证号，号码有误的请更正并说明理由 / the person has a number: if it is wrong, correct it and say why',
  NUMBER_TAKEN:
    '此号码属于登记在册的另一人，确为同一人的请合并 / another person on record has this number: if they are one, merge them',
  ALREADY_DEAD: '此人的死亡已登记，有误的请先撤销 / their death is on record: if it is wrong, retract it first',
  NOT_DEAD: '此人没有死亡登记 / no death of this person is on record',
  PERSON_DEAD: '此人在此之前已死亡 / this person had died before',
  MEMBER_SINCE:
    '此人此后是另一家庭成员，请在该家庭办理 / they are a member of another household since: act on them there',
  NEXT_WORKER_REQUIRED:
    '此人届时是困难职工本人，须指明由谁接替 / this member is the worker then: say who is the worker after them',
  NOT_THE_WORKER: '此人届时不是困难职工本人，无须接替 / this member is not the worker then: nobody takes over',
  CLOSED_LATER:
    '此家庭此后曾销户，请先恢复或从最后一次销户办起 / the household was closed at a later day: put it on record again first',
  ALREADY_CLOSED: '此家庭届时已销户 / the household is closed then',
  NOT_CLOSED: '此家庭该日并未销户 / the household is not closed on that day',
  LEFT_SINCE: '此成员此后已离开，或家庭此后已销户 / the member has left since, or the household has been closed since',
  NOBODY_LEFT: '原家庭须至少留有一名成员；全部离开的请销户 / somebody must stay: if all leave, close the household',
  NO_SUCH_PERSON: '没有此人，或无权办理 / there is no such person, or you are not allowed to act on them',
  SAME_PERSON: '两个标识是同一人 / both ids are of one person',
  MERGED_ALREADY: '此人已并入另一人 / this person was merged into another one',
  BOTH_ON_FILE:
    '两人同时在不同家庭在册，不能合并；请先更正成员 / ' +
    'both are members of different households on one day: correct the memberships before you merge them',
  BOTH_IN_HOUSEHOLD:
    '两人同时是同一家庭成员，请先撤销其一 / both are members of one household on one day: retract one of them first',
  KEEP_THE_NUMBER:
    '保留的人员没有身份证号，请反向合并 / the person who is kept has no number: merge them the other way round',
  DEATHS_DIFFER: '两人登记的死亡日期不同，请先撤销其一 / both died on different days: retract one of them first',
  NO_SUCH_MERGE: '没有此合并，或无权办理 / there is no such merge, or you are not allowed to act on it',
  MERGED_FURTHER: '此后又有合并，请先撤销后者 / the person was merged again since: undo that first',
  GIVE_TO_ONE:
    '合并后登记的内容须逐项指明属于谁 / facts recorded since name the merged person: say for each whose it is',
  NOT_OF_THAT_SIDE:
    '此项记在一方的成员名下，只能归该方 / it is recorded of the membership of one of them, and can only be theirs',
  HAS_RECORDS: '此成员名下有记录，请先撤销 / the member has records: retract these first',
  SURVEY_HAS_ADDITIONS: '此次调查后补登了记录，请先撤销 / records were added to this survey since: retract these first',
  NO_SURVEY_THAT_DAY:
    '此家庭当日没有入户调查；日期登记有误的，请撤销该次调查后重新登记 / ' +
    'the household has no survey of that day: if its day is wrong, retract that survey and record it anew',
  PAYMENT_ON_RECORD:
    '已登记的发放不得更改或撤销，有误的请冲销后另行登记 / ' +
    'a payment on record is never altered or retracted: reverse it, and record the right one',
  NEGATIVE_REVERSES:
    '负数金额只用于冲销，须填写所冲销发放的编号 / only an entry that reverses a payment is negative: name that payment',
  REVERSED_ALREADY: '此笔发放已冲销 / this payment has been reversed already',
  IS_A_REVERSAL:
    '冲销分录不能再冲销；冲错的请重新登记发放 / a reversing entry is not reversed: record the payment anew',
  BEFORE_THE_PAYMENT: '冲销不得早于所冲销的发放 / a payment cannot be reversed before the day on which it was paid',
  REVERSAL_DIFFERS:
    '冲销须与原发放的成员、资金来源、帮扶项目、档案一致，金额为其全额的负数 / ' +
    'a reversing entry has the member, source, aid type and file of the payment, and the whole amount as a negative',
  NO_SUCH_FILE: '此家庭没有此档案编号 / the household has no file of this number',
  NO_SUCH_REVISION: '没有此登记版本 / there is no such revision',
  COLUMN_NOT_YOURS:
    '锁定的汇总表不含掩码，您须能查看此列的完整内容 / ' +
    'a locked table has no masks: you must be allowed to see this column in full',
  NO_SUCH_TABLE: '没有此锁定的汇总表，或无权办理 / there is no such locked table, or you are not allowed to act on it',
  OTHER_PAYMENTS:
    '新版本的工会、期间、来源、项目、方式须与原表一致 / ' +
    'the next version of a table is of the same union, period, sources, kinds of aid and ways of payment',
  NOT_THE_REVIEWER: '须由锁定时指定的审核人审核 / the table is reviewed by whom it names as its reviewer',
  NOT_REVIEWED: '须先审核，再签署 / the table is reviewed before it is signed',
  SEALED_ALREADY:
    '此表已审核或已签署，此步骤不能再办理 / the table was reviewed or signed already: this step cannot be taken any more',
  NOT_SIGNED: '此表尚未签署 / the table is not signed yet',
  NOT_A_SCAN: '扫描件应为 PDF、JPEG 或 PNG / a scan is a PDF, a JPEG or a PNG',
  FILES_NOT_READY: '打印文件尚在生成，请稍候 / the files of the table are still being printed: wait a moment',
  NOT_TIED_OUT: '尚未与发放记录、总账核对 / the table was not compared with the payments and the general ledger yet',
  DIFFERENCES_UNEXPLAINED: '尚有差异未说明 / some differences are not explained yet',
  DAMAGED_TABLE:
    '已存的表或文件缺失、损坏，不得签署，请管理员从备份恢复 / ' +
    'what is stored of the table is missing or damaged and is not signed: an administrator restores it from a backup',
  NO_SUCH_DIFFERENCE: '没有此差异 / there is no such difference',
  EXPLAINED_ALREADY: '此差异已有说明 / this difference was explained already',
  NOT_LAST_VERSION: '此表已有更新的版本 / the table has a later version',
  ...PROCEDURE_PROBLEMS,
  ...RELIEF_PROBLEMS,
  ...INPUT_PROBLEMS,
} as const;

/** A value, or the problems for which it is refused. */
export type OrProblems<T> = Result<T, readonly Problem[]>;

export type ProblemCode = keyof typeof PROBLEMS;

export function problem(code: ProblemCode, ...path: readonly (string | number)[]): Problem {
  return { code, path: path.join('.'), ...bilingual(PROBLEMS[code]) };
}
