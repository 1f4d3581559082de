import { type Bilingual, bilingual } from '../kernel/bilingual.ts';
import { invariant } from '../kernel/invariant.ts';
import type { Recorded } from '../assessment/register/facts-rows.ts';
import type { HouseholdFacts } from '../policy/facts/facts.ts';

/** What a missing fact is a fact of. */
export const MISSING_KINDS = {
  HOUSEHOLD: '家庭',
  MEMBER: '家庭成员',
  EVENT: '意外事件',
  VEHICLE: '车辆',
  SCHOOLING: '就学',
  STANDARD: '当地标准',
} as const;

/** A fact or standard that leaves a decision open. */
export interface MissingFact extends Bilingual {
  /** The path that the rules name it by. */
  readonly path: string;
  readonly kind: keyof typeof MISSING_KINDS;
  /** The id of the household, membership or record that it is a fact of; `null` of standards and of facts that are not on record. */
  readonly recordId: string | null;
}

type Sentences = Readonly<Record<string, string>>;

const HOUSEHOLD: Sentences = {
  population: '没有成员计入家庭人口 / nobody counts as a member of the household',
  surveyedOn:
    '没有当日有效的入户调查：未曾调查、已过期或情况已有变化，须重新调查 / no survey serves the day: there is none, or it is past, or something has changed since: survey the household',
  singleParent: '是否单亲尚未核实 / it is not verified whether it is a single-parent household',
  severeHardship: '是否生活特别困难尚未入户核实 / it is not verified by a home visit whether life is particularly hard',
  dibao: '是否享受低保尚未核实 / it is not verified whether the household is recognised for dibao',
  schooling: '就学情况尚未核实 / the schooling of the members is not verified',
  'worker.unionMember': '职工是否工会会员尚未核实 / it is not verified whether the worker is a union member',
  'worker.contract': '职工的劳动合同尚未核实 / the labour contract of the worker is not verified',
  'worker.retiredSocialised':
    '职工是否为实行社会化管理的退休人员尚未核实 / it is not verified whether the worker is retired under socialised management',
  'assets.savings': '储蓄尚未核实 / the savings are not verified',
  'assets.investments': '投资性净资产尚未核实 / the investments are not verified',
  'assets.dwellings': '住房尚未核实 / the dwellings are not verified',
  'assets.commercialProperty': '是否有经营性房产尚未核实 / it is not verified whether there is commercial property',
  'assets.ownsShop': '是否开办实体尚未核实 / it is not verified whether the household owns a shop',
  'assets.employsOthers': '是否雇用他人经营尚未核实 / it is not verified whether the household employs others',
  'assets.vehicles': '车辆尚未核实 / the vehicles are not verified',
  'conduct.refusedVerification': '是否拒绝核查尚未核实 / it is not verified whether verification was refused',
  'conduct.concealment': '是否隐瞒或虚假申报尚未核实 / it is not verified whether property or income was concealed',
};

const MEMBER: Sentences = {
  inRegister: '是否在户籍尚未核实 / it is not verified whether they are in the household register',
  livesTogether: '是否共同生活尚未核实 / it is not verified whether they live together with the household',
  employment: '就业情况尚未核实 / their employment is not verified',
  ableToWork: '是否有劳动能力尚未核实 / it is not verified whether they are able to work',
  refusedJobOffers: '拒绝就业次数尚未核实 / it is not verified how many offers of work they refused',
  farms: '是否务农尚未核实 / it is not verified whether they farm',
  disabled: '是否残疾尚未核实 / it is not verified whether they are disabled',
  ill: '是否患病尚未核实 / it is not verified whether they are ill',
  inEducation: '是否在学尚未核实 / it is not verified whether they are in education',
};

const EVENT: Sentences = {
  grave: '此事件是否符合严重条件尚未核实 / it is not verified whether the event was grave',
  compensationInPlace: '此事件的赔偿是否落实尚未核实 / it is not verified whether compensation is in place',
};

const VEHICLE: Sentences = {
  owned: '此车辆是否名下所有尚未核实 / it is not verified whether the vehicle is owned',
  regularUse: '此车辆是否经常使用尚未核实 / it is not verified whether the vehicle is used regularly',
  asEmployee: '此车辆是否受雇使用尚未核实 / it is not verified whether the vehicle is used as an employee',
};

const SCHOOLING: Sentences = {
  private: '是否就读民办学校尚未核实 / it is not verified whether the school is private',
  abroadSelfFunded: '是否自费留学尚未核实 / it is not verified whether the study abroad is at the family’s own cost',
  publicTuition:
    '没有可比的公办学校学费，由县级以上帮扶中心认定 / there is no fee of a comparable public school: a centre of the county level or above sets it',
};

const STANDARDS: Sentences = { dibao: '低保标准 / living standard', minimumWage: '最低工资标准 / minimum wage' };

/** The lists whose facts have paths of their own: `events.0.grave`, with the member's key or an index. */
const LISTS: Readonly<Record<string, List>> = {
  members: {
    ...{ kind: 'MEMBER', sentences: MEMBER },
    find: ({ members }, key) => members.find(({ id }) => id === key),
  },
  events: { kind: 'EVENT', sentences: EVENT, find: ({ events }, index) => events[Number(index)] },
  vehicles: { kind: 'VEHICLE', sentences: VEHICLE, find: ({ assets }, index) => assets.vehicles?.[Number(index)] },
  schooling: { kind: 'SCHOOLING', sentences: SCHOOLING, find: ({ schooling }, index) => schooling?.[Number(index)] },
};

interface List {
  readonly kind: MissingFact['kind'];
  readonly sentences: Sentences;
  readonly find: (facts: HouseholdFacts, key: string) => object | undefined;
}

/** Describes a path of `missing`, which the rules made from these facts. */
export function describeMissing(path: string, facts: HouseholdFacts, householdId: string | null): MissingFact {
  if (path in HOUSEHOLD) return { path, kind: 'HOUSEHOLD', recordId: householdId, ...sentence(HOUSEHOLD, path) };
  const [name = '', key = '', fact = ''] = path.replace(/^assets\./, '').split('.');
  const list = LISTS[name];
  if (list === undefined) return { path, kind: 'STANDARD', recordId: null, ...missingStandard(path) };
  const found = list.find(facts, key);
  const recordId = isRecorded(found) ? found.recordId : null;
  const { zh, en } = sentence(list.sentences, fact);
  if (list.kind !== 'MEMBER') return { path, kind: list.kind, recordId, zh, en };
  return { path, kind: list.kind, recordId, zh: `成员 ${key}：${zh}`, en: `member ${key}: ${en}` };
}

function isRecorded(found: object | undefined): found is Recorded {
  return found !== undefined && 'recordId' in found;
}

function sentence(sentences: Sentences, fact: string): Bilingual {
  const text = sentences[fact];
  invariant(text !== undefined, 'every fact that may be missing has a sentence');
  return bilingual(text);
}

function missingStandard(path: string): Bilingual {
  const [, kind = '', region = '', time = ''] = path.split('.');
  if (kind === 'ruralIncome') {
    const en = `the rural income per head of ${region} in ${time} is not on file`;
    return { zh: `${region} ${time} 年农村居民人均可支配收入未录入`, en };
  }
  const { zh, en } = sentence(STANDARDS, kind);
  return { zh: `${region} ${time} 的${zh}未录入`, en: `the ${en} of ${region} for ${time} is not on file` };
}
