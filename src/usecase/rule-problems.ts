/** The codes of problems of proposed standards and local profiles, and their sentences. */
export const RULE_PROBLEMS = {
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
} as const;
