import { area, code, codeList, count, day, optional, text, truth, yuan } from '../../fields/field.ts';
import { UNION_KINDS } from '../../organisation/union.codes.ts';
import { EXCLUSION_IDS } from '../../policy/facts/facts.ts';
import { LEVEL_NAMES } from '../../policy/names.ts';
import { STANDARD_KINDS, STANDARD_STATES } from '../../standards/standard.codes.ts';
import type { FactKind } from './fact-kind.ts';

/** The facts of unions and standards, which everybody may read who may read any. */

const OPEN = {
  ...{ key: null, memberId: null, personId: null, apart: null },
  policyOf: () => 'READ_ORGANISATION' as const,
} as const;

const union: FactKind = {
  ...{ ...OPEN, zh: '工会组织', table: 'trade_union_version', isRanged: true, owner: 'TRADE_UNION' },
  from: '(select w.*, u.code from trade_union_version w join trade_union u on u.id = w.anchor_id) v',
  ownerId: 'v.anchor_id',
  fields: {
    code: text('工会代码'),
    name: text('工会名称'),
    kind: code('工会层级', UNION_KINDS),
    region: text('所在行政区划'),
    hasCentre: truth('是否设帮扶中心'),
    parentId: optional(text('上级工会（标识）')),
  },
};

const profile: FactKind = {
  ...{ ...OPEN, zh: '地方档案管理办法', table: 'profile_version', isRanged: true, owner: 'TRADE_UNION' },
  from: '(select w.*, p.union_id, p.level from profile_version w join profile p on p.id = w.anchor_id) v',
  ownerId: 'v.union_id',
  fields: {
    level: code('建档标准', LEVEL_NAMES),
    document: text('文件'),
    nearMultiple: optional(area('低保标准倍数')),
    suddenMultiple: optional(area('突发事件低保标准倍数')),
    areaPerHead: optional(area('人均住房面积')),
    dwellings: optional(count('住房套数')),
    exclusionsOff: codeList('不适用的排除情形', Object.fromEntries(EXCLUSION_IDS.map((id) => [id, id]))),
  },
};

const standard: FactKind = {
  ...{ ...OPEN, zh: '当地标准', table: 'standard_version', isRanged: false, owner: 'STANDARD' },
  from: `(select w.*, s.kind, s.region, s.starts_on
    from standard_version w join standard s on s.id = w.anchor_id) v`,
  ownerId: 'v.anchor_id',
  fields: {
    kind: code('标准类别', STANDARD_KINDS),
    region: text('行政区划代码'),
    startsOn: day('起始日期'),
    amountFen: yuan('标准金额'),
    status: code('状态', STANDARD_STATES),
    source: text('来源'),
    knownUntil: optional(day('核实至')),
  },
};

export const ORGANISATION_FACTS = { UNION: union, PROFILE: profile, STANDARD: standard } as const;
