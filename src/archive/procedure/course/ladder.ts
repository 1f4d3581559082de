import { fail, type Result, succeed } from '../../../kernel/result.ts';
import type { UnionKind } from '../../../organisation/union.codes.ts';
import { problem, type Problem } from '../../../usecase/problem.ts';
import type { Body } from './course.codes.ts';

/** A union of the line from the filing union up to the city, as the tree is on a day. */
export interface UnionOfLine {
  readonly id: string;
  readonly kind: UnionKind;
  readonly hasCentre: boolean;
}

/** Which union is which body for a file. */
export interface Ladder {
  readonly kind: LadderKind;
  readonly unions: Readonly<Record<Body, string>>;
}

interface LadderRow {
  readonly zh: string;
  readonly en: string;
  /** Whether the row is that of a filing union with this superior union and this centre. */
  readonly fits: (filing: UnionOfLine, superior: UnionOfLine | undefined, centre: UnionOfLine) => boolean;
}

/**
 * The ladder of each kind of tree, of which the first row that fits holds. In every row the superior union is the next one above
 * the filing union, and the centre is the nearest one at county level or above. Where one union is two bodies, two people act.
 */
export const LADDERS = {
  CENTRE_FILES: row(
    '帮扶中心自行建档：上一级工会复核，本级中心备案并管理（第十五条）',
    'a centre files itself: the next union above reviews, and the centre records and keeps the file (Article 15)',
    (filing, _superior, centre) => filing.id === centre.id,
  ),
  UNDER_CITY: row(
    '市直单位工会建档：市总工会复核，市职工服务中心备案，须两人',
    'a unit directly under the city files: the municipal union reviews and its centre records, by two people',
    (_filing, superior) => superior?.kind === 'MUNICIPAL',
  ),
  ONE_HOUSE: row(
    '上级工会设有帮扶中心：复核与备案在同一工会，须两人',
    'the superior union runs the centre: review and record are in one house, by two people',
    (_filing, superior, centre) => superior?.id === centre.id,
  ),
  UNDER_JOINT_UNION: row(
    '乡镇、街道、园区联合工会所属的基层工会建档：联合工会复核，县级中心备案',
    'a base union under a joint union of a town or park files: the joint union reviews, and the county centre records',
    (_filing, superior) => superior?.kind === 'STREET' || superior?.kind === 'EMPLOYER',
  ),
  BASE_UNION: row(
    '基层工会建档：上一级工会复核，其上的县级以上帮扶中心备案',
    'a base union files: the union above it reviews, and a centre at county level or above records',
    () => true,
  ),
} as const satisfies Readonly<Record<string, LadderRow>>;

type LadderKind = keyof typeof LADDERS;

/** Derives the ladder of a file from its filing union and the unions above that one, the nearest first. */
export function deriveLadder([filing, ...above]: readonly UnionOfLine[]): Result<Ladder, Problem> {
  if (filing === undefined) return fail(problem('NO_SUCH_UNION', 'union'));
  const [superior] = above;
  const centre = [filing, ...above].find(isCentre);
  if (centre === undefined) return fail(problem('NO_CENTRE_ABOVE', 'union'));
  const kinds = Object.keys(LADDERS) as LadderKind[];
  const kind = kinds.find((one) => LADDERS[one].fits(filing, superior, centre)) ?? 'BASE_UNION';
  // A centre with no union above it is reviewed in its own house.
  return succeed({ kind, unions: { FILING: filing.id, SUPERIOR: (superior ?? filing).id, CENTRE: centre.id } });
}

/** 县级以上工会帮扶（服务）中心 (Article 15): no other union's centre records. */
function isCentre({ kind, hasCentre }: UnionOfLine): boolean {
  return hasCentre && (kind === 'COUNTY' || kind === 'MUNICIPAL');
}

function row(zh: string, en: string, fits: LadderRow['fits']): LadderRow {
  return { zh, en, fits };
}
