import { UNION_KINDS } from '../../organisation/union.codes.ts';
import { CATEGORY_NAMES, LEVEL_NAMES, OUTCOME_NAMES } from '../../policy/names.ts';
import { FILE_STATES } from '../../registry/file/archive-file.codes.ts';
import { EMPLOYMENT_STATES, HARDSHIP_CAUSES, HARDSHIP_CLASSES } from '../../registry/household/household.codes.ts';
import { SEXES } from '../../registry/person/person.codes.ts';
import type { Expression } from '../measures/measure.ts';
import {
  AGE_BANDS,
  ageBand,
  type Dimension,
  EVERY_SUBJECT,
  isKnownThen,
  needing,
  ofHousehold,
  truthKey,
  type UnionDimension,
  YES_OR_NO,
} from './dimension.ts';

const SIZES = { P1: '1 人', P2: '2 人', P3: '3 人', P4: '4 人', P5: '5 人及以上' } as const;
const SURVEY_STATES = { NEVER: '未调查', IN_USE: '数据在用', DUE: '应调查' } as const;

/** Where no local rule of the level is in force, nobody knows whether a household is eligible: it is never counted as not. */
const NO_PROFILE = { NO_PROFILE: '所在工会此级别没有地方规定' } as const;
const { INELIGIBLE, INDETERMINATE } = OUTCOME_NAMES;
const OTHER_OUTCOMES = { INELIGIBLE, INDETERMINATE } as const;
/** Without a state of the household nothing is decided. */
const outcome: Expression = ({ level }) =>
  `case when f.household_key is not null then coalesce(f.${level}_outcome, 'NO_PROFILE') end`;

/** The divisions by the digits of their codes: GB/T 2260. */
const REGIONS: readonly Dimension[] = [
  ofHousehold('REGION', '适用标准行政区划', 'REGIONS', () => 'f.region'),
  ofHousehold('REGION_CITY', '行政区划（市）', 'REGIONS', () => `left(f.region, 4) || '00'`),
  ofHousehold('REGION_PROVINCE', '行政区划（省）', 'REGIONS', () => `left(f.region, 2) || '0000'`),
];

const UNIONS: readonly UnionDimension[] = [
  ofUnions('UNION', '管理工会', 'l.depth = 0'),
  ofUnions('UNION_BELOW', '下一级工会', null),
  ...Object.entries<string>(UNION_KINDS).map(([kind, zh]) =>
    ofUnions(`UNION_${kind}`, zh, `l.ancestor_kind = '${kind}' and l.is_nearest`),
  ),
];

/** The lines of the tree that a condition holds of; `null`: those to the unions directly under the one that is named, and its own. */
function ofUnions(name: string, zh: string, condition: string | null): UnionDimension {
  const lines = (days: string, tables: string) =>
    `select l.union_key, l.ancestor_key, ${days} from ${tables} where ${isKnownThen('l')}`;
  const own = lines('l.day_from, l.day_to', 'union_line l');
  const below = lines(
    'greatest(l.day_from, b.day_from) as day_from, least(l.day_to, b.day_to) as day_to',
    'union_line l join union_line b on b.union_key = l.ancestor_key',
  );
  return {
    ...{ kind: 'UNION', name, zh, names: 'UNIONS', underUnion: condition === null },
    // The union that is named may keep households too: they count under it.
    lines:
      condition === null
        ? `${below} and ${isKnownThen('b')} and b.ancestor_key = $union and b.depth = 1
           union all ${own} and l.depth = 0 and l.union_key = $union`
        : `${own} and ${condition}`,
  };
}

/** What every household is counted by, and with it its members, files, payments and surveys. */
export const HOUSEHOLD_DIMENSIONS: readonly Dimension[] = [
  ...REGIONS,
  ...UNIONS,
  ofHousehold('FILE_STATE', '档案状态', FILE_STATES, () => 'f.file_state'),
  ofHousehold('FILE_LEVEL', '建档标准', LEVEL_NAMES, () => 'f.file_level'),
  ofHousehold('FILE_CATEGORY', '档案所载困难情形', CATEGORY_NAMES, () => 'f.file_category'),
  ofHousehold('HARDSHIP_CLASS', '困难类别', HARDSHIP_CLASSES, () => 'coalesce(f.file_class, f.declared_class)'),
  needing('READ_ASSESSMENT', ofHousehold('OUTCOME', '认定结果', { ...OUTCOME_NAMES, ...NO_PROFILE }, outcome)),
  needing(
    'READ_ASSESSMENT',
    ofHousehold(
      'CATEGORY',
      '符合的主要困难情形，或认定结果',
      { ...CATEGORY_NAMES, ...OTHER_OUTCOMES, ...NO_PROFILE },
      (at) => `case when ${outcome(at)} = 'ELIGIBLE' then f.${at.level}_primary_category else ${outcome(at)} end`,
    ),
  ),
  ofHousehold('MAIN_CAUSE', '主要致困原因', HARDSHIP_CAUSES, () => 'f.main_cause'),
  {
    ...{ kind: 'LIST', name: 'CAUSE', zh: '致困原因（含其他原因）', names: HARDSHIP_CAUSES, subjects: EVERY_SUBJECT },
    key: () => 'list_distinct(list_concat([f.main_cause::varchar], f.other_causes))',
  },
  ofHousehold('SIZE', '家庭人口', SIZES, () => `case when f.members > 0 then 'P' || least(f.members, 5) end`),
  ofHousehold('MIGRANT', '是否农民工', YES_OR_NO, truthKey('f.migrant')),
  needing('READ_FACTS', ofHousehold('SINGLE_PARENT', '是否单亲', YES_OR_NO, truthKey('f.single_parent'))),
  needing('READ_FACTS', ofHousehold('DIBAO', '是否低保', YES_OR_NO, truthKey('f.dibao'))),
  ofHousehold('WORKER_SEX', '职工性别', SEXES, () => 'f.worker_sex'),
  needing('READ_FACTS', ofHousehold('WORKER_AGE', '职工年龄段', AGE_BANDS, ageBand('f.worker_birth_day'))),
  needing(
    'READ_FACTS',
    ofHousehold('WORKER_EMPLOYMENT', '职工就业状态', EMPLOYMENT_STATES, () => 'f.worker_employment'),
  ),
  needing(
    'READ_FACTS',
    ofHousehold(
      'SURVEY_STATE',
      '调查数据',
      SURVEY_STATES,
      ({ day }) => `case when f.household_key is null then null when f.surveyed_on is null then 'NEVER'
        when f.last_day_served < ${day} then 'DUE' else 'IN_USE' end`,
    ),
  ),
];
