/** Why a line of a batch of payments is not paid: each line is named with all of its reasons, by its number. */
export const LINE_FAULTS = {
  BENEFICIARY_DEAD: '受益人已死亡 / the person has died',
  HOUSEHOLD_CLOSED: '家庭已销户，或当日不在册 / the household is closed, or not on record on the day',
  FILE_NOT_RECORDED:
    '当日没有已备案的档案，或其级别、困难情形已变更 / on the day the file is not recorded, or has another level or category than when the line was prepared',
  PAYMENTS_SUSPENDED: '该档案已暂缓发放 / payments to this file are suspended',
  NOT_ELIGIBLE_THEN: '当日认定不符合建档条件 / the household is not eligible on the day',
  NOT_DECIDED_THEN: '当日尚不能认定 / whether the household is eligible on the day is not known',
  NOT_CONFIRMED:
    '依据暂用或过期标准，须有县级以上帮扶中心的确认文件 / ' +
    'this rests on a provisional or outdated standard: an assistance centre must confirm it with a document',
  ROOM_UNKNOWN:
    '剩余可帮扶额度不明；没有登记限额的项目，批次须注明金额依据 / ' +
    'what may still be paid is not known; where no cap is on file, the batch must name the document on which its amounts rest',
  OVER_ROOM: '超出剩余可帮扶额度 / this is more than may still be paid',
  NOT_ADMITTED: '不符合资金使用条件 / the conditions of the money do not admit this',
  NO_ACCOUNT: '没有收款账号 / there is no account to pay to',
  NOT_AN_ACCOUNT: '账号应为 8 至 32 位数字 / an account has 8 to 32 digits',
  CHECK_DIGIT_UNEXPLAINED:
    '银行卡号校验位不符，须核对或说明 / the check digit of the card is wrong: check it, or explain it',
  ACCOUNT_CHANGED:
    '与现登记的账号不符，须重新办理 / this is not the account on record any more: the payment is to be prepared anew',
  ACCOUNT_SHARED: '另一家庭使用同一账号，须说明 / another household has the same account: explain it',
} as const;

export type LineFault = keyof typeof LINE_FAULTS;

/** Why a batch of payments, or a step of it, is refused. */
export const BATCH_PROBLEMS = {
  ...LINE_FAULTS,
  NO_SUCH_BATCH: '没有此批次，或无权办理 / there is no such batch, or you are not allowed to act on it',
  NO_SUCH_LINE: '批次中没有此笔，或已剔除 / the batch has no such line, or it was struck out',
  WRONG_BATCH_STATE: '批次的状态不能办理此步骤 / this step does not follow the last one of the batch',
  BATCH_STEPPED: '此批次刚由他人办理，请重新读取 / somebody has just taken a step of this batch: read it again',
  OWN_HOUSEHOLD: '批次中有本人家庭，不得办理 / the batch pays your own household: somebody else must act on it',
  RELATIVES_HOUSEHOLD:
    '批次中有已申报亲属的家庭，不得办理 / the batch pays the household of a relative whom you have declared: somebody else must act on it',
  NO_LINES: '批次没有明细 / the batch has no lines',
  MORE_THAN_LEFT: '超过资金的可用余额 / this is more than is left of the money',
  HOLD_ENDED:
    '已过最迟发放日期，须驳回后重新编制 / the last day of payment is over: reject the batch and prepare it anew',
  OTHER_AID: '此项资金不用于该帮扶项目 / the money is not for this kind of aid',
  OTHER_PAYEE:
    '他人收款须注明与本人关系、依据及其账号 / another payee needs the relation, a document and their account',
} as const;
