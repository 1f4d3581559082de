/** The problems of what somebody wrote: wrong values of facts, lists and texts, whatever the act. */
export const INPUT_PROBLEMS = {
  WRONG_FACTS: '家庭情况或标准有误 / the facts or standards are wrong',
  REQUIRED: '必填 / is required',
  NONE_OR_NOT_VERIFIED:
    '没有列出任何记录：已核实没有的填“是”，尚未核实的填“否” / ' +
    'nothing is listed: say yes if it was verified that there is nothing, no if it was not verified yet',
  NO_MEMBERS: '至少要有一名家庭成员 / must have at least one member',
  TOO_MANY: '列表过长 / the list is too long',
  WRONG_TEXT: '文字为空、过长或含有控制字符 / is empty, too long or contains control characters',
  WRONG_AMOUNT: '应为 0 到 999999999.99 / must be from 0 to 999999999.99',
  WRONG_COUNT: '应为 0 到 1000000 的整数 / must be a whole number from 0 to 1000000',
  WRONG_CODE: '不在可选值之内 / is not one of the allowed values',
  WRONG_REGION: '应为六位行政区划代码 / must be a six-digit division code',
  WRONG_KEY: '编号为空、过长或有不允许的字符 / the key is empty, too long or contains characters that are not allowed',
  DUPLICATE_KEY: '编号重复 / the key is used twice',
  DUPLICATE_PERSON: '同一人重复登记 / the same person is listed twice',
  NO_SUCH_MEMBER: '没有此家庭成员 / is not a member of this household',
  ENDS_BEFORE_IT_BEGINS: '结束早于开始 / ends before it begins',
  OVERLAPPING: '与另一段就业重叠 / overlaps another period of employment',
  REASON_REQUIRED: '须注明理由 / a reason is required',
  WRONG_IDENTITY_NUMBER:
    '身份证号应为 18 位或 15 位，出生日期存在，校验码正确 / ' +
    'an identity number must have 18 or 15 digits, an existing date of birth and a correct check digit',
  BEFORE_1900: '不得早于 1900 年 / must not be before 1900',
  BORN_AFTER_TODAY: '出生日期晚于今天 / the day of birth is after today',
  BIRTH_DAY_NOT_OF_NUMBER:
    '出生日期与身份证号不符；证件本身有误的请留空 / ' +
    'the day of birth is not that of the identity number: leave it out if the card itself is wrong',
  SEX_NOT_OF_NUMBER:
    '性别与身份证号不符；证件本身有误的请留空 / ' +
    'the sex is not that of the identity number: leave it out if the card itself is wrong',
  TWO_SELVES:
    '家庭中只能有一人的关系为本人，请先改另一人的 / ' +
    'only one member can have the relation 本人: change that of the other first',
  PARENT_BORN_AFTER_CHILD:
    '父母或祖父母晚于子女或孙辈出生；继父母等请填其他 / ' +
    'a parent or grandparent is born after the child: a step-parent is recorded as 其他',
  NO_SUCH_DIVISION: '此行政区划尚未登记 / this division is not on record',
  OPEN_ENDED_ENDS: '无固定期限的合同没有终止日期 / a contract without an end does not end',
  WRONG_ACCOUNT:
    '账号应为 8 至 32 位数字，可有空格或连字符 / an account has 8 to 32 digits, with blanks or hyphens between them',
  WRONG_TELEPHONE:
    '电话应为 7 至 20 位数字，可有国家代码、括号、空格或连字符 / ' +
    'a telephone has 7 to 20 digits, with the country, brackets, blanks or hyphens',
  NUMBER_IN_CLEAR:
    '此处不加密，不得填写身份证号或银行卡号 / ' +
    'this is stored in clear: identity numbers and numbers of bank cards must not be written here',
  TWO_VISITORS: '入户调查须有两名不同的调查人 / a survey needs two visitors, who are not the same',
  SIGNED_OR_REASON: '须填写签字人，未签字的填写原因，二者填一 / say who signed, or why nobody did: one of both',
  SURVEY_NOT_ON_DAY:
    '新的入户调查须以其日期为起始日期登记；已登记的只能更正 / ' +
    'a new survey is recorded as of its day; one on record can only be corrected',
  SURVEYED_THAT_DAY:
    '此家庭当日已有入户调查，请更正该次调查 / the household has a survey of that day: correct that one',
} as const;
