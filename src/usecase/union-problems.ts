/** The problems of changes of unions and divisions, and of what their staff declare. */
export const UNION_PROBLEMS = {
  UNION_DISSOLVED: '此工会已撤销或已并入其他工会 / this union is dissolved, or merged into another one',
  NOT_DISSOLVED: '此工会未撤销，其家庭由其自行管理 / this union is not dissolved: its households are its own',
  HANDED_OVER: '此工会的家庭已由其他工会接收 / another union has taken over the households of this one already',
  UNDER_ITSELF: '工会不得隶属于其自身或其下级工会 / a union cannot be under itself, or under a union that is under it',
  ROOT_STAYS:
    '最高一级工会只能更名，不得变更隶属、合并或撤销 / the topmost union can be renamed, but not moved, merged or dissolved',
  UNIONS_UNDER_IT:
    '此工会届时尚有下级工会，请先变更其隶属或撤销 / unions are under this one on that day: move or dissolve these first',
  LATER_UNION_CHANGE:
    '须晚于此工会的成立，且不早于其最近一次变动 / this must be after the union was founded, and not before its last change',
  SUPERIOR_NOT_YET: '该工会当日尚未成立 / that union is founded after this day',
  NOTHING_CHANGES: '与现状相同 / this is so already',
  NOT_OF_THIS_KIND: '此种变动不填此项 / a change of this kind does not have this',
  WRONG_UNION_CODE:
    '工会代码应为 1 至 40 位大写字母、数字或连字符 / the code of a union has 1 to 40 capital letters, digits or hyphens',
  NOT_IN_DIVISION:
    '行政区划代码（GB/T 2260）应属于该工会所在区划 / the code of a division (GB/T 2260) begins as that of the division that the union is in',
  LATER_DIVISION_NAME:
    '须晚于此行政区划最近一次更名 / this must be after the last day on which the division was renamed',
  NOT_A_DIVISION:
    '国家标准（GB/T 2260）各版均无此代码：确为新设的，请注明“代码表所无”，以文件为据 / ' +
    'no edition of GB/T 2260 that the platform has lists this code: if the division is new, say that it is unlisted, on the word of the document',
  DIVISION_WITHDRAWN:
    '此行政区划代码在该日之前已撤销（GB/T 2260） / the code of this division was withdrawn before that day (GB/T 2260)',
  DIVISION_NOT_YET:
    '此行政区划代码在该日尚未启用（GB/T 2260） / the code of this division was not in use yet on that day (GB/T 2260)',
  CODE_OF_OTHER_DIVISION:
    '六位数字的工会代码须为其所在行政区划的代码 / a union’s code of six digits must be that of the division that it is in',
  CODE_TWICE: '此代码在工作簿中列了两次 / the workbook lists this code twice',
  ON_RECORD_OTHERWISE:
    '与登记不符；工作簿只登记新设的，变动请另行提出 / ' +
    'it is on record otherwise: a workbook only founds, so propose the change of what is on record',
  NO_SUCH_SUPERIOR:
    '上级工会既不在工作簿中，也不是此工会或其下级工会 / ' +
    'the superior is neither in the workbook, nor this union or one under it',
  ID_OR_NUMBER: '须填写人员标识或身份证号，二者填一 / name the person by an id or by an identity number: one of both',
  NO_SUCH_RELATIVE:
    '没有此亲属申报，或无权办理 / there is no such declaration of a relative, or you are not allowed to act on it',
  TREE_TOO_DEEP: '工会层级过多 / the tree of unions would become too deep',
} as const;
