import type { Role } from '../access/staff.codes.ts';
import type { UnionKind } from '../organisation/union.codes.ts';

/** The divisions of 安阳市 (GB/T 2260). */
export const SAMPLE_REGIONS: Readonly<Record<string, string>> = {
  '410500': '安阳市',
  '410502': '文峰区',
  '410503': '北关区',
  '410505': '殷都区',
  '410506': '龙安区',
  '410522': '安阳县',
  '410523': '汤阴县',
  '410526': '滑县',
  '410527': '内黄县',
  '410581': '林州市',
};

export const CITY = '410500';
const STREETS = ['东大街', '西大街', '南关', '北大街', '中华路'];
const INDUSTRIES = ['教科文卫体', '财贸轻纺', '交通', '建设', '机械冶金', '邮政电信'];
const TRADES = ['机械厂', '纺织厂', '建筑公司', '商贸公司', '运输公司', '食品厂'];

/** An invented union, with the code of its parent. */
export interface SampleUnion {
  readonly code: string;
  readonly parent: string | null;
  readonly name: string;
  readonly kind: UnionKind;
  readonly region: string;
}

/** The tree of unions: the city, its counties, their streets and employers, the industries and their employers. */
export function sampleUnions(): readonly SampleUnion[] {
  const city: SampleUnion = { code: CITY, parent: null, name: '安阳市总工会', kind: 'MUNICIPAL', region: CITY };
  const counties = Object.entries(SAMPLE_REGIONS).filter(([code]) => code !== CITY);
  return [
    city,
    ...counties.map(([code, name]): SampleUnion => {
      return { code, parent: CITY, name: `${name}总工会`, kind: 'COUNTY', region: code };
    }),
    ...counties.flatMap(([code, name]) => [...streetUnions(code, name), ...employerUnions(code, code, name)]),
    ...INDUSTRIES.flatMap((industry, at) => {
      const code = `${CITY}-C${at + 1}`;
      const own: SampleUnion = { code, parent: CITY, name: `${industry}工会`, kind: 'INDUSTRY', region: CITY };
      return [own, ...employerUnions(code, '410502', industry).slice(0, 3)];
    }),
  ];
}

function streetUnions(county: string, name: string): readonly SampleUnion[] {
  return STREETS.map((street, at) => {
    return {
      code: `${county}-J${at + 1}`,
      parent: county,
      name: `${name}${street}街道工会`,
      kind: 'STREET',
      region: county,
    };
  });
}

function employerUnions(parent: string, region: string, name: string): readonly SampleUnion[] {
  return TRADES.map((trade, at) => {
    return { code: `${parent}-Q${at + 1}`, parent, name: `${name}示例${trade}工会`, kind: 'EMPLOYER', region };
  });
}

/** An invented member of staff; the city and each county have one per role. */
export interface SampleStaff {
  readonly code: string;
  readonly name: string;
  readonly role: Role;
  readonly union: string;
}

const STAFF_ROLES: Readonly<Record<string, Role>> = {
  clerk: 'UNION_CLERK',
  reviewer: 'SUPERIOR_REVIEWER',
  archivist: 'CENTRE_ARCHIVIST',
  finance: 'FINANCE_OFFICER',
  statistician: 'STATISTICIAN',
  dashboard: 'DASHBOARD',
  auditor: 'AUDITOR',
};

export function sampleStaff(): readonly SampleStaff[] {
  const everywhere = Object.keys(SAMPLE_REGIONS).flatMap((union) =>
    Object.entries(STAFF_ROLES).map(([role, grant]): SampleStaff => {
      return { code: `${role}.${union}`, name: `示例${role}`, role: grant, union };
    }),
  );
  const city = (code: string, role: Role): SampleStaff => ({ code, name: `示例${code}`, role, union: CITY });
  return [
    city('admin', 'ADMINISTRATOR'),
    city('admin2', 'ADMINISTRATOR'),
    city('civil-affairs', 'PARTNER_SYSTEM'),
    ...everywhere,
  ];
}
