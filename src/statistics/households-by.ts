import type { Database } from '../database/database.ts';
import type { Level } from '../policy/facts/facts.ts';
import { CATEGORY_NAMES, LEVEL_NAMES, OUTCOME_NAMES } from '../policy/names.ts';
import { HARDSHIP_CAUSES } from '../registry/household/household.codes.ts';
import { assessedHouseholds } from './counting/assessed-households.ts';
import { countHouseholdsBy } from './counting/count-households.ts';
import { regionNames } from './counting/households.read.ts';
import { type HouseholdCount, listCounts, type StatisticsScope } from './statistics.ts';

type Count = (database: Database, scope: StatisticsScope) => Promise<readonly HouseholdCount[]>;
/** A count by what the rules of a level decide. */
type Tally = (database: Database, scope: StatisticsScope, level: Level) => Promise<readonly HouseholdCount[]>;

const NOT_ASSESSED = { NO_PROFILE: '所在工会此级别没有地方规定' } as const;
const { INELIGIBLE, INDETERMINATE } = OUTCOME_NAMES;

/**
 * 认定结果: counts households by the outcome of their assessment at a level. `NO_PROFILE` appears if some stewards have no local
 * profile of the level in force.
 */
export const householdsByOutcome: Tally = async (database, scope, level) => {
  const { outcomes } = await assessedHouseholds(database, scope, level);
  return listCounts(OUTCOME_NAMES, NOT_ASSESSED, outcomes);
};

/** 困难情形: counts the eligible households by their first category, then the others by their outcome. */
export const householdsByCategory: Tally = async (database, scope, level) => {
  const { outcomes, categories } = await assessedHouseholds(database, scope, level);
  const others = { INELIGIBLE, INDETERMINATE, ...NOT_ASSESSED };
  return listCounts(CATEGORY_NAMES, others, new Map([...outcomes, ...categories]));
};

/** 主要致困原因: counts households by their main cause; `NOT_RECORDED` counts those without one. */
export const householdsByCause: Count = async (database, scope) => {
  const counted = await countHouseholdsBy(database, scope, 'v.main_cause', 'NOT_RECORDED');
  return listCounts(HARDSHIP_CAUSES, { NOT_RECORDED: '未登记' }, counted);
};

/** 建档标准: counts households by the level of their live file (Article 2); `NO_FILE` counts those without one on the day. */
export const householdsByLevel: Count = async (database, scope) => {
  const counted = await countHouseholdsBy(database, scope, 'f.level', 'NO_FILE');
  return listCounts(LEVEL_NAMES, { NO_FILE: '没有在办档案' }, counted);
};

/** 行政区划: counts households by the code of the division whose standards apply to them. */
export const householdsByRegion: Count = async (database, scope) => {
  const counted = await countHouseholdsBy(database, scope, 'v.region', '');
  const names = await database.session((sql) => regionNames(sql, [...counted.keys()]));
  return [...counted].map(([key, households]) => ({ key, name: names.get(key) ?? null, households }));
};
