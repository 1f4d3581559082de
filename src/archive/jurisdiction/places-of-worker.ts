import type { CandidateUnion } from './candidate-unions.read.ts';
import type { FilingPlace } from './filing.codes.ts';
import { ELSEWHERE, type UnionsOfWorker } from './filing-union.ts';

/** What is known of where the worker is, beside what is stated. */
export interface KnownPlaces {
  /** The union that would file. */
  readonly unionId: string;
  /** The division of the household. */
  readonly region: string;
  readonly isMember: boolean | null;
}

/** The unions of a worker as far as the tree of unions tells: what it does not tell stays open, and is no "none". */
export function placesOfWorker(
  candidates: readonly CandidateUnion[],
  { unionId, region, isMember }: KnownPlaces,
): UnionsOfWorker {
  const own = candidates.find(({ id }) => id === unionId);
  const mayBe = (fits: boolean) => (fits ? [unionId, ELSEWHERE] : [ELSEWHERE]);
  const atWork = [...mayBe(own !== undefined && isOfWorkplace(own.kind)), null];
  const centres = candidates.filter(({ hasCentre }) => hasCentre);
  return {
    EMPLOYER: atWork,
    ADMITTING: isMember === false ? [null] : [...mayBe(true), ...(isMember === true ? [] : [null])],
    DISPATCHER: atWork,
    SUPERIOR: mayBe(own !== undefined && (own.kind !== 'EMPLOYER' || own.isUpper)),
    STREET: streetsAs(unionId, candidates, region),
    UPPER: [upperOf(candidates, region)],
    CENTRE: [upperOf(centres, region)],
  };
}

/** The names that the union of an employer may have. */
export function unionNames(employer: string): readonly string[] {
  return ['工会', '工会委员会', '联合工会', '总工会'].map((ending) => employer.trim() + ending);
}

/** The unions that have the name of the employer on record; a statement of who is the employer's goes before a name. */
export function employersUnions(candidates: readonly CandidateUnion[], names: readonly string[]): readonly string[] {
  return candidates.filter(({ name, kind }) => isOfWorkplace(kind) && names.includes(name)).map(({ id }) => id);
}

function isOfWorkplace(kind: CandidateUnion['kind']): boolean {
  return kind === 'EMPLOYER' || kind === 'INDUSTRY';
}

/** In which street the household lives is not on record. */
function streetsAs(unionId: string, candidates: readonly CandidateUnion[], place: string): readonly (string | null)[] {
  const streets = candidates.filter(({ kind, region }) => kind === 'STREET' && region === place);
  const others = streets.filter(({ id }) => id !== unionId);
  const own = others.length < streets.length ? [unionId] : [];
  return [...own, ...(others.length === 0 ? [] : [ELSEWHERE]), null];
}

/** The county's union of a division, else that of its city; `null` if there is neither. */
function upperOf(candidates: readonly CandidateUnion[], region: string): string | null {
  const county = candidates.find((one) => one.kind === 'COUNTY' && one.region === region);
  const city = candidates.find((one) => one.kind === 'MUNICIPAL' && one.region === cityOf(region));
  return (county ?? city)?.id ?? null;
}

/** The city of a division, by its code. */
export function cityOf(region: string): string {
  return `${region.slice(0, 4)}00`;
}

/**
 * Takes what is stated of a place where the register leaves it open; `undefined` if it contradicts the register.
 */
export function stateUnion(
  unions: UnionsOfWorker,
  place: FilingPlace,
  stated: string | null,
  unionId: string,
): UnionsOfWorker | undefined {
  const possible = unions[place];
  const isOther = stated !== null && stated !== unionId && possible.includes(ELSEWHERE);
  return possible.includes(stated) || isOther ? { ...unions, [place]: [stated] } : undefined;
}
